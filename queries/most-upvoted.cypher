// Which papers were liked most, and do they come with code?
//
// Needs: upvotes
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   upvotes: how many people liked it
//   repo: a repository of its own, if it has one
//   id: id of the paper
MATCH (p:Paper)
WHERE p.upvotes IS NOT NULL
OPTIONAL MATCH (p)-[:MENTIONS {role: 'introduces'}]->(r:Repo)
RETURN p.title AS paper, p.upvotes AS upvotes, min(r.name) AS repo, p.id AS id
ORDER BY upvotes DESC, paper, id
LIMIT $limit
