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
//   share: of the papers of that year, from 0 to 1
//   id: id of the dataset or method
WITH toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE toLower(e.name) = wanted OR any(alias IN e.aliases WHERE toLower(alias) = wanted)
MATCH (p:Paper)
WHERE p.year IS NOT NULL
OPTIONAL MATCH (p)-[m:MENTIONS]->(e)
WITH e, p.year AS year, count(m) AS papers, count(*) AS ofPapers
RETURN e.name AS name, year, papers, ofPapers, 1.0 * papers / ofPapers AS share, e.id AS id
ORDER BY coalesce(e.papers, 0) DESC, name, id, year
LIMIT $limit
