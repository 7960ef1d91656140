// What to read next of a listing: which papers are nearest to those of another, or of every other one?
//
// Parameters:
//   listing (listing, such as "2024-05-02.html"): name of the listing
//   other (listing = ""): name of the one with papers that are known; empty for every other listing
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of a paper that is new
//   score: what links it to known ones: scores of similar ones, and of what both mention, the rarer the more
//   nearest: title of the known paper that is most similar, if one is
//   shared: names of what it mentions that known ones mention as well, three of the rarest
//   buildsOn: how many known papers introduce something that it refers to
//   id: id of the paper
MATCH (p:Paper)
WHERE $listing IN p.listings AND NOT $other IN p.listings AND ($other <> '' OR p.listings = [$listing])
OPTIONAL MATCH (p)-[s:SIMILAR_TO]-(q:Paper)
WHERE $other IN q.listings OR ($other = '' AND q.listings <> [$listing])
WITH p, s.score AS near, q
ORDER BY near DESC, q.title, q.id
SKIP 0
WITH p, coalesce(sum(near), 0.0) AS near, collect(q.title)[0..1] AS nearest
OPTIONAL MATCH (p)-[:BUILDS_ON]->(q:Paper)
WHERE $other IN q.listings OR ($other = '' AND q.listings <> [$listing])
WITH p, near, nearest, count(q) AS buildsOn
OPTIONAL MATCH (p)-[:MENTIONS]->(e:Dataset|Method)
WHERE NOT coalesce(e.family, false) AND EXISTS {
  MATCH (e)<-[:MENTIONS]-(q:Paper)
  WHERE $other IN q.listings OR ($other = '' AND q.listings <> [$listing]) }
WITH p, near, nearest, buildsOn, e
ORDER BY e.papers, e.name, e.id
SKIP 0
WITH p, near, nearest, buildsOn, collect(e.name)[0..3] AS shared,
     coalesce(sum(CASE WHEN e.papers > 0 THEN 1.0 / e.papers END), 0.0) AS common
WHERE near + common > 0
UNWIND CASE WHEN size(nearest) = 0 THEN [''] ELSE nearest END AS known
RETURN p.title AS paper, floor(1000 * (near + common) + 0.5) / 1000.0 AS score, known AS nearest, shared,
       buildsOn, p.id AS id
ORDER BY score DESC, buildsOn DESC, paper, id
LIMIT $limit
