// Which versions and sizes of a thing do papers mention, and how many mention any?
//
// Parameters:
//   name (versions, such as "GPT"): their ids; for kg query the name of one, or what they share of it
//   limit (int = 20): how many rows at most
// Columns:
//   version: name of a version or size, or of the thing itself
//   papers: how many papers mention it
//   anyVersion: how many papers mention any of them, the same in each row
//   since: the first year in which a paper mentions it, where that is known
//   id: id of the version
MATCH (p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WHERE e.id IN $name
WITH count(DISTINCT p) AS anyVersion
MATCH (p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WHERE e.id IN $name
WITH e, anyVersion, count(*) AS papers, min(p.year) AS since
RETURN e.name AS version, papers, anyVersion, since, e.id AS id
ORDER BY papers DESC, version, id
LIMIT $limit
