// Which papers did somebody write?
//
// Needs: authors
// Parameters:
//   author (author = []): names as papers write them, which kg query finds by their words; empty for all
//   limit (int = 20): how many rows at most
// Columns:
//   author: name as the paper writes it
//   paper: title of the paper
//   year: when it appeared, where that is known
//   venue: where it appeared, where that is known
//   id: id of the paper
MATCH (p:Paper)
UNWIND p.authors AS author
WITH p, author
WHERE size($author) = 0 OR author IN $author
WITH DISTINCT p, author
RETURN author, p.title AS paper, p.year AS year, p.venue AS venue, p.id AS id
ORDER BY author, coalesce(year, 0) DESC, paper, id
LIMIT $limit
