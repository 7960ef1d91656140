// Which datasets and methods rest on weak evidence, and should be checked?
//
// Parameters:
//   papers (int = 1): in how many papers at most
//   confidence (float = 0.6): how sure the surest mention is at most, from 0 to 1
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   papers: how many papers mention it
//   confidence: of the surest mention, from 0 to 1
//   id: id of the dataset or method
MATCH (p:Paper)-[m:MENTIONS]->(e:Dataset|Method)
WITH e, count(*) AS papers, max(m.confidence) AS confidence
WHERE papers <= $papers AND confidence <= $confidence
RETURN e.name AS name, papers, confidence, e.id AS id
ORDER BY confidence, name, id
LIMIT $limit
