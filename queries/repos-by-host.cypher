// Where does the code live?
//
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   host: host of the repositories
//   repos: how many repositories are there
//   papers: how many papers mention one of them
MATCH (p:Paper)-[:MENTIONS]->(r:Repo)
RETURN r.host AS host, count(DISTINCT r) AS repos, count(DISTINCT p) AS papers
ORDER BY papers DESC, host
LIMIT $limit
