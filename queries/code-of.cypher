// Where is the code of a dataset or method, as the papers that introduce it say?
//
// Parameters:
//   name (string = ""): a name of it; empty for all that have some
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   url: address of the repository
//   paper: title of the paper
//   id: id of the dataset or method
//   paperId: id of the paper
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e)
MATCH (p)-[:MENTIONS {role: 'introduces'}]->(r:Repo)
RETURN e.name AS name, r.url AS url, p.title AS paper, e.id AS id, p.id AS paperId
ORDER BY name, id, paper, url, paperId
LIMIT $limit
