// What connects two datasets or methods: what is mentioned beside both?
//
// Parameters:
//   first (thing, such as "ResNet"): a name of one dataset or method
//   second (thing, such as "BERT"): a name of the other
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   limit (int = 20): how many rows at most
// Columns:
//   bridge: name of a dataset or method
//   besideFirst: how many papers mention it beside the first
//   besideSecond: how many papers mention it beside the second
//   id: id of the bridge
WITH toLower($second) AS wanted
MATCH (b:Dataset|Method)
WHERE toLower(b.name) = wanted OR any(alias IN b.aliases WHERE toLower(alias) = wanted)
WITH collect(b.id) AS seconds, toLower($first) AS wanted
MATCH (a:Dataset|Method)
WHERE toLower(a.name) = wanted OR any(alias IN a.aliases WHERE toLower(alias) = wanted)
WITH seconds, collect(a.id) AS firsts
MATCH (a:Dataset|Method)<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WHERE a.id IN firsts AND e.id <> a.id AND ($families OR NOT coalesce(e.family, false))
WITH e, seconds, count(DISTINCT p) AS besideFirst
MATCH (e)<-[:MENTIONS]-(q:Paper)-[:MENTIONS]->(b:Dataset|Method)
WHERE e.id <> b.id AND b.id IN seconds
RETURN e.name AS bridge, besideFirst, count(DISTINCT q) AS besideSecond, e.id AS id
ORDER BY besideFirst DESC, besideSecond DESC, bridge, id
LIMIT $limit
