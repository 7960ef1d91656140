// Which papers are new since a year or a date, and what do they introduce?
//
// Needs: published
// Parameters:
//   since (date = ""): the first year, month or day, such as "2024" or "2024-05"; empty for all with a date
//   until (date = ""): the last one; empty for no end
//   limit (int = 50): how many rows at most
// Columns:
//   published: when it appeared, as exactly as is known
//   paper: title of the paper
//   introduces: names of the datasets and methods that it introduces
//   id: id of the paper
MATCH (p:Paper)
WHERE p.published >= $since AND left(p.published, size($until)) <= $until
WITH p
ORDER BY p.published DESC, p.title, p.id
LIMIT $limit
OPTIONAL MATCH (p)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method)
WITH p, e
ORDER BY e.name, e.id
SKIP 0
RETURN p.published AS published, p.title AS paper, collect(e.name) AS introduces, p.id AS id
ORDER BY published DESC, paper, id
