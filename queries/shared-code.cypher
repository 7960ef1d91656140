// Which repositories do several papers mention?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   repo: name of the repository
//   papers: how many papers mention it
//   url: its address
//   id: id of the repository
MATCH (p:Paper)-[:MENTIONS]->(r:Repo)
WITH r, count(*) AS papers
WHERE papers > 1
RETURN r.name AS repo, papers, r.url AS url, r.id AS id
ORDER BY papers DESC, repo, id
LIMIT $limit
