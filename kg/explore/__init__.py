"""
Exploring a stored graph: what a person types becomes a node, and a node becomes a card, neighbours or a path.

Everything here reads through `Store.query` and `Store.search` in Cypher that all stores understand alike, and gives
plain values; printing is for others.
"""

from kg.explore.authors import authors, is_author, person, writes
from kg.explore.cards import Card, Citation, EntityCard, Mentioned, Near, PaperCard, show, similar
from kg.explore.corrections import corrected
from kg.explore.nodes import Node, candidates, find, is_guess
from kg.explore.parameters import listing_named, understood
from kg.explore.paths import Path, Step, path
from kg.explore.remarks import left_out, of_any_version, undated
from kg.explore.totals import Coverage, Stats, stats

__all__ = [
    "Card",
    "Citation",
    "Coverage",
    "EntityCard",
    "Mentioned",
    "Near",
    "Node",
    "PaperCard",
    "Path",
    "Stats",
    "Step",
    "authors",
    "candidates",
    "corrected",
    "find",
    "is_author",
    "is_guess",
    "left_out",
    "listing_named",
    "of_any_version",
    "path",
    "person",
    "show",
    "similar",
    "stats",
    "undated",
    "understood",
    "writes",
]
