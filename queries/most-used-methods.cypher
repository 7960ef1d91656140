// Which methods do most papers mention, and who introduced them?
//
// Parameters:
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   since (date = ""): count papers from this year, month or day on alone; empty for all
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   papers: how many papers mention it
//   introducedBy: title of a paper that introduces it, if one does
//   id: id of the method
MATCH (p:Paper)-[:MENTIONS]->(m:Method)
WHERE ($families OR NOT coalesce(m.family, false)) AND ($since = '' OR p.published >= $since)
WITH m, count(*) AS papers
OPTIONAL MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(m)
RETURN m.name AS method, papers, min(i.title) AS introducedBy, m.id AS id
ORDER BY papers DESC, method, id
LIMIT $limit
