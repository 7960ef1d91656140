// Which papers evaluate on a dataset, where they say so?
//
// Parameters:
//   dataset (dataset = ""): a name of it; empty for every dataset
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: its name
//   paper: title of the paper
//   year: year of the paper, where it is known
//   confidence: how sure it is that the paper names it, from 0 to 1
//   id: id of the paper
//   evidence: the places where it says so, as JSON; a table and CSV show one sentence
WITH toLower($dataset) AS wanted
MATCH (e:Dataset)
WHERE wanted = '' OR toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)-[m:MENTIONS]->(e)
WHERE 'evaluatesOn' IN m.roles
RETURN e.name AS dataset, p.title AS paper, p.year AS year, m.confidence AS confidence, p.id AS id,
       m.evidence AS evidence
ORDER BY coalesce(e.papers, 0) DESC, dataset, e.id, coalesce(year, 0) DESC, paper, id
LIMIT $limit
