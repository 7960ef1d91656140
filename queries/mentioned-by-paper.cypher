// Which datasets, methods and repositories does a paper mention?
//
// Parameters:
//   paper (paper = ""): its id, for kg query also a title or arXiv id; empty for every paper
//   limit (int = 20): how many rows at most
// Columns:
//   paper: title of the paper
//   name: name of the dataset, method or repository
//   role: introduces or mentions
//   papers: how many papers mention it
//   id: id of the dataset, method or repository
//   paperId: id of the paper
MATCH (p:Paper)-[m:MENTIONS]->(e:Dataset|Method|Repo)
WHERE $paper = '' OR p.id = $paper
RETURN p.title AS paper, e.name AS name, m.role AS role, e.papers AS papers, e.id AS id, p.id AS paperId
ORDER BY paper, paperId, role, name, id
LIMIT $limit
