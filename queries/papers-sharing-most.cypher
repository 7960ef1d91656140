// Which pairs of papers mention most of the same datasets and methods?
//
// Parameters:
//   common (int = 50): leave out what more papers than this mention, it says little
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of one paper
//   otherPaper: title of the other
//   shared: how many datasets and methods both mention
//   id: id of the one
//   otherId: id of the other
MATCH (a:Paper)-[:MENTIONS]->(e:Dataset|Method)<-[:MENTIONS]-(b:Paper)
WHERE a.id < b.id AND coalesce(e.papers, 0) <= $common
WITH a.id AS id, b.id AS otherId, count(*) AS shared
ORDER BY shared DESC, id, otherId
LIMIT $limit
MATCH (a:Paper {id: id})
WITH a.title AS paper, id, otherId, shared
MATCH (b:Paper {id: otherId})
RETURN paper, b.title AS otherPaper, shared, id, otherId
ORDER BY shared DESC, id, otherId
