"""
The corpus: records as they were read, listing by listing, and the papers that they describe.

A store keeps the corpus beside the graph. The graph is a pure function of the corpus: adding listings one after
the other gives what adding them at once gives, their order does not matter, and a listing can be removed again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import PurePath
from typing import Any

import polars as pl

from kg.graph import column
from kg.ids import digest, fold_title, paper_id
from kg.model import Decision, KnownName, NameList, Paper, Problem

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
"""The number of the listing, and then the fields of `Paper` in their order."""
DECISION_COLUMNS = {"verdict": pl.String, "kind": pl.String, "name": pl.String, "other": pl.String}
NAME_COLUMNS: dict[str, Any] = {
    "file": pl.String,
    "format": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "aliases": pl.List(pl.String),
    "flags": pl.List(pl.String),
}
EXTRACTOR_COLUMNS = {"name": pl.String, "version": pl.String}
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
    """All listings of a store, sorted by file name and digest, and what its owner says of names."""

    listings: tuple[Listing, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """Sorted; at most one about the same names."""
    lexicons: tuple[NameList, ...] = ()
    """The owner's own names, by file; sorted."""
    extractors: tuple[tuple[str, str], ...] = ()
    """Name and version of each extractor of another package that the owner chose; sorted."""
    encoder: tuple[str, str] | None = None
    """Name and version of the encoder that the owner chose for similarity."""

    def add(self, listings: Iterable[Listing]) -> Corpus:
        """
        Give the corpus with more listings.

        A file with bytes that are there already adds nothing, wherever it lies; a file that was read before from
        the same place and has changed since replaces what it held. A listing without papers changes nothing.
        """
        kept = {(one.file, one.digest): one for one in self.listings}
        read_from = {one.source: key for key, one in kept.items() if one.source != "-"}
        for new in listings:
            if not new.papers:
                continue
            key = (new.file, new.digest)
            before = read_from.get(new.source, key)
            if before != key:
                del kept[before]
            there = kept.get(key, new)
            kept[key] = min(there, new, key=lambda one: one.source) if there.source != new.source else new
            read_from.pop(there.source, None)
            if kept[key].source != "-":
                read_from[kept[key].source] = key
        return replace(self, listings=tuple(kept[key] for key in sorted(kept)))

    def remove(self, names: Iterable[str]) -> Corpus:
        """Give the corpus without the listings of these names (as `names` gives them)."""
        gone = set(names)
        pairs = zip(self.listings, self.names(), strict=True)
        return replace(self, listings=tuple(one for one, name in pairs if name not in gone))

    def decide(self, decisions: Iterable[Decision]) -> Corpus:
        """Give the corpus with more decisions; one about the same names takes the place of an earlier one."""
        known = {one.about: one for one in (*self.decisions, *decisions)}
        return replace(self, decisions=tuple(sorted(known.values())))

    def forget(self, decisions: Iterable[Decision]) -> Corpus:
        """Give the corpus without these decisions."""
        gone = set(decisions)
        return replace(self, decisions=tuple(one for one in self.decisions if one not in gone))

    def know(self, lists: Iterable[NameList]) -> Corpus:
        """Give the corpus with more lists of names; one of the same file takes the place of an earlier one."""
        known = {one.file: one for one in (*self.lexicons, *lists)}
        return replace(self, lexicons=tuple(known[file] for file in sorted(known)))

    def name_table(self) -> pl.DataFrame:
        """Give the owner's own names as a table (`NAME_COLUMNS`)."""
        rows = [
            (given.file, given.format, one.name, one.kind, one.aliases, one.flags)
            for given in self.lexicons
            for one in given.names
        ]
        return pl.DataFrame(rows, schema=NAME_COLUMNS, orient="row")

    def extractor_table(self) -> pl.DataFrame:
        """Give the chosen extractors as a table (`EXTRACTOR_COLUMNS`)."""
        return pl.DataFrame(self.extractors, schema=EXTRACTOR_COLUMNS, orient="row")

    def encoder_table(self) -> pl.DataFrame:
        """Give the chosen encoder as a table of one row or none (`EXTRACTOR_COLUMNS`)."""
        return pl.DataFrame([self.encoder] if self.encoder else [], schema=EXTRACTOR_COLUMNS, orient="row")

    def decision_table(self) -> pl.DataFrame:
        """Give the decisions as a table (`DECISION_COLUMNS`)."""
        rows = [(one.verdict, one.kind, one.name, one.other) for one in self.decisions]
        return pl.DataFrame(rows, schema=DECISION_COLUMNS, orient="row")

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
        papers = [paper for listing in self.listings for paper in listing.papers]
        numbers = [number for number, listing in enumerate(self.listings) for _ in listing.papers]
        records = {"listing": pl.Series(numbers, dtype=pl.Int64)}
        for name, kind in RECORD_COLUMNS.items():
            if name in _LISTS:
                records[name] = column([getattr(paper, name) for paper in papers], "strings")
            elif name != "listing":
                records[name] = pl.Series([getattr(paper, name) for paper in papers], dtype=kind)
        return listings, pl.DataFrame(records)

    @classmethod
    def of(
        cls,
        listings: pl.DataFrame,
        records: pl.DataFrame,
        decisions: pl.DataFrame | None = None,
        names: pl.DataFrame | None = None,
        extractors: pl.DataFrame | None = None,
        encoder: pl.DataFrame | None = None,
    ) -> Corpus:
        """Give the corpus back from its tables."""
        papers: dict[int, list[Paper]] = defaultdict(list)
        # Column by column and by position: by row and by name would take three times as long.
        numbers, *values = (
            map(tuple, records[name].to_list()) if name in _LISTS else records[name].to_list()
            for name in RECORD_COLUMNS
        )
        for number, paper in zip(numbers, map(Paper, *values), strict=True):
            papers[number].append(paper)
        return cls(
            tuple(
                Listing(row["name"], row["source"], row["digest"], row["format"], tuple(papers[number]))
                for number, row in enumerate(listings.iter_rows(named=True))
            ),
            tuple(Decision(*row) for row in decisions.iter_rows()) if decisions is not None else (),
            _name_lists(names) if names is not None else (),
            tuple((name, version) for name, version in extractors.iter_rows())
            if extractors is not None
            else (),
            _first(encoder) if encoder is not None else None,
        )

    def papers(self) -> tuple[list[Paper], list[Problem]]:
        """
        Give every paper once, sorted by id, with all its listings, and what was doubtful about joining records.

        Records are one paper when they share an arXiv id, else a DOI, else the folded title. A title that
        belongs to several identified papers joins nothing.
        """
        sources = [
            (paper, name)
            for listing, name in zip(self.listings, self.names(), strict=True)
            for paper in listing.papers
        ]
        records = [record for record, _ in sources]
        groups = [([records[i] for i in group], {sources[i][1] for i in group}) for group in _same(records)]
        problems = [problem for group, names in groups for problem in _doubts(group, sorted(names))]
        joined = [_joined(group) for group, _ in groups]
        papers = [
            replace(paper, id=identifier, listings=tuple(sorted(names)))
            for paper, identifier, (_, names) in zip(joined, _ids(joined), groups, strict=True)
        ]
        return sorted(papers, key=lambda paper: paper.id), sorted(problems, key=str)


def _name_lists(table: pl.DataFrame) -> tuple[NameList, ...]:
    held: dict[tuple[str, str], list[KnownName]] = defaultdict(list)
    for file, kind_of_file, name, kind, aliases, flags in table.iter_rows():
        held[file, kind_of_file].append(KnownName(name, kind, tuple(aliases), tuple(flags)))
    return tuple(NameList(*file, tuple(names)) for file, names in held.items())


def _first(table: pl.DataFrame) -> tuple[str, str] | None:
    return next(((name, version) for name, version in table.iter_rows()), None)


def _named(listing: Listing) -> str:
    path = PurePath(listing.file)
    return f"{path.stem}~{listing.digest[:8]}{path.suffix}"


class _Sets:
    """Disjoint sets of the numbers from 0 up."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """Give the representative of a number's set."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def union(self, members: Iterable[int]) -> None:
        """Join the sets of all these numbers."""
        first, *others = [self.find(i) for i in members] or [0]
        for other in others:
            self._parent[self.find(other)] = self.find(first)


def _same(records: Sequence[Paper]) -> Iterator[list[int]]:
    """
    Give the groups of records that describe one paper.

    No step depends on the order of the records: identifiers first; then each preprint with the one published paper
    of its title; then records without identifiers, which have only a title to go by.
    """
    sets = _Sets(len(records))
    by_arxiv, by_doi, by_title = defaultdict(list), defaultdict(list), defaultdict(list)
    for i, record in enumerate(records):
        if record.arxiv_id:
            by_arxiv[record.arxiv_id].append(i)
        if record.doi:
            by_doi[record.doi].append(i)
        by_title[fold_title(record.title) or record.title].append(i)
    for members in by_arxiv.values():
        sets.union(members)
    for members in by_doi.values():
        if len({records[i].arxiv_id for i in members} - {None}) <= 1:
            sets.union(members)
        else:
            sets.union(i for i in members if not records[i].arxiv_id)
    titles = [members for members in by_title.values() if len(members) > 1]
    _join_editions(records, sets, titles)
    for members in titles:
        identified = {sets.find(i) for i in members if _identifier(records[i])}
        others = [i for i in members if not _identifier(records[i])]
        sets.union([*identified, *others] if len(identified) == 1 else others)
    groups = defaultdict(list)
    for i in range(len(records)):
        groups[sets.find(i)].append(i)
    yield from groups.values()


def _join_editions(records: Sequence[Paper], sets: _Sets, titles: Iterable[Sequence[int]]) -> None:
    """
    Join papers known by an arXiv id alone with those known by a DOI alone that share a title.

    Where that would put two preprints or two published papers together, nothing is joined.
    """
    shared = [{sets.find(i) for i in members if _identifier(records[i])} for members in titles]
    candidates = sorted({root for roots in shared for root in roots})
    number = {root: n for n, root in enumerate(candidates)}
    together = _Sets(len(candidates))
    for roots in shared:
        together.union(number[root] for root in roots)
    kinds: dict[int, set[str]] = defaultdict(set)
    for i, record in enumerate(records):
        root = sets.find(i)
        if root in number:
            kinds[root] |= {kind for kind in ("arxiv_id", "doi") if getattr(record, kind)}
    clusters = defaultdict(list)
    for root in candidates:
        clusters[together.find(number[root])].append(root)
    for cluster in clusters.values():
        if sorted(kind for root in cluster for kind in kinds[root]) == ["arxiv_id", "doi"]:
            sets.union(cluster)


def _identifier(record: Paper) -> str | None:
    return record.arxiv_id or record.doi


def _joined(group: Sequence[Paper]) -> Paper:
    """Give one paper from its records: each field from the fullest record that has it, an abstract in full."""
    if all(record == group[0] for record in group):
        return group[0]
    fullest = sorted(group, key=_fullness, reverse=True)
    values: dict[str, Any] = {
        one.name: next((value for record in fullest if (value := getattr(record, one.name))), one.default)
        for one in fields(Paper)
        if one.name != "title"
    }
    for name in ("keywords", "references", "code"):
        values[name] = tuple(dict.fromkeys(value for record in fullest for value in getattr(record, name)))
    upvotes = [record.upvotes for record in group if record.upvotes is not None]
    dates = [record.published for record in group if record.published]
    values["abstract"] = _whole(values["abstract"], fullest)
    values["upvotes"] = max(upvotes, default=None)
    values["published"] = min(dates, key=lambda date: (-len(date), date), default=None)
    return Paper(title=fullest[0].title, **values)


def _whole(abstract: str, records: Iterable[Paper]) -> str:
    """Give the longest abstract that begins with this one, which may be cut off (a preview, a field's limit)."""
    longer = {record.abstract for record in records if len(record.abstract) > len(abstract)}
    if not abstract or not longer:
        return abstract
    beginning = fold_title(abstract)
    whole = [one for one in longer if beginning and fold_title(one).startswith(beginning)]
    return max([abstract, *whole], key=lambda one: (len(one), one))


def _fullness(record: Paper) -> tuple[Any, ...]:
    return (bool(record.arxiv_id), bool(record.doi), len(record.abstract), len(record.authors), repr(record))


def _ids(papers: Sequence[Paper]) -> list[str]:
    """Give the papers' ids; papers of one title that are known to differ are told apart by their DOI."""
    ids = [paper_id(paper.title, paper.arxiv_id) for paper in papers]
    often = Counter(ids)
    return [
        f"{identifier}-{digest(paper.doi)}" if often[identifier] > 1 and paper.doi else identifier
        for identifier, paper in zip(ids, papers, strict=True)
    ]


def _doubts(group: Sequence[Paper], listings: Sequence[str]) -> Iterator[Problem]:
    """Name a group whose records share a title, lack an identifier and differ in their abstracts."""
    if len(group) == 1 or any(_identifier(record) for record in group):
        return
    abstracts = sorted({fold_title(record.abstract) for record in group if record.abstract})
    # An abstract that another one begins with is that abstract cut off; sorted, it stands just before.
    different = sum(not after.startswith(one) for one, after in pairwise([*abstracts, ""]))
    if different > 1:
        more = f" and {len(listings) - 3} more" if len(listings) > 3 else ""
        yield Problem(
            ", ".join(listings[:3]) + more,
            f"{len(group)} records share the title {min(record.title for record in group)[:80]!r} but "
            f"{different} abstracts differ; kept as one paper with the longest abstract (an arXiv id or DOI "
            "would tell them apart)",
            lost=False,
        )
