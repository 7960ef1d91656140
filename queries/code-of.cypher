// Where is the code of a dataset or method, as the papers that introduce it say?
//
// Parameters:
//   name (string = ""): a name of it; empty for all that have some
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   url: address of the repository
//   folder: address of the folder or file in the repository that the paper points to, if any
//   paper: title of the paper
//   id: id of the dataset or method
//   paperId: id of the paper
//   evidence: the places where the paper names the repository, as JSON; a table shows the first sentence
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e)
MATCH (p)-[m:MENTIONS {role: 'introduces'}]->(r:Repo)
UNWIND m.surfaces AS said
WITH e, p, r, m, CASE WHEN said CONTAINS '/tree/' OR said CONTAINS '/blob/' THEN said ELSE '' END AS deep
RETURN e.name AS name, r.url AS url, max(deep) AS folder, p.title AS paper, e.id AS id, p.id AS paperId,
       m.evidence AS evidence
ORDER BY name, id, paper, url, paperId
LIMIT $limit
