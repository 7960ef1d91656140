// What did a listing add: which papers are in no other one?
//
// Parameters:
//   listing (listing = ""): name of the listing; empty for every listing
//   limit (int = 20): how many rows at most
// Columns:
//   listing: name of the listing
//   published: when it appeared, where that is known
//   paper: title of the paper
//   introduces: names of the datasets and methods that it introduces
//   id: id of the paper
MATCH (p:Paper)
WHERE size(p.listings) = 1
UNWIND p.listings AS listing
WITH p, listing
WHERE $listing = '' OR listing = $listing
WITH p, listing
ORDER BY listing, coalesce(p.published, '') DESC, p.title, p.id
LIMIT $limit
OPTIONAL MATCH (p)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method)
WITH p, listing, e
ORDER BY e.name, e.id
SKIP 0
RETURN listing, p.published AS published, p.title AS paper, collect(e.name) AS introduces, p.id AS id
ORDER BY listing, coalesce(published, '') DESC, paper, id
