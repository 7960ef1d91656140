"""A text as extraction sees it: sentences, words and what they suggest, formulas, definitions."""
