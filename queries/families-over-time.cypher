// How often is each family of methods mentioned, year by year, the most mentioned first?
//
// Needs: year
// Parameters:
//   limit (int = 100): how many rows at most
// Columns:
//   family: name of the family
//   year: year of publication
//   papers: how many papers of that year mention it
//   id: id of the family
MATCH (p:Paper)-[:MENTIONS]->(m:Method)
WHERE p.year IS NOT NULL AND m.family = true
WITH m, p.year AS year, count(*) AS papers
RETURN m.name AS family, year, papers, m.id AS id
ORDER BY coalesce(m.papers, 0) DESC, family, id, year
LIMIT $limit
