// Which papers introduced what a paper extends, uses or names, over several steps?
//
// Stated: cites
// Parameters:
//   paper (paper, such as "LoRA"): its id, for kg query also a title or arXiv id
//   roles (roles = ["extends", "uses", "mentions"]): which links count, of these, evaluatesOn, comparesWith
//   limit (int = 20): how many rows at most
// Columns:
//   steps: how many steps back at least
//   ancestor: title of a paper that it refers to
//   year: when that appeared, where it is known
//   roles: how the paper speaks of what that introduces; empty after more than one step
//   id: id of that paper
//   evidence: where it says so, as JSON; a table and CSV show one sentence
WITH $roles AS wanted
MATCH path = (p:Paper)-[:BUILDS_ON*1..4]->(a:Paper)
WHERE p.id = $paper AND a.id <> p.id
  AND all(link IN relationships(path) WHERE any(role IN link.roles WHERE role IN wanted))
WITH p, a, min(length(path)) AS steps
OPTIONAL MATCH (p)-[b:BUILDS_ON]->(a)
WHERE steps = 1
RETURN steps, a.title AS ancestor, a.year AS year, coalesce(b.roles, []) AS roles, a.id AS id,
       b.evidence AS evidence
ORDER BY steps, ancestor, id
LIMIT $limit
