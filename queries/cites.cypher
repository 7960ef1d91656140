// Which papers of the graph does a paper cite, as its source states?
//
// Needs: CITES
// Parameters:
//   paper (paper = ""): its id, for kg query also a title or arXiv id; empty for every paper
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   cited: title of a paper that it cites
//   year: when that appeared, where it is known
//   id: id of the paper that is cited
MATCH (p:Paper)-[:CITES]->(c:Paper)
WHERE $paper = '' OR p.id = $paper
RETURN p.title AS paper, c.title AS cited, c.year AS year, c.id AS id
ORDER BY paper, p.id, coalesce(year, 0) DESC, cited, id
LIMIT $limit
