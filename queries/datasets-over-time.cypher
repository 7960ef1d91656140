// How often is each dataset mentioned, year by year?
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
RETURN d.name AS dataset, p.year AS year, count(*) AS papers, d.id AS id
ORDER BY dataset, id, year
LIMIT $limit
