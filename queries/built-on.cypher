// Which papers build on a paper, over several steps?
//
// Parameters:
//   paper (string, such as "2001.00001"): its title, arXiv id or id
//   limit (int = 20): how many rows at most
// Columns:
//   steps: how many steps on at least
//   descendant: title of a paper that builds on it
//   year: when that appeared, where it is known
//   id: id of that paper
MATCH path = (d:Paper)-[:BUILDS_ON*1..4]->(p:Paper)
WHERE (toLower(p.title) = toLower($paper) OR p.arxivId = $paper OR p.id = $paper)
  AND d.id <> p.id
RETURN min(length(path)) AS steps, d.title AS descendant, d.year AS year, d.id AS id
ORDER BY steps, descendant, id
LIMIT $limit
