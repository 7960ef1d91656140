// What do papers compare with or extend whose own paper is not in the graph?
//
// Parameters:
//   papers (int = 1): how many papers must say so at least
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   compared: how many papers compare their work with it, where they say so
//   extended: how many papers extend it, where they say so
//   papers: how many papers mention it
//   id: id of the dataset or method
MATCH (p:Paper)-[m:MENTIONS]->(e:Dataset|Method)
WHERE NOT coalesce(e.family, false)
  AND ('comparesWith' IN m.roles OR 'extends' IN m.roles)
  AND NOT EXISTS { MATCH (e)<-[:MENTIONS {role: 'introduces'}]-(:Paper) }
WITH e, count(*) AS stated,
     count(CASE WHEN 'comparesWith' IN m.roles THEN 1 END) AS compared,
     count(CASE WHEN 'extends' IN m.roles THEN 1 END) AS extended
WHERE stated >= $papers
RETURN e.name AS name, compared, extended, coalesce(e.papers, 0) AS papers, e.id AS id
ORDER BY stated DESC, papers DESC, name, id
LIMIT $limit
