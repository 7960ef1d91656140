"""Candidates: what in a paper may be the name of a dataset or a method."""
