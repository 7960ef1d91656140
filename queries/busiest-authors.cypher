// Who wrote most of the papers, where one name is one person?
//
// Needs: authors
// Parameters:
//   limit (int = 20): how many rows at most
// Columns:
//   author: name as the papers write it; people of one name are one author
//   papers: how many papers
//   since: year of the first of them, where it is known
MATCH (p:Paper)
UNWIND p.authors AS author
RETURN author, count(DISTINCT p) AS papers, min(p.year) AS since
ORDER BY papers DESC, author
LIMIT $limit
