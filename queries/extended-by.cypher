// Which papers extend a dataset or method, where they say so?
//
// Parameters:
//   name (thing = ""): a name of it; empty for everything
//   limit (int = 20): how many rows at most
// Columns:
//   name: its name
//   paper: title of the paper
//   year: year of the paper, where it is known
//   confidence: how sure it is that the paper names it, from 0 to 1
//   id: id of the paper
//   evidence: the places where it says so, as JSON; a table and CSV show one sentence
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[m:MENTIONS]->(e)
WHERE 'extends' IN m.roles
RETURN e.name AS name, p.title AS paper, p.year AS year, m.confidence AS confidence, p.id AS id,
       m.evidence AS evidence
ORDER BY coalesce(e.family, false), coalesce(e.papers, 0) DESC, name, e.id, coalesce(year, 0) DESC, paper, id
LIMIT $limit
