// How often is a dataset or method mentioned, year by year, the most mentioned first?
//
// Needs: year
// Parameters:
//   name (thing = ""): a name of it; empty for every dataset and method
//   families (bool = false): whether families of methods, such as "graph neural network", are among all
//   limit (int = 100): how many rows at most
// Columns:
//   name: name of the dataset or method
//   year: year of publication, from the first in which a paper mentions it on
//   papers: how many papers of that year mention it
//   ofPapers: how many papers of that year there are
//   share: of the papers of that year, from 0 to 1
//   id: id of the dataset or method
MATCH (q:Paper)
WHERE q.year IS NOT NULL
WITH q.year AS year, count(*) AS ofPapers
WITH collect({year: year, papers: ofPapers}) AS years, toLower($name) AS wanted
MATCH (e:Dataset|Method)
WHERE ((wanted = '' AND ($families OR NOT coalesce(e.family, false))) OR toLower(e.name) = wanted
       OR any(alias IN e.aliases WHERE toLower(alias) = wanted))
  AND EXISTS { MATCH (e)<-[:MENTIONS]-(p:Paper) WHERE p.year IS NOT NULL }
WITH e, years
ORDER BY coalesce(e.papers, 0) DESC, e.name, e.id
LIMIT $limit
MATCH (e)<-[:MENTIONS]-(p:Paper)
WHERE p.year IS NOT NULL
WITH e, years, min(p.year) AS since
UNWIND years AS one
WITH e, since, one.year AS year, one.papers AS ofPapers
WHERE year >= since
OPTIONAL MATCH (e)<-[m:MENTIONS]-(p:Paper)
WHERE p.year = year
WITH e, year, ofPapers, count(m) AS papers
RETURN e.name AS name, year, papers, ofPapers, 1.0 * papers / ofPapers AS share, e.id AS id
ORDER BY coalesce(e.papers, 0) DESC, name, id, year
LIMIT $limit
