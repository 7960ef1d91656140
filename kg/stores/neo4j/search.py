"""Full-text search: the expressions for the index, and the ranking and snippets of its results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.stores import fulltext
from kg.stores.base import Hit

_WEIGHTS = {
    "name": fulltext.NAME,
    "title": fulltext.NAME,
    "aliases": fulltext.ALIASES,
    "abstract": fulltext.ABSTRACT,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that the index found."""

    id: str
    name: str
    aliases: Sequence[str]
    abstract: str | None
    score: float


def expressions(words: str) -> Iterator[str]:
    """
    Give the Lucene expressions to try one after the other.

    They find all words, else any word or one that begins with it, if it is long enough.

    Words stand in quotes, where nothing but quotes and backslashes has a meaning to Lucene.
    """
    if known := fulltext.asked(words):
        yield " ".join(f"+({_anywhere(_spellings(word))})" for word in known)
        yield " ".join(_anywhere(_beginnings(word)) for word in known)


def ranked(candidates: Sequence[Candidate], words: str, limit: int, *, whole: bool = True) -> list[Hit]:
    """Give the best candidates as hits, those of exactly that name first, equally good ones sorted by id."""
    hits = [Hit(one.id, one.name, _score(one, words), _snippet(one, words), whole) for one in candidates]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]


def _score(candidate: Candidate, words: str) -> float:
    names, wanted = (candidate.name, *candidate.aliases), fulltext.search_form(words)
    is_named = any(fulltext.search_form(name) == wanted for name in names)
    bonus = fulltext.bonus(names, candidate.abstract or "", words)
    return candidate.score + fulltext.WHOLE_NAME * is_named + bonus


def _anywhere(terms: Sequence[str]) -> str:
    return " ".join(f"{name}:({' '.join(terms)})^{weight}" for name, weight in _WEIGHTS.items())


def _spellings(word: str) -> list[str]:
    """Give the ways a word may be written, with its signs left out, and cut after letters: before digits, after Greek."""
    ways = fulltext.spellings(word)
    joined = [re.sub(r"[\W_]+", "", way) for way in ways]
    cut = [re.sub(r"(?<=[^\W\d])(?=\d)|(?<=[α-ω])(?=[a-zA-Z])", " ", one) for one in joined]
    return [_quoted(one) for one in dict.fromkeys((*ways, *joined, *cut))]


def _beginnings(word: str) -> list[str]:
    ways = fulltext.spellings(word)
    pieces = dict.fromkeys(piece.lower() for way in ways for piece in re.findall(r"\w+", way))
    longer = [f"{piece}*" for piece in pieces if fulltext.begins_others(piece)]
    return longer + [_quoted(way) for way in ways]


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _snippet(candidate: Candidate, words: str) -> str:
    """Give the part of the abstract around the first of the words, else its beginning, else the other names."""
    text = (candidate.abstract or "").split()
    pieces = [piece.casefold() for piece in re.findall(r"\w+", words)]
    places = (i for i, word in enumerate(text) if any(piece in word.casefold() for piece in pieces))
    first = max(next(places, 0) - fulltext.SNIPPET // 4, 0)
    part = " ".join(text[first : first + fulltext.SNIPPET])
    if not part:
        return fulltext.instead_of_abstract(candidate.name, candidate.aliases)
    return f"{'…' if first else ''}{part}{'…' if first + fulltext.SNIPPET < len(text) else ''}"
