// Which methods do papers mention that have some words in title or abstract?
//
// Parameters:
//   words (words, such as "question answering"): all stand in title or abstract; long ones may be beginnings
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   limit (int = 20): how many rows at most
// Columns:
//   method: name of the method
//   papers: how many of these papers mention it
//   used: how many of them say that they use or extend it
//   compared: how many of them say that they compare with it
//   example: title of one of them, the newest of those that use or extend it, else of all
//   id: id of the method
MATCH (p:Paper)
WITH p, $words AS words, toLower(' ' + p.title + ' ' + coalesce(p.abstract, '') + ' ') AS text
WHERE all(word IN words WHERE text CONTAINS word)
WITH p, words, text
WHERE all(word IN words WHERE text =~ ('(?s).*[^a-z0-9]' + word
      + CASE WHEN size(word) > 3 THEN '.*' ELSE 's?[^a-z0-9].*' END))
MATCH (p)-[m:MENTIONS]->(e:Method)
WHERE $families OR NOT coalesce(e.family, false)
WITH p, m, e, CASE WHEN 'uses' IN m.roles OR 'extends' IN m.roles THEN 1 END AS uses
ORDER BY coalesce(uses, 0) DESC, coalesce(p.year, 0) DESC, p.title, p.id
SKIP 0
WITH e, count(*) AS papers, count(uses) AS used,
     count(CASE WHEN 'comparesWith' IN m.roles THEN 1 END) AS compared, collect(p.title)[0..1] AS titles
UNWIND titles AS example
RETURN e.name AS method, papers, used, compared, example, e.id AS id
ORDER BY papers DESC, used DESC, method, id
LIMIT $limit
