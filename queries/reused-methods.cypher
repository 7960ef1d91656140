// Which methods were introduced by one paper and taken up by others?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   introducedBy: title of the paper that introduces it
//   reusedBy: how many other papers mention it
//   id: id of the method
//   paperId: id of the introducing paper
MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(m:Method)<-[r:MENTIONS]-(p:Paper)
WHERE p.id <> i.id AND r.role <> 'introduces'
RETURN m.name AS method, i.title AS introducedBy, count(*) AS reusedBy, m.id AS id, i.id AS paperId
ORDER BY reusedBy DESC, method, id, paperId
LIMIT $limit
