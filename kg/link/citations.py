"""Stated citations: the references that a source lists, where the paper they mean is in the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from kg.graph import RELATIONSHIPS, table
from kg.ids import arxiv_id, doi
from kg.model import Paper
from kg.names.folding import fold_title

_Key = tuple[str, str]


def cites(papers: Sequence[Paper]) -> pl.DataFrame:
    """
    Resolve stated references to papers of the corpus; gives the table CITES.

    A reference is an arXiv identifier, a DOI or a title. It is left out where no paper has it or several have,
    and where a paper would cite itself.
    """
    known = _index(papers if any(paper.references for paper in papers) else ())
    pairs = {
        (paper.id, cited)
        for paper in papers
        for reference in paper.references
        if (cited := _resolved(reference, known)) and cited != paper.id
    }
    rows = pl.DataFrame(sorted(pairs), schema=["start", "end"], orient="row")
    return table(RELATIONSHIPS["CITES"], rows, ("start", "end"))


def _index(papers: Iterable[Paper]) -> Mapping[_Key, set[str]]:
    """Give the papers that have each identifier and each title."""
    known: dict[_Key, set[str]] = defaultdict(set)
    for paper in papers:
        stated = (paper.arxiv_id or "", paper.doi or "")
        for key in (*_identifiers(stated), ("title", fold_title(paper.title))):
            known[key].add(paper.id)
    return known


def _resolved(reference: str, known: Mapping[_Key, set[str]]) -> str | None:
    """Give the one paper that a reference means: by an identifier in it, else by its title."""
    for key in (*_identifiers((reference,)), ("title", fold_title(reference))):
        found = known.get(key, ())
        if len(found) == 1 and key[1]:
            return next(iter(found))
    return None


def _identifiers(texts: Iterable[str]) -> list[_Key]:
    """Give the identifiers in texts; the DOI that arXiv gives a paper names its arXiv identifier."""
    return [
        (kind, found)
        for text in texts
        for kind, give in (("arxiv", arxiv_id), ("doi", doi))
        if (found := give(text))
    ]
