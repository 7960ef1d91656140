// Which datasets and methods grew most in their share of papers, from the early half to the late one?
//
// Needs: year
// Parameters:
//   year (int = 0): the first of the late years; 0 for that of the paper in the middle, or the second of all
//   falling (bool = false): whether to give those that shrank most instead
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   support (int = 3): leave out what fewer papers than this mention
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   early: how many papers of the early years mention it
//   late: how many of the late years do
//   earlyShare: share of the papers of the early years, from 0 to 1
//   lateShare: of those of the late years
//   since: the first of the late years
//   id: id of the dataset or method
MATCH (q:Paper)
WHERE q.year IS NOT NULL
WITH percentileCont(q.year, 0.5) AS middle, min(q.year) AS first
MATCH (q:Paper)
WHERE q.year IS NOT NULL
WITH q, CASE WHEN $year > 0 THEN 1.0 * $year WHEN middle > first THEN middle ELSE first + 0.5 END AS turn
WITH turn, count(CASE WHEN q.year < turn THEN 1 END) AS before,
     count(CASE WHEN q.year >= turn THEN 1 END) AS after,
     min(CASE WHEN q.year >= turn THEN q.year END) AS since
WHERE before > 0 AND after > 0
MATCH (p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WHERE p.year IS NOT NULL AND ($families OR NOT coalesce(e.family, false))
WITH e, before, after, since, count(CASE WHEN p.year < turn THEN 1 END) AS early,
     count(CASE WHEN p.year >= turn THEN 1 END) AS late
WHERE early + late >= $support
WITH e, since, early, late, 1.0 * early / before AS earlyShare, 1.0 * late / after AS lateShare
WHERE CASE WHEN $falling THEN earlyShare > lateShare ELSE lateShare > earlyShare END
RETURN e.name AS name, early, late, earlyShare, lateShare, since, e.id AS id
ORDER BY CASE WHEN $falling THEN earlyShare - lateShare ELSE lateShare - earlyShare END DESC, name, id
LIMIT $limit
