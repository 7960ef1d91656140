"""A corpus as tables, the form in which stores keep it, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from kg.corpus.listings import Corpus, Listing
from kg.graph import Type, column, schema
from kg.model import Decision, KnownName, NameList, Paper

TABLES: Mapping[str, Mapping[str, Type]] = {
    "listings": {"name": "string", "source": "string", "digest": "string", "format": "string"},
    "records": {
        "listing": "int",
        "title": "string",
        "abstract": "string",
        "arxiv_id": "string",
        "doi": "string",
        "url": "string",
        "published": "string",
        "authors": "strings",
        "venue": "string",
        "keywords": "strings",
        "upvotes": "int",
        "references": "strings",
        "code": "strings",
        "citation_key": "string",
    },
    "decisions": {"verdict": "string", "kind": "string", "name": "string", "other": "string"},
    "names": {
        "file": "string",
        "format": "string",
        "name": "string",
        "kind": "string",
        "aliases": "strings",
        "flags": "strings",
    },
    "extractors": {"name": "string", "version": "string"},
    "encoder": {"name": "string", "version": "string"},
}
"""
Columns of each table. A record has the number of its listing, and then the fields of `Paper` in their order.

The tables, and the fields of a record, are in the order in which they came: the store of an earlier kg may lack the last ones.
"""

_ROWS: Mapping[str, Callable[[Corpus], Iterable[tuple[Any, ...]]]] = {
    "listings": lambda corpus: [(one.file, one.source, one.digest, one.format) for one in corpus.listings],
    "decisions": lambda corpus: [(one.verdict, one.kind, one.name, one.other) for one in corpus.decisions],
    "names": lambda corpus: [
        (given.file, given.format, one.name, one.kind, one.aliases, one.flags)
        for given in corpus.lexicons
        for one in given.names
    ],
    "extractors": lambda corpus: corpus.extractors,
    "encoder": lambda corpus: [corpus.encoder] if corpus.encoder else [],
}
"""The rows of each table but that of the records, which is too large to be made this way."""


def table(name: str, rows: Iterable[Iterable[Any]] = ()) -> pl.DataFrame:
    """Give rows as the table with a name."""
    return pl.DataFrame(list(rows), schema=schema(TABLES[name]), orient="row")


def to_table(corpus: Corpus, name: str) -> pl.DataFrame:
    """Give one of the tables of a corpus."""
    if name != "records":
        return table(name, _ROWS[name](corpus))
    papers = [paper for listing in corpus.listings for paper in listing.papers]
    numbers = [number for number, listing in enumerate(corpus.listings) for _ in listing.papers]
    return pl.DataFrame(
        {
            field: column(numbers if field == "listing" else [getattr(one, field) for one in papers], kind)
            for field, kind in TABLES["records"].items()
        }
    )


def from_tables(tables: Mapping[str, pl.DataFrame]) -> Corpus:
    """Give a corpus back from its tables, of which those that are missing are empty."""
    held = {name: tables[name] if name in tables else table(name) for name in TABLES}
    papers = _papers(held["records"])
    return Corpus(
        tuple(
            Listing(file, source, digest, reader, tuple(papers[number]))
            for number, (file, source, digest, reader) in enumerate(held["listings"].rows())
        ),
        tuple(Decision(*row) for row in held["decisions"].rows()),
        _name_lists(held["names"]),
        tuple((name, version) for name, version in held["extractors"].rows()),
        next(((name, version) for name, version in held["encoder"].rows()), None),
    )


def _papers(records: pl.DataFrame) -> Mapping[int, list[Paper]]:
    """Give the papers by the numbers of their listings."""
    # Column by column and by position: by row and by name would take three times as long.
    numbers, *values = (
        map(tuple, records[name].to_list()) if kind == "strings" else records[name].to_list()
        for name, kind in TABLES["records"].items()
        if name in records.columns
    )
    papers: dict[int, list[Paper]] = defaultdict(list)
    for number, paper in zip(numbers, map(Paper, *values), strict=True):
        papers[number].append(paper)
    return papers


def _name_lists(names: pl.DataFrame) -> tuple[NameList, ...]:
    held: dict[tuple[str, str], list[KnownName]] = defaultdict(list)
    for file, kind_of_file, name, kind, aliases, flags in names.rows():
        held[file, kind_of_file].append(KnownName(name, kind, tuple(aliases), tuple(flags)))
    return tuple(NameList(*file, tuple(names)) for file, names in held.items())
