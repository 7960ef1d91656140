"""Extraction: from a paper to the datasets, methods and repositories that it names."""
