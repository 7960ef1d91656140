// Which datasets do most papers mention, and who introduced them?
//
// Parameters:
//   since (date = ""): count papers from this year, month or day on alone; empty for all
//   listing (listing = ""): count papers of this listing alone; empty for all
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of the dataset
//   papers: how many papers mention it
//   evaluatedBy: how many of them say that they evaluate on it
//   introducedBy: title of a paper that introduces it, if one does
//   id: id of the dataset
MATCH (p:Paper)-[m:MENTIONS]->(d:Dataset)
WHERE ($since = '' OR p.published >= $since) AND ($listing = '' OR $listing IN p.listings)
WITH d, count(*) AS papers, count(CASE WHEN 'evaluatesOn' IN m.roles THEN 1 END) AS evaluatedBy
OPTIONAL MATCH (i:Paper)-[:MENTIONS {role: 'introduces'}]->(d)
RETURN d.name AS dataset, papers, evaluatedBy, min(i.title) AS introducedBy, d.id AS id
ORDER BY papers DESC, dataset, id
LIMIT $limit
