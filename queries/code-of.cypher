// Where is the code of a dataset or method, as the papers that introduce it say?
//
// Parameters:
//   name (thing = ""): a name of it; empty for all that have some
//   limit (int = 20): how many rows at most
// Columns:
//   introduces: names of all that the paper introduces, those in its title first
//   url: address of its repository; one in each row
//   folder: address of the folder or file in the repository that the paper points to, if any
//   paper: title of the paper
//   id: id of the paper
WITH toLower($name) AS wanted
MATCH (x:Dataset|Method)
WHERE wanted = '' OR toLower(x.name) = wanted OR any(alias IN x.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(x)
WITH DISTINCT p
MATCH (p)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method)
MATCH (p)-[m:MENTIONS {role: 'introduces'}]->(r:Repo)
WITH p, r, m, e, CASE WHEN toLower(p.title) CONTAINS toLower(e.name) THEN 0 ELSE 1 END AS place
ORDER BY place, coalesce(e.papers, 0) DESC, e.name, e.id SKIP 0
WITH p, r, m, collect(e.name) AS introduces, max(coalesce(e.papers, 0)) AS papers
UNWIND m.surfaces AS said
WITH p, r, m, introduces, papers,
     max(CASE WHEN said CONTAINS '/tree/' OR said CONTAINS '/blob/' THEN said ELSE '' END) AS folder
RETURN introduces, r.url AS url, folder, p.title AS paper, p.id AS id
ORDER BY papers DESC, paper, id, url, r.id
LIMIT $limit
