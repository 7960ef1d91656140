// Which paper introduces a dataset, method or repository?
//
// Parameters:
//   name (thing = ""): a name of it; empty for everything
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset, method or repository
//   paper: title of the paper
//   year: when it appeared, where that is known
//   confidence: how sure that is, from 0 to 1
//   id: id of the paper
//   evidence: the places where it says so, as JSON; a table and CSV show one sentence
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method|Repo)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[m:MENTIONS {role: 'introduces'}]->(e)
RETURN e.name AS name, p.title AS paper, p.year AS year, m.confidence AS confidence, p.id AS id,
       m.evidence AS evidence
ORDER BY coalesce(e.papers, 0) DESC, name, e.id, confidence DESC, paper, id
LIMIT $limit
