// What do two papers both name, what does only one of them name, and how are they linked?
//
// Parameters:
//   paper (paper, such as "LoRA"): id of one paper, for kg query also its title or arXiv id
//   otherPaper (paper, such as "QLoRA"): the same of the other
//   limit (int = 50): how many rows at most
// Columns:
//   relation: similar, cites, cited by, refers to, referred to by; who names it: both, this paper, the other
//   name: name of the dataset, method or repository; for a link the title of the other paper
//   kind: dataset, method, family or repository; paper for a link
//   score: how near the two are, from 0 to 1
//   why: words that make them alike, or names of what one introduced and the other names
//   id: id of what has the name
//   evidence: the places in the paper, as JSON; a table and CSV show one sentence
//   otherEvidence: the places in the other paper
MATCH (one:Paper)
WHERE one.id IN [$paper, $otherPaper]
WITH count(*) AS there
WHERE there = 2
MATCH (p:Paper)-[m:MENTIONS|SIMILAR_TO|CITES|BUILDS_ON]->(x:Dataset|Method|Repo|Paper)
WHERE p.id IN [$paper, $otherPaper] AND (NOT x.id STARTS WITH 'paper:' OR x.id IN [$paper, $otherPaper])
WITH p, x, p.id = $paper AS isFirst, m.evidence AS said, m.score AS score, coalesce(m.via, m.terms) AS why,
     CASE WHEN NOT x.id STARTS WITH 'paper:' THEN 3 WHEN m.score IS NOT NULL THEN 0
          WHEN m.via IS NOT NULL THEN 2 ELSE 1 END AS link
WITH link, score, why,
     CASE WHEN link = 3 THEN x.name WHEN isFirst THEN x.title ELSE p.title END AS name,
     CASE WHEN link = 3 OR isFirst THEN x.id ELSE p.id END AS id,
     CASE WHEN x.family THEN 'family' WHEN x.id STARTS WITH 'dataset:' THEN 'dataset'
          WHEN x.id STARTS WITH 'method:' THEN 'method' WHEN x.id STARTS WITH 'repo:' THEN 'repository'
          ELSE 'paper' END AS kind,
     count(CASE WHEN isFirst THEN 1 END) AS first, count(*) AS places,
     min(CASE WHEN isFirst THEN said END) AS evidence,
     min(CASE WHEN NOT isFirst THEN said END) AS otherEvidence
RETURN CASE WHEN link = 0 THEN 'similar'
            WHEN link = 1 AND first = 1 THEN 'cites' WHEN link = 1 THEN 'cited by'
            WHEN link = 2 AND first = 1 THEN 'refers to' WHEN link = 2 THEN 'referred to by'
            WHEN places = 2 THEN 'both' WHEN first = 1 THEN 'this paper'
            ELSE 'the other' END AS relation,
       name, kind, score, why, id, evidence, otherEvidence
ORDER BY link, places DESC, first DESC, kind, name, id
LIMIT $limit
