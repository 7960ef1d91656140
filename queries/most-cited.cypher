// Which papers do most others cite, as their sources state?
//
// Needs: CITES
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   year: when it appeared, where it is known
//   citedBy: how many papers of the graph cite it
//   id: id of the paper
MATCH (:Paper)-[:CITES]->(p:Paper)
RETURN p.title AS paper, p.year AS year, count(*) AS citedBy, p.id AS id
ORDER BY citedBy DESC, paper, id
LIMIT $limit
