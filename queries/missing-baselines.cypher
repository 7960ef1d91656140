// What do papers compare with, extend or evaluate on whose own paper is not in the graph?
//
// Parameters:
//   papers (int = 1): how many papers must say so at least
//   listing (listing = ""): ask papers of this listing alone; empty for all
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   compared: how many papers compare their work with it, where they say so
//   extended: how many papers extend it, where they say so
//   evaluated: how many papers evaluate on it, where they say so
//   papers: how many papers mention it
//   by: title of the newest that says so
//   id: id of the dataset or method
MATCH (p:Paper)-[m:MENTIONS]->(e:Dataset|Method)
WHERE NOT coalesce(e.family, false)
  AND ('comparesWith' IN m.roles OR 'extends' IN m.roles OR 'evaluatesOn' IN m.roles)
  AND ($listing = '' OR $listing IN p.listings)
  AND NOT EXISTS { MATCH (e)<-[:MENTIONS {role: 'introduces'}]-(:Paper) }
WITH p, m, e
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id
SKIP 0
WITH e, count(*) AS stated, collect(p.title)[0..1] AS titles,
     count(CASE WHEN 'comparesWith' IN m.roles THEN 1 END) AS compared,
     count(CASE WHEN 'extends' IN m.roles THEN 1 END) AS extended,
     count(CASE WHEN 'evaluatesOn' IN m.roles THEN 1 END) AS evaluated
WHERE stated >= $papers
UNWIND titles AS by
RETURN e.name AS name, compared, extended, evaluated, coalesce(e.papers, 0) AS papers, by, e.id AS id
ORDER BY stated DESC, papers DESC, name, id
LIMIT $limit
