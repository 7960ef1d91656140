// Which datasets and methods did a paper introduce that no other paper mentions, the newest first?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   introducedBy: title of the paper that introduces it
//   year: when, where that is known
//   id: id of the dataset or method
MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method)
WHERE NOT EXISTS { MATCH (e)<-[:MENTIONS]-(p:Paper) WHERE p.id <> i.id }
RETURN e.name AS name, i.title AS introducedBy, i.year AS year, e.id AS id
ORDER BY coalesce(year, 0) DESC, coalesce(i.upvotes, 0) DESC, name, id, i.id
LIMIT $limit
