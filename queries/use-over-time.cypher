// How has the use of a dataset or method grown, year by year?
//
// Needs: year
// Parameters:
//   name (thing, such as "ImageNet"): a name of the dataset or method
//   limit (int = 100): how many rows at most
// Columns:
//   name: name of the dataset or method
//   year: year of publication
//   papers: how many papers of that year mention it
//   ofPapers: how many papers of that year there are
//   id: id of the dataset or method
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)
WHERE p.year IS NOT NULL
OPTIONAL MATCH (p)-[m:MENTIONS]->(e)
RETURN e.name AS name, p.year AS year, count(m) AS papers, count(*) AS ofPapers, e.id AS id
ORDER BY name, id, year
LIMIT $limit
