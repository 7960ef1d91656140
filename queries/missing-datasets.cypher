// Which datasets do the papers nearest to a paper evaluate on that it does not mention?
//
// Parameters:
//   paper (paper, such as "LoRA"): its id, for kg query also a title or arXiv id
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of the dataset
//   papers: how many of these papers evaluate on it
//   nearest: title of the one of them that is nearest
//   score: how near that is, from 0 to 1
//   id: id of the dataset
MATCH (p:Paper)-[s:SIMILAR_TO]-(n:Paper)-[m:MENTIONS]->(d:Dataset)
WHERE p.id = $paper AND 'evaluatesOn' IN m.roles AND NOT EXISTS { MATCH (p)-[:MENTIONS]->(d) }
WITH d, n, s.score AS score
ORDER BY score DESC, n.title, n.id
SKIP 0
WITH d, count(*) AS papers, max(score) AS score, collect(n.title)[0..1] AS titles
UNWIND titles AS nearest
RETURN d.name AS dataset, papers, nearest, score, d.id AS id
ORDER BY papers DESC, score DESC, dataset, id
LIMIT $limit
