// Which papers name no code of their own?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   year: when it appeared, where that is known
//   url: its address, where that is known
//   id: id of the paper
MATCH (p:Paper)
WHERE NOT EXISTS { MATCH (p)-[:MENTIONS {role: 'introduces'}]->(:Repo) }
RETURN p.title AS paper, p.year AS year, p.url AS url, p.id AS id
ORDER BY coalesce(year, 0) DESC, coalesce(p.upvotes, 0) DESC, paper, id
LIMIT $limit
