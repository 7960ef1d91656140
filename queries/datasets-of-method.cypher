// Which datasets occur in papers that mention a method?
//
// Parameters:
//   method (method = ""): a name of the method; empty for every method
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   dataset: name of the dataset
//   papers: how many papers mention both
//   id: id of the method
//   datasetId: id of the dataset
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE wanted = '' OR toLower(m.name) = wanted OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(d:Dataset)
WITH m, d, count(*) AS papers
RETURN m.name AS method, d.name AS dataset, papers, m.id AS id, d.id AS datasetId
ORDER BY coalesce(m.family, false), papers DESC, method, id, dataset, datasetId
LIMIT $limit
