// Which datasets and methods does a listing mention that another one does not?
//
// Parameters:
//   listing (listing, such as "2024-05-02.html"): name of the listing
//   other (listing, such as "2024-05-01.html"): name of the one that lacks them
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   papers: how many papers of the listing mention it
//   id: id of the dataset or method
MATCH (p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WITH e, count(CASE WHEN $listing IN p.listings THEN 1 END) AS papers,
     count(CASE WHEN $other IN p.listings THEN 1 END) AS inOther
WHERE papers > 0 AND inOther = 0
RETURN e.name AS name, papers, e.id AS id
ORDER BY papers DESC, name, id
LIMIT $limit
