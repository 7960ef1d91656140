// Which papers do most others build on?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   builtOnBy: how many papers build on it
//   confidence: of the surest of these links, from 0 to 1
//   id: id of the paper
MATCH (a:Paper)-[b:BUILDS_ON]->(p:Paper)
RETURN p.title AS paper, count(*) AS builtOnBy, max(b.confidence) AS confidence, p.id AS id
ORDER BY builtOnBy DESC, paper, id
LIMIT $limit
