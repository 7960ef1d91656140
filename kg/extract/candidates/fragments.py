"""
Fragments: parts of what an acronym stands for, whose capitals are its letters alone, as in "SAmple and aggreGatE (SAGE)".

Only the whole is a name: a definition, or nothing. The fragments look like names, since capitals stand within their words.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.extract.candidates.gathering import Candidate
from kg.extract.document import Text

_NAMED = frozenset({"known", "short", "long", "title", "named", "cued", "echo"})
"""Ways of finding a candidate that say that it is a name, or the whole of one."""
_ODD = re.compile(r"[A-Z]{2,}[a-z]{2,}[A-Za-z]*|[A-Z]?(?:[a-z]+[A-Z]+)+[a-z]*")
"""A word with capitals that its spelling does not ask for."""
_BEGUN = re.compile(r"[A-Z]{2,}[a-z]{3,}")
"""One whose first letters alone are capitals: others are often coined (SoftMol), and small in addresses."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4
"""Fewest letters of an ordinary word with odd capitals."""
_LONG_ENOUGH = 6
"""The same where no list but the paper itself has the word in small letters."""
_ACRONYM = re.compile(r"[A-Z]{3,}")


def is_fragment(text: Text, candidate: Candidate, common: Collection[str]) -> bool:
    """
    Tell whether a candidate is a part of the long form of an acronym that the paper has as well.

    It has an ordinary word (one of `common`, or one that the paper writes small elsewhere) with odd capitals, and its
    capitals are adjacent letters of that acronym. All of 19 such among 60,000 papers were fragments, and so were all of 27
    among 100,000 that have capitals here and there.
    """
    if not candidate.sources.isdisjoint(_NAMED):
        return False
    place = candidate.places[0]
    name = text.paper.text(place.field)[place.start : place.end]
    capitals = "".join(filter(str.isupper, name))
    if not len(capitals) + name[:1].islower() > 1 or any(map(str.isdigit, name)):
        return False
    if not any(_is_odd(word, text, common) for word in _WORD.findall(name)):
        return False
    acronyms = (
        one for field in text.fields for one in _ACRONYM.findall(text.paper.text(field).replace(name, " "))
    )
    return any(capitals in one and capitals != one for one in acronyms)


def _is_odd(word: str, text: Text, common: Collection[str]) -> bool:
    """Tell whether a word is an ordinary one with odd capitals: "aggreGatE"."""
    if len(word) < _SHORTEST or word.isupper() or not _ODD.fullmatch(word):
        return False
    low = word.lower()
    if low in common or low.removesuffix("s") in common:
        return True
    if len(word) < _LONG_ENOUGH or not _BEGUN.fullmatch(word):
        return False
    small = re.compile(rf"\b{low}\b")
    return any(small.search(text.paper.text(field)) for field in text.fields)
