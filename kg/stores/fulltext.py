"""What the full-text search of all stores has in common, so that they find and rank alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kg.ids import other_names

NAME, ALIASES, ABSTRACT = 10, 8, 1
"""Weights of a word in a name or title, in other names, and in an abstract."""
WHOLE_NAME = 1000
"""Bonus of a node whose whole name was asked for: it comes before all others."""
SNIPPET = 32
"""Words of a snippet."""
_MOST_WORDS = 32


def asked(words: str) -> list[str]:
    """Give the words to look for, as many as count."""
    return [word for word in words.split() if any(c.isalnum() for c in word)][:_MOST_WORDS]


def search_form(name: str) -> str:
    """Give the form in which two spellings of a name are the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def instead_of_abstract(name: str, aliases: Sequence[str]) -> str:
    """Give the snippet of a node that has no abstract: its other names, or its name."""
    return " ".join((" · ".join(other_names(name, aliases)) or name).split())
