// Which datasets and methods were introduced by one paper and taken up by others?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   introducedBy: title of the paper that introduces it
//   reusedBy: how many other papers mention it
//   id: id of the dataset or method
//   paperId: id of the introducing paper
MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method)<-[r:MENTIONS]-(p:Paper)
WHERE p.id <> i.id AND r.role <> 'introduces'
RETURN e.name AS name, i.title AS introducedBy, count(*) AS reusedBy, e.id AS id, i.id AS paperId
ORDER BY reusedBy DESC, name, id, paperId
LIMIT $limit
