"""Which papers introduced well-known things: facts that ship with the lexicon; see `lexicon/README.md`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files

from kg.extract.known import OWN, Known
from kg.ids import arxiv_month
from kg.model import Paper
from kg.names.folding import fold_title

_LATER = 2
"""By how many years the version of a journal may follow the year that is listed."""


Listed = tuple[str, str]
"""Kind and canonical name of a known thing."""


def is_listed(known: Known) -> bool:
    """Tell whether it is listed which papers introduced a known name."""
    return OWN not in known.flags and (known.kind, known.name) in load()


def introduced(paper: Paper) -> Set[Listed]:
    """Give what a paper is listed to have introduced; a later paper that took over its title introduced none of it."""
    return {one for one in _by_title().get(fold_title(paper.title), ()) if _is_of_its_time(paper, one)}


def _is_of_its_time(paper: Paper, one: Listed) -> bool:
    year = _years().get(one)
    return year is None or (_year(paper) or year) <= year + _LATER


def _year(paper: Paper) -> int | None:
    """Give the year of a paper, that of its arXiv identifier where no date is known."""
    return paper.year or (int(arxiv_month(paper.arxiv_id)[:4]) if paper.arxiv_id else None)


@cache
def load() -> Mapping[Listed, Set[str]]:
    """Give the folded titles by kind and canonical name."""
    return {
        (kind, name): frozenset(map(fold_title, titles.split(" | "))) for name, kind, titles, *_ in _rows()
    }


@cache
def _by_title() -> Mapping[str, Sequence[Listed]]:
    """Give the kinds and names by folded title."""
    found: dict[str, list[Listed]] = defaultdict(list)
    for one, titles in load().items():
        for title in titles:
            found[title].append(one)
    return found


@cache
def _years() -> Mapping[Listed, int]:
    """Give the years that are listed, by kind and canonical name."""
    return {(kind, name): int(year[0]) for name, kind, _, *year in _rows() if year}


def _rows() -> Iterator[Sequence[str]]:
    text = (files("kg.extract.lexicon") / "introductions.tsv").read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
