// How often is each method mentioned, year by year, the most mentioned first?
//
// Needs: year
// Parameters:
//   method (method = ""): a name of the method; empty for every method but families
//   limit (int = 100): how many rows at most
// Columns:
//   method: name of the method
//   year: year of publication
//   papers: how many papers of that year mention it
//   id: id of the method
WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE (wanted = '' AND NOT coalesce(m.family, false)) OR toLower(m.name) = wanted
   OR any(alias IN m.aliases WHERE toLower(alias) = wanted)
MATCH (m)<-[:MENTIONS]-(p:Paper)
WHERE p.year IS NOT NULL
WITH m, p.year AS year, count(*) AS papers
RETURN m.name AS method, year, papers, m.id AS id
ORDER BY coalesce(m.papers, 0) DESC, method, id, year
LIMIT $limit
