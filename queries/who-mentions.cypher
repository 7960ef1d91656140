// Which papers mention a dataset, method or repository, and how do they write it?
//
// Parameters:
//   name (thing = ""): a name of it; empty for everything
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset, method or repository
//   paper: title of the paper
//   role: introduces or mentions
//   surfaces: how the paper writes the name
//   confidence: how sure that is, from 0 to 1
//   id: id of the paper
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method|Repo)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[m:MENTIONS]->(e)
RETURN e.name AS name, p.title AS paper, m.role AS role, m.surfaces AS surfaces, m.confidence AS confidence,
       p.id AS id
ORDER BY coalesce(e.papers, 0) DESC, name, e.id, role, confidence DESC, paper, id
LIMIT $limit
