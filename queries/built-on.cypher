// Which papers extend, use or name what a paper introduced, over several steps?
//
// Stated: cited-by
// Parameters:
//   paper (paper, such as "LoRA"): its id, for kg query also a title or arXiv id
//   roles (roles = ["extends", "uses", "mentions"]): which links count, of these, evaluatesOn, comparesWith
//   limit (int = 20): how many rows at most
// Columns:
//   steps: how many steps on at least
//   descendant: title of a paper that refers to it
//   year: when that appeared, where it is known
//   roles: how that speaks of what the paper introduces; empty after more than one step
//   id: id of that paper
//   evidence: where it says so, as JSON; a table and CSV show one sentence
WITH $roles AS wanted
MATCH path = (d:Paper)-[:BUILDS_ON*1..4]->(p:Paper)
WHERE p.id = $paper AND d.id <> p.id
  AND all(link IN relationships(path) WHERE any(role IN link.roles WHERE role IN wanted))
WITH p, d, min(length(path)) AS steps
OPTIONAL MATCH (d)-[b:BUILDS_ON]->(p)
WHERE steps = 1
RETURN steps, d.title AS descendant, d.year AS year, coalesce(b.roles, []) AS roles, d.id AS id,
       b.evidence AS evidence
ORDER BY steps, descendant, id
LIMIT $limit
