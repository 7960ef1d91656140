"""
Lists of words, mostly English, and the plural of words: what words say little about what a paper is about.

Each list is a file of this folder, one word a line; its first line says what it holds. They differ in what follows:

| list | similarity of papers | terms that two papers share | topic of several papers |
|---|---|---|---|
| function, research | none | none | none |
| foreign | none in texts of these languages | | |
| prose | counts | none | none |
| general | counts | only beside another word | only beside another word |
| trade | counts | a term | only beside another word |
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

PLURALS = ((r"^(.{2,})ies$", "y"), (r"^(.{2,}ss)es$", ""), (r"^(.{2,}[^sui])s$", ""))
"""Regular plurals: what ends so has instead, behind its first group, the second text."""
SHORTEST_PLURAL = 4
"""Fewest letters of a plural."""
_PLURALS = tuple((re.compile(pattern), rf"\1{ending}") for pattern, ending in PLURALS)


@cache
def listed(*names: str) -> frozenset[str]:
    """Give the words of lists, each named as its file is."""
    texts = [(files("kg.text.word_lists") / f"{name}.txt").read_text("utf-8") for name in names]
    return frozenset(line for text in texts for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """
    Give an ordinary word in lower case without its plural; for folded names there is `kg.names.folding.without_plural`.

    >>> [singular(word) for word in ("policies", "classes", "embeddings", "analysis", "gas", "bus")]
    ['policy', 'class', 'embedding', 'analysis', 'gas', 'bus']
    """
    if len(word) < SHORTEST_PLURAL:
        return word
    for plural, instead in _PLURALS:
        word = plural.sub(instead, word)
    return word
