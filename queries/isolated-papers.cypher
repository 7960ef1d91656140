// Which papers have no link to any other paper?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   mentions: how many datasets, methods and repositories it names
//   id: id of the paper
MATCH (p:Paper)
WHERE NOT EXISTS { MATCH (p)-[:SIMILAR_TO|BUILDS_ON|CITES]-(:Paper) }
OPTIONAL MATCH (p)-[:MENTIONS]->(e:Dataset|Method|Repo)
RETURN p.title AS paper, count(e) AS mentions, p.id AS id
ORDER BY paper, id
LIMIT $limit
