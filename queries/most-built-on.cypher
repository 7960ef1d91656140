// Which papers introduced what most others extend, use or name?
//
// Stated: most-cited
// Parameters:
//   roles (roles = ["extends", "uses", "mentions"]): which links count, of these, evaluatesOn, comparesWith
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   builtOnBy: how many papers extend, use or mention what it introduces
//   extendedBy: how many of them say that they extend what it introduces
//   usedBy: how many of them say that they use it
//   confidence: of the surest of these links, from 0 to 1
//   id: id of the paper
WITH $roles AS wanted
MATCH (a:Paper)-[b:BUILDS_ON]->(p:Paper)
WHERE any(role IN b.roles WHERE role IN wanted)
RETURN p.title AS paper, count(*) AS builtOnBy,
       count(CASE WHEN 'extends' IN b.roles THEN 1 END) AS extendedBy,
       count(CASE WHEN 'uses' IN b.roles THEN 1 END) AS usedBy,
       max(b.confidence) AS confidence, p.id AS id
ORDER BY builtOnBy DESC, extendedBy DESC, usedBy DESC, paper, id
LIMIT $limit
