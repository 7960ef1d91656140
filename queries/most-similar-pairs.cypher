// Which two papers are most alike: of all, or of those that neither cite nor refer to one another?
//
// Parameters:
//   unlinked (bool = false): whether to give those alone of which neither cites or refers to the other
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of one paper
//   otherPaper: title of the other
//   score: how near, from 0 to 1
//   terms: words that make them alike
//   id: id of the one
//   otherId: id of the other
MATCH (a:Paper)-[s:SIMILAR_TO]->(b:Paper)
WHERE NOT $unlinked OR NOT EXISTS { MATCH (a)-[:CITES|BUILDS_ON]-(b) }
RETURN a.title AS paper, b.title AS otherPaper, s.score AS score, s.terms AS terms, a.id AS id,
       b.id AS otherId
ORDER BY score DESC, paper, otherPaper, id, otherId
LIMIT $limit
