"""Which papers introduced well-known things: facts that ship with the lexicon; see `lexicon/README.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files

from kg.extract.known import OWN, Known
from kg.ids import arxiv_month, fold_title
from kg.model import Paper

_LATER = 2
"""By how many years the version of a journal may follow the year that is listed."""


def papers(known: Known) -> Set[str]:
    """Give the folded titles of the papers that introduced a known name, none where that is not listed."""
    return frozenset() if OWN in known.flags else load().get((known.kind, known.name), frozenset())


def is_first(paper: Paper, known: Known) -> bool:
    """Tell whether a paper is listed as one that introduced a known name, and no later one that took over its title."""
    if fold_title(paper.title) not in papers(known):
        return False
    year = _years().get((known.kind, known.name))
    return year is None or (_year(paper) or year) <= year + _LATER


def _year(paper: Paper) -> int | None:
    """Give the year of a paper, that of its arXiv identifier where no date is known."""
    return paper.year or (int(arxiv_month(paper.arxiv_id)[:4]) if paper.arxiv_id else None)


@cache
def load() -> Mapping[tuple[str, str], Set[str]]:
    """Give the folded titles by kind and canonical name."""
    return {
        (kind, name): frozenset(map(fold_title, titles.split(" | "))) for name, kind, titles, *_ in _rows()
    }


@cache
def _years() -> Mapping[tuple[str, str], int]:
    """Give the years that are listed, by kind and canonical name."""
    return {(kind, name): int(year[0]) for name, kind, _, *year in _rows() if year}


def _rows() -> Iterator[Sequence[str]]:
    text = (files("kg.extract.lexicon") / "introductions.tsv").read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
