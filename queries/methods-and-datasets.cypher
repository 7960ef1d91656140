// Which methods and datasets do papers mention together, and since when?
//
// Parameters:
//   method (method = ""): a name of the method; empty for every method
//   dataset (dataset = ""): a name of the dataset; empty for every dataset
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   dataset: name of the dataset
//   papers: how many papers mention both
//   since: year of the first of them, where it is known
//   id: id of the method
//   datasetId: id of the dataset
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE wanted = '' OR toLower(m.name) = wanted OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
WITH m, toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE wanted = '' OR toLower(d.name) = wanted OR any(alias IN d.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(d)
WITH m, d, count(*) AS papers, min(p.year) AS since
RETURN m.name AS method, d.name AS dataset, papers, since, m.id AS id, d.id AS datasetId
ORDER BY coalesce(m.family, false), papers DESC, method, id, dataset, datasetId
LIMIT $limit
