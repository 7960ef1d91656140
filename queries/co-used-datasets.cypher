// Which datasets are mentioned together most often?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of one dataset
//   otherDataset: name of the other
//   papers: how many papers mention both
//   id: id of the one
//   otherId: id of the other
MATCH (a:Dataset)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(b:Dataset)
WHERE a.id < b.id
RETURN a.name AS dataset, b.name AS otherDataset, count(*) AS papers, a.id AS id, b.id AS otherId
ORDER BY papers DESC, dataset, otherDataset, id, otherId
LIMIT $limit
