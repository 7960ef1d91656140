// Which papers are nearest to a paper, and why?
//
// Parameters:
//   paper (paper, such as "LoRA"): its id, for kg query also a title or arXiv id
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   neighbour: title of a paper near it
//   score: how near, from 0 to 1
//   terms: words that make them alike
//   id: id of the neighbour
MATCH (p:Paper)-[s:SIMILAR_TO]-(n:Paper)
WHERE p.id = $paper
RETURN p.title AS paper, n.title AS neighbour, s.score AS score, s.terms AS terms, n.id AS id
ORDER BY score DESC, paper, p.id, neighbour, id
LIMIT $limit
