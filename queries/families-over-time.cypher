// How often is each family of methods mentioned, year by year, the most mentioned first?
//
// Needs: year
// Parameters:
//   limit (int = 100): how many rows at most
// Columns:
//   family: name of the family
//   year: year of publication, from the first in which a paper mentions it on
//   papers: how many papers of that year mention it
//   share: of the papers of that year, from 0 to 1
//   id: id of the family
MATCH (q:Paper)
WHERE q.year IS NOT NULL
WITH q.year AS year, count(*) AS ofPapers
WITH collect({year: year, papers: ofPapers}) AS years
MATCH (e:Method)
WHERE e.family = true AND EXISTS { MATCH (e)<-[:MENTIONS]-(p:Paper) WHERE p.year IS NOT NULL }
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
RETURN e.name AS family, year, papers, 1.0 * papers / ofPapers AS share, e.id AS id
ORDER BY coalesce(e.papers, 0) DESC, family, id, year
LIMIT $limit
