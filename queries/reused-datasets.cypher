// Which datasets were introduced by one paper and taken up by others?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of the dataset
//   introducedBy: title of the paper that introduces it
//   reusedBy: how many other papers mention it
//   id: id of the dataset
//   paperId: id of the introducing paper
MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(d:Dataset)<-[r:MENTIONS]-(p:Paper)
WHERE p.id <> i.id AND r.role <> 'introduces'
RETURN d.name AS dataset, i.title AS introducedBy, count(*) AS reusedBy, d.id AS id, i.id AS paperId
ORDER BY reusedBy DESC, dataset, id, paperId
LIMIT $limit
