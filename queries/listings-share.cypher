// What do two listings share: which datasets and methods do papers of both mention?
//
// Parameters:
//   listing (listing, such as "2024-05-01.html"): name of a listing
//   other (listing, such as "2024-05-02.html"): name of the other
//   families (bool = false): whether families of methods, such as "graph neural network", are among them
//   limit (int = 20): how many rows at most
// Columns:
//   name: name of the dataset or method
//   inListing: how many papers of the listing mention it
//   inOther: how many papers of the other one do
//   id: id of the dataset or method
MATCH (p:Paper)-[:MENTIONS]->(e:Dataset|Method)
WHERE $families OR NOT coalesce(e.family, false)
WITH e, count(CASE WHEN $listing IN p.listings THEN 1 END) AS inListing,
     count(CASE WHEN $other IN p.listings THEN 1 END) AS inOther
WHERE inListing > 0 AND inOther > 0
RETURN e.name AS name, inListing, inOther, e.id AS id
ORDER BY CASE WHEN inListing < inOther THEN inListing ELSE inOther END DESC, inListing + inOther DESC,
         name, id
LIMIT $limit
