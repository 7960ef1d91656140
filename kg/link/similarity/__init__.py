"""Similarity of papers: the words of their texts as vectors, and for each paper those nearest to it."""

from kg.link.similarity.background import comparing
from kg.link.similarity.neighbours import FLOOR, similar

__all__ = ["FLOOR", "comparing", "similar"]
