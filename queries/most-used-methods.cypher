// Which methods do most papers mention, and who introduced them?
//
// Parameters:
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   since (date = ""): count papers from this year, month or day on alone; empty for all
//   listing (listing = ""): count papers of this listing alone; empty for all
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   papers: how many papers mention it
//   comparedBy: how many of them say that they compare with it
//   introducedBy: title of a paper that introduces it, if one does
//   id: id of the method
MATCH (p:Paper)-[r:MENTIONS]->(m:Method)
WHERE ($families OR NOT coalesce(m.family, false)) AND ($since = '' OR p.published >= $since)
  AND ($listing = '' OR $listing IN p.listings)
WITH m, count(*) AS papers, count(CASE WHEN 'comparesWith' IN r.roles THEN 1 END) AS comparedBy
OPTIONAL MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(m)
RETURN m.name AS method, papers, comparedBy, min(i.title) AS introducedBy, m.id AS id
ORDER BY papers DESC, method, id
LIMIT $limit
