// Which papers use, extend or introduce a method and evaluate on a dataset, where they say so?
//
// Parameters:
//   method (method = ""): a name of the method; empty for every method
//   dataset (dataset = ""): a name of the dataset; empty for every dataset
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   year: when it appeared, where that is known
//   method: name of the method
//   dataset: name of the dataset
//   id: id of the paper
//   methodEvidence: the places where it says so of the method, as JSON; a table and CSV show one sentence
//   datasetEvidence: the places where it says that it evaluates on the dataset, likewise
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE wanted = '' OR toLower(m.name) = wanted OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
WITH m, toLower($dataset) AS wanted
MATCH (m)<-[u:MENTIONS]-(p:Paper)-[t:MENTIONS]->(d:Dataset)
WHERE 'evaluatesOn' IN t.roles AND (u.role = 'introduces' OR 'uses' IN u.roles OR 'extends' IN u.roles)
  AND (wanted = '' OR toLower(d.name) = wanted OR any(alias IN d.aliases WHERE toLower(alias) = wanted))
RETURN p.title AS paper, p.year AS year, m.name AS method, d.name AS dataset, p.id AS id,
       u.evidence AS methodEvidence, t.evidence AS datasetEvidence
ORDER BY coalesce(m.family, false), coalesce(year, 0) DESC, paper, id, method, m.id, dataset, d.id
LIMIT $limit
