// Which papers are alike although neither cites or refers to the other?
//
// Parameters:
//   score (float = 0.0): how near they must be at least, from 0 to 1
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of one paper
//   otherPaper: title of the other
//   score: how near, from 0 to 1
//   id: id of the one
//   otherId: id of the other
MATCH (a:Paper)-[s:SIMILAR_TO]->(b:Paper)
WHERE s.score >= $score AND NOT EXISTS { MATCH (a)-[:CITES|BUILDS_ON]-(b) }
RETURN a.title AS paper, b.title AS otherPaper, s.score AS score, a.id AS id, b.id AS otherId
ORDER BY score DESC, paper, otherPaper, id, otherId
LIMIT $limit
