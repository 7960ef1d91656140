// What do two papers both name, what does only one of them name, and how are they linked?
//
// Parameters:
//   paper (paper, such as "2203.00003"): title, arXiv id or id of one paper
//   otherPaper (paper, such as "2304.00004"): title, arXiv id or id of the other
//   limit (int = 50): how many rows at most
// Columns:
//   relation: similar, cites, cited by, builds on, built on by; or who names it: both, this paper, the other
//   name: name of the dataset, method or repository; for a link the title of the other paper
//   kind: dataset, method, family or repository; paper for a link
//   score: how near the two are, from 0 to 1
//   why: words that make them alike, or names of things of the one that the other builds on
//   id: id of what has the name
//   evidence: the places in the paper, as JSON; a table shows the first sentence
//   otherEvidence: the places in the other paper
MATCH (a:Paper)
WHERE toLower(a.title) = toLower($paper) OR a.arxivId = $paper OR a.id = $paper
MATCH (b:Paper)
WHERE (toLower(b.title) = toLower($otherPaper) OR b.arxivId = $otherPaper OR b.id = $otherPaper)
  AND a.id <> b.id
UNWIND [a.id, b.id] AS side
MATCH (p:Paper {id: side})-[m:MENTIONS|SIMILAR_TO|CITES|BUILDS_ON]->(x:Dataset|Method|Repo|Paper)
WHERE NOT x.id STARTS WITH 'paper:' OR x.id IN [a.id, b.id]
WITH b, x, p.id = a.id AS isFirst, m.evidence AS said, m.score AS score, coalesce(m.via, m.terms) AS why,
     CASE WHEN NOT x.id STARTS WITH 'paper:' THEN 3 WHEN m.score IS NOT NULL THEN 0
          WHEN m.via IS NOT NULL THEN 2 ELSE 1 END AS link
WITH b, x, link, score, why, count(CASE WHEN isFirst THEN 1 END) AS first, count(*) AS places,
     min(CASE WHEN isFirst THEN said END) AS evidence,
     min(CASE WHEN NOT isFirst THEN said END) AS otherEvidence
RETURN CASE WHEN link = 0 THEN 'similar'
            WHEN link = 1 AND first = 1 THEN 'cites' WHEN link = 1 THEN 'cited by'
            WHEN link = 2 AND first = 1 THEN 'builds on' WHEN link = 2 THEN 'built on by'
            WHEN places = 2 THEN 'both' WHEN first = 1 THEN 'this paper'
            ELSE 'the other' END AS relation,
       CASE WHEN link < 3 THEN b.title ELSE x.name END AS name,
       CASE WHEN x.family THEN 'family' WHEN x.id STARTS WITH 'dataset:' THEN 'dataset'
            WHEN x.id STARTS WITH 'method:' THEN 'method' WHEN x.id STARTS WITH 'repo:' THEN 'repository'
            ELSE 'paper' END AS kind,
       score, why, CASE WHEN link < 3 THEN b.id ELSE x.id END AS id, evidence, otherEvidence
ORDER BY link, places DESC, first DESC, kind, name, id
LIMIT $limit
