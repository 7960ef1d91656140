"""Links between papers: similarity and inferred citations."""
