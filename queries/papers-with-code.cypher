// Which papers come with code of their own?
//
// Parameters:
//   listing (listing = ""): name of the listing; empty for all papers
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   year: when it appeared, where that is known
//   url: address of the repository
//   id: id of the paper
MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(r:Repo)
WHERE $listing = '' OR $listing IN p.listings
RETURN p.title AS paper, p.year AS year, r.url AS url, p.id AS id
ORDER BY coalesce(year, 0) DESC, coalesce(p.upvotes, 0) DESC, paper, id, r.id
LIMIT $limit
