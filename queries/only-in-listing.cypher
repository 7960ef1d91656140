// What did a listing add: which papers are in no other one?
//
// Parameters:
//   listing (listing = ""): name of the listing; empty for every listing
//   limit (int = 20): how many rows at most
// Columns:
//   listing: name of the listing
//   paper: title of the paper
//   id: id of the paper
MATCH (p:Paper)
WHERE size(p.listings) = 1
UNWIND p.listings AS listing
WITH p, listing
WHERE $listing = '' OR listing = $listing
RETURN listing, p.title AS paper, p.id AS id
ORDER BY listing, paper, id
LIMIT $limit
