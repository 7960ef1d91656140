// How often is each dataset mentioned, year by year, the most mentioned first?
//
// Needs: year
// Parameters:
//   dataset (dataset = ""): a name of the dataset; empty for every dataset
//   limit (int = 100): how many rows at most
// Columns:
//   dataset: name of the dataset
//   year: year of publication
//   papers: how many papers of that year mention it
//   id: id of the dataset
WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE wanted = '' OR toLower(d.name) = wanted OR any(alias IN d.aliases WHERE toLower(alias) = wanted)
MATCH (d)<-[:MENTIONS]-(p:Paper)
WHERE p.year IS NOT NULL
WITH d, p.year AS year, count(*) AS papers
RETURN d.name AS dataset, year, papers, d.id AS id
ORDER BY coalesce(d.papers, 0) DESC, dataset, id, year
LIMIT $limit
