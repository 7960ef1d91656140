"""Links between papers: similarity, inferred citations, and those that sources state."""
