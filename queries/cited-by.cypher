// Which papers of the graph cite a paper, as their sources state?
//
// Needs: CITES
// Parameters:
//   paper (paper = ""): its id, for kg query also a title or arXiv id; empty for every paper
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   citing: title of a paper that cites it
//   year: when that appeared, where it is known
//   id: id of the paper that cites it
MATCH (p:Paper)<-[:CITES]-(c:Paper)
WHERE $paper = '' OR p.id = $paper
RETURN p.title AS paper, c.title AS citing, c.year AS year, c.id AS id
ORDER BY paper, p.id, coalesce(year, 0) DESC, citing, id
LIMIT $limit
