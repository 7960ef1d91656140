"""
The corpus: records as they were read, listing by listing, and the papers that they describe.

A store keeps the corpus beside the graph. The graph is a pure function of the corpus: adding listings one after
the other gives what adding them at once gives, their order does not matter, and a listing can be removed again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import Any

import polars as pl

from kg.ids import digest, fold_title, paper_id
from kg.model import Paper, Problem

LISTING_COLUMNS = {"name": pl.String, "source": pl.String, "digest": pl.String, "format": pl.String}
RECORD_COLUMNS: dict[str, Any] = {
    "listing": pl.Int64,
    "title": pl.String,
    "abstract": pl.String,
    "arxiv_id": pl.String,
    "doi": pl.String,
    "url": pl.String,
    "published": pl.String,
    "authors": pl.List(pl.String),
    "venue": pl.String,
    "keywords": pl.List(pl.String),
    "upvotes": pl.Int64,
    "references": pl.List(pl.String),
    "code": pl.List(pl.String),
}
_LISTS = tuple(name for name, kind in RECORD_COLUMNS.items() if isinstance(kind, pl.List))


@dataclass(frozen=True, slots=True)
class Listing:
    """One saved listing with the records that it holds, in their order."""

    file: str
    """File name without its folder, or "stdin"."""
    source: str
    """Where it was read from: an absolute path, or "-" for standard input."""
    digest: str
    """SHA-256 of its bytes."""
    format: str
    """Name of the reader."""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All listings of a store, sorted by file name and digest."""

    listings: tuple[Listing, ...] = ()

    def add(self, listings: Iterable[Listing]) -> Corpus:
        """
        Give the corpus with more listings.

        A file with bytes that are there already adds nothing; a file that was read before from the same place
        and has changed since replaces what it held.
        """
        kept = {(listing.file, listing.digest): listing for listing in self.listings}
        for new in listings:
            for key, old in list(kept.items()):
                if old.source == new.source != "-":
                    del kept[key]
            kept.setdefault((new.file, new.digest), new)
        return Corpus(tuple(kept[key] for key in sorted(kept)))

    def remove(self, names: Iterable[str]) -> Corpus:
        """Give the corpus without the listings of these names (as `names` gives them)."""
        gone = set(names)
        return Corpus(
            tuple(one for one, name in zip(self.listings, self.names(), strict=True) if name not in gone)
        )

    def names(self) -> list[str]:
        """
        Give the name of each listing: its file name.

        Different files of one name are told apart by their content: "page.html" and "page.html" become
        "page~1f3a9c0d.html" and "page~77b0e1aa.html".
        """
        often = Counter(listing.file for listing in self.listings)
        return [_named(listing) if often[listing.file] > 1 else listing.file for listing in self.listings]

    def tables(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Give the listings and the records as tables (`LISTING_COLUMNS`, `RECORD_COLUMNS`)."""
        listings = pl.DataFrame(
            [(one.file, one.source, one.digest, one.format) for one in self.listings],
            schema=LISTING_COLUMNS,
            orient="row",
        )
        columns = [name for name in RECORD_COLUMNS if name != "listing"]
        records: dict[str, list[Any]] = {name: [] for name in RECORD_COLUMNS}
        for number, listing in enumerate(self.listings):
            for paper in listing.papers:
                records["listing"].append(number)
                for name in columns:
                    records[name].append(getattr(paper, name))
        return listings, pl.DataFrame(records, schema=RECORD_COLUMNS)

    @classmethod
    def of(cls, listings: pl.DataFrame, records: pl.DataFrame) -> Corpus:
        """Give the corpus back from its tables."""
        papers: dict[int, list[Paper]] = defaultdict(list)
        for row in records.iter_rows(named=True):
            number = row.pop("listing")
            values: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in row.items()}
            papers[number].append(Paper(**values))
        return cls(
            tuple(
                Listing(row["name"], row["source"], row["digest"], row["format"], tuple(papers[number]))
                for number, row in enumerate(listings.iter_rows(named=True))
            )
        )

    def papers(self) -> tuple[list[Paper], list[Problem]]:
        """
        Give every paper once, sorted by id, with all its listings, and what was doubtful about joining records.

        Records are one paper when they share an arXiv id, else a DOI, else the folded title. A title that
        belongs to several identified papers joins nothing.
        """
        records = [
            replace(paper, listings=(name,))
            for listing, name in zip(self.listings, self.names(), strict=True)
            for paper in listing.papers
        ]
        groups = [[records[i] for i in group] for group in _same(records)]
        problems = [problem for group in groups for problem in _doubts(group)]
        papers = _identified([_joined(group) for group in groups])
        return sorted(papers, key=lambda paper: paper.id), sorted(problems, key=str)


def _named(listing: Listing) -> str:
    path = PurePath(listing.file)
    suffixes = "".join(path.suffixes)
    return f"{listing.file.removesuffix(suffixes)}~{listing.digest[:8]}{suffixes}"


def _same(records: Sequence[Paper]) -> Iterator[list[int]]:
    """Give the groups of records that describe one paper."""
    parent = list(range(len(records)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def union(members: Iterable[int]) -> None:
        roots = [find(i) for i in members]
        for root in roots[1:]:
            parent[find(root)] = find(roots[0])

    by_arxiv, by_doi, by_title = defaultdict(list), defaultdict(list), defaultdict(list)
    for i, record in enumerate(records):
        if record.arxiv_id:
            by_arxiv[record.arxiv_id].append(i)
        if record.doi:
            by_doi[record.doi].append(i)
        by_title[fold_title(record.title) or record.title].append(i)
    for members in by_arxiv.values():
        union(members)
    for members in by_doi.values():
        if len({records[i].arxiv_id for i in members} - {None}) <= 1:
            union(members)
    arxiv_of: dict[int, str] = {find(i): name for name, members in by_arxiv.items() for i in members}
    doi_of: dict[int, str] = {find(i): name for name, members in by_doi.items() for i in members}
    for members in by_title.values():
        roots = {find(i) for i in members}
        arxivs = {arxiv_of[root] for root in roots if root in arxiv_of}
        dois = {doi_of[root] for root in roots if root in doi_of}
        if len(arxivs) <= 1 and len(dois) <= 1:
            union(members)
        else:
            union(i for i in members if not records[i].arxiv_id and not records[i].doi)
    groups = defaultdict(list)
    for i in range(len(records)):
        groups[find(i)].append(i)
    yield from groups.values()


def _joined(group: Sequence[Paper]) -> Paper:
    """Give one paper from its records: each field from the fullest record that has it."""
    if len(group) == 1:
        return group[0]
    fullest = sorted(group, key=_fullness, reverse=True)
    values: dict[str, Any] = {
        one.name: next((value for record in fullest if (value := getattr(record, one.name))), one.default)
        for one in fields(Paper)
        if one.name != "title"
    }
    for name in ("keywords", "references", "code", "listings"):
        values[name] = tuple(sorted({value for record in group for value in getattr(record, name)}))
    upvotes = [record.upvotes for record in group if record.upvotes is not None]
    dates = [record.published for record in group if record.published]
    values["upvotes"] = max(upvotes, default=None)
    values["published"] = min(dates, key=lambda date: (-len(date), date), default=None)
    return Paper(title=fullest[0].title, **values)


def _fullness(record: Paper) -> tuple[Any, ...]:
    return (bool(record.arxiv_id), bool(record.doi), len(record.abstract), len(record.authors), repr(record))


def _identified(papers: Sequence[Paper]) -> list[Paper]:
    """Give the papers their ids; papers of one title that are known to differ are told apart by their DOI."""
    named = [replace(paper, id=paper_id(paper.title, paper.arxiv_id)) for paper in papers]
    often = Counter(paper.id for paper in named)
    return [
        replace(paper, id=f"{paper.id}-{digest(paper.doi)}") if often[paper.id] > 1 and paper.doi else paper
        for paper in named
    ]


def _doubts(group: Sequence[Paper]) -> Iterator[Problem]:
    """Name a group whose records share a title, lack an identifier and differ in their abstracts."""
    abstracts = {fold_title(record.abstract) for record in group if record.abstract}
    if len(abstracts) > 1 and not any(record.arxiv_id or record.doi for record in group):
        listings = ", ".join(sorted({name for record in group for name in record.listings}))
        yield Problem(
            listings,
            f"{len(group)} records share the title {group[0].title[:80]!r} but {len(abstracts)} abstracts differ; "
            "kept as one paper with the longest abstract (an arXiv id or DOI would tell them apart)",
            lost=False,
        )
