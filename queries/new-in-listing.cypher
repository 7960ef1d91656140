// Which datasets and methods does a listing mention that another one, or every other one, does not?
//
// Parameters:
//   listing (listing, such as "2024-05-02.html"): name of the listing
//   other (listing = ""): name of the one that lacks them; empty for every other listing
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   papers: how many papers of the listing mention it
//   introducedBy: title of a paper that introduces it, if one does
//   id: id of the dataset or method
MATCH (p:Paper)-[m:MENTIONS]->(e:Dataset|Method)
WHERE $families OR NOT coalesce(e.family, false)
WITH e, count(CASE WHEN $listing IN p.listings THEN 1 END) AS papers,
     count(CASE WHEN $other IN p.listings THEN 1 WHEN $other = '' AND p.listings <> [$listing] THEN 1 END)
       AS elsewhere,
     min(CASE WHEN m.role = 'introduces' THEN p.title END) AS introducedBy
WHERE papers > 0 AND elsewhere = 0
RETURN e.name AS name, papers, introducedBy, e.id AS id
ORDER BY papers DESC, name, id
LIMIT $limit
