// Which papers did somebody write?
//
// Needs: authors
// Parameters:
//   author (string = ""): a part of a name, such as the family name; empty for everybody
//   limit (int = 20): how many rows at most
// Columns:
//   author: name as the paper writes it
//   paper: title of the paper
//   year: when it appeared, where that is known
//   venue: where it appeared, where that is known
//   id: id of the paper
MATCH (p:Paper)
UNWIND p.authors AS author
WITH DISTINCT p, author
WHERE $author = '' OR toLower(author) CONTAINS toLower($author)
RETURN author, p.title AS paper, p.year AS year, p.venue AS venue, p.id AS id
ORDER BY author, coalesce(year, 0) DESC, paper, id
LIMIT $limit
