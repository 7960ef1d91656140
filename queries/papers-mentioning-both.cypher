// Which papers mention both of two datasets or methods?
//
// Parameters:
//   first (thing, such as "ResNet"): a name of one dataset or method
//   second (thing, such as "ImageNet"): a name of the other
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   year: when it appeared, where that is known
//   id: id of the paper
WITH toLower($first) AS wanted
MATCH (a:Dataset|Method)
WHERE toLower(a.name) = wanted OR any(alias IN a.aliases WHERE toLower(alias) = wanted)
WITH a, toLower($second) AS wanted
MATCH (b:Dataset|Method)
WHERE toLower(b.name) = wanted OR any(alias IN b.aliases WHERE toLower(alias) = wanted)
MATCH (a)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(b)
WHERE a.id <> b.id
RETURN DISTINCT p.title AS paper, p.year AS year, p.id AS id
ORDER BY paper, id
LIMIT $limit
