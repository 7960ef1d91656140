// Which methods occur in papers that mention a dataset, and since when?
//
// Parameters:
//   dataset (dataset = ""): a name of the dataset; empty for every dataset
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of the dataset
//   method: name of the method
//   papers: how many papers mention both
//   since: year of the first of them, where it is known
//   id: id of the dataset
//   methodId: id of the method
WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE wanted = '' OR toLower(d.name) = wanted OR any(alias IN d.aliases WHERE toLower(alias) = wanted)
MATCH (d)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(m:Method)
WITH d, m, count(*) AS papers, min(p.year) AS since
RETURN d.name AS dataset, m.name AS method, papers, since, d.id AS id, m.id AS methodId
ORDER BY coalesce(m.family, false), papers DESC, dataset, id, method, methodId
LIMIT $limit
