// What is there to say of each paper, one in a row: a table of the literature, the newest first?
//
// Parameters:
//   listing (listing = ""): name of the listing; empty for all papers
//   limit (int = 1000): how many rows at most
// Columns:
//   title: title of the paper
//   authors: names of its authors
//   year: when it appeared, where that is known
//   venue: where it appeared, where that is known
//   introduces: names of the datasets and methods that it introduces
//   evaluatesOn: names of the datasets that it says to evaluate on
//   comparesWith: names of the datasets and methods that it says to compare with
//   code: addresses of its own repositories
//   url: its address, where that is known
//   id: id of the paper
MATCH (p:Paper)
WHERE $listing = '' OR $listing IN p.listings
WITH p
ORDER BY coalesce(p.year, 0) DESC, p.title, p.id
LIMIT $limit
OPTIONAL MATCH (p)-[m:MENTIONS]->(e:Dataset|Method|Repo)
WITH p, m, e
ORDER BY e.name, e.id
SKIP 0
RETURN p.title AS title, coalesce(p.authors, []) AS authors, p.year AS year, p.venue AS venue,
       collect(CASE WHEN m.role = 'introduces' AND e.host IS NULL THEN e.name END) AS introduces,
       collect(CASE WHEN 'evaluatesOn' IN m.roles THEN e.name END) AS evaluatesOn,
       collect(CASE WHEN 'comparesWith' IN m.roles THEN e.name END) AS comparesWith,
       collect(CASE WHEN m.role = 'introduces' THEN e.url END) AS code, p.url AS url, p.id AS id
ORDER BY coalesce(year, 0) DESC, title, id
