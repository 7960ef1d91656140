// What does a paper build on, over several steps?
//
// Parameters:
//   paper (string, such as "2304.00004"): its title, arXiv id or id
//   limit (int = 20): how many rows at most
// Columns:
//   steps: how many steps back at least
//   ancestor: title of a paper that it builds on
//   year: when that appeared, where it is known
//   id: id of that paper
MATCH path = (p:Paper)-[:BUILDS_ON*1..4]->(a:Paper)
WHERE (toLower(p.title) = toLower($paper) OR p.arxivId = $paper OR p.id = $paper)
  AND a.id <> p.id
RETURN min(length(path)) AS steps, a.title AS ancestor, a.year AS year, a.id AS id
ORDER BY steps, ancestor, id
LIMIT $limit
