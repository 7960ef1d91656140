// Which datasets do papers mention that have some words in title or abstract?
//
// Parameters:
//   words (words, such as "question answering"): all stand in title or abstract; long ones may be beginnings
//   limit (int = 20): how many rows at most
// Columns:
//   dataset: name of the dataset
//   papers: how many of these papers mention it
//   evaluated: how many of them say that they evaluate on it
//   used: how many of them say that they use it
//   example: title of one of them, the newest of those that evaluate on it, else of all
//   id: id of the dataset
MATCH (p:Paper)
WITH p, $words AS words, toLower(' ' + p.title + ' ' + coalesce(p.abstract, '') + ' ') AS text
WHERE all(word IN words WHERE text CONTAINS word)
WITH p, words, text
WHERE all(word IN words WHERE text =~ ('(?s).*[^a-z0-9]' + word
      + CASE WHEN size(word) > 3 THEN '.*' ELSE 's?[^a-z0-9].*' END))
MATCH (p)-[m:MENTIONS]->(d:Dataset)
WITH p, m, d
ORDER BY CASE WHEN 'evaluatesOn' IN m.roles THEN 0 ELSE 1 END, coalesce(p.year, 0) DESC, p.title, p.id
SKIP 0
WITH d, count(*) AS papers, count(CASE WHEN 'evaluatesOn' IN m.roles THEN 1 END) AS evaluated,
     count(CASE WHEN 'uses' IN m.roles THEN 1 END) AS used, collect(p.title)[0..1] AS titles
UNWIND titles AS example
RETURN d.name AS dataset, papers, evaluated, used, example, d.id AS id
ORDER BY papers DESC, evaluated DESC, dataset, id
LIMIT $limit
