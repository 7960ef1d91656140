"""
The graph as tables, and their schema.

A `Graph` holds one data frame per node label and one per relationship type, with exactly the columns that
`NODES` and `RELATIONSHIPS` name, in that order, sorted by their key. Every store and every exporter is
written against these two dictionaries alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

    import networkx
    import polars as pl

Type = Literal["string", "int", "float", "bool", "strings"]
"""What the values of a column are."""

LABELS: Mapping[str, str] = {"paper": "Paper", "dataset": "Dataset", "method": "Method", "repo": "Repo"}
"""Label of a node by the part of its id before the first colon."""

PREFIXES: Mapping[str, str] = {label: prefix for prefix, label in LABELS.items()}
"""The part of an id before the first colon by the label of the node."""

MOST_TOGETHER = 200
"""Most things in a paper for it to say what is mentioned together: one with more would have too many pairs."""

NODES: Mapping[str, Mapping[str, Type]] = {
    "Paper": {
        "id": "string",
        "title": "string",
        "abstract": "string",
        "url": "string",
        "arxivId": "string",
        "doi": "string",
        "citationKey": "string",
        "published": "string",
        "year": "int",
        "authors": "strings",
        "venue": "string",
        "keywords": "strings",
        "upvotes": "int",
        "listings": "strings",
    },
    "Dataset": {"id": "string", "name": "string", "aliases": "strings", "papers": "int"},
    "Method": {"id": "string", "name": "string", "aliases": "strings", "family": "bool", "papers": "int"},
    "Repo": {
        "id": "string",
        "name": "string",
        "url": "string",
        "host": "string",
        "owner": "string",
        "papers": "int",
    },
}
"""Columns of each node table. `id` is the key; the other columns may be null, list columns are never null."""

RELATIONSHIPS: Mapping[str, Mapping[str, Type]] = {
    "MENTIONS": {
        "start": "string",
        "end": "string",
        "role": "string",
        "roles": "strings",
        "count": "int",
        "surfaces": "strings",
        "confidence": "float",
        "evidence": "string",
    },
    "SIMILAR_TO": {"start": "string", "end": "string", "score": "float", "terms": "strings"},
    "BUILDS_ON": {
        "start": "string",
        "end": "string",
        "via": "strings",
        "roles": "strings",
        "confidence": "float",
        "evidence": "string",
    },
    "CITES": {"start": "string", "end": "string"},
}
"""Columns of each relationship table. `start` and `end` are node ids and together the key."""

ENDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "MENTIONS": (("Paper", "Dataset"), ("Paper", "Method"), ("Paper", "Repo")),
    "SIMILAR_TO": (("Paper", "Paper"),),
    "BUILDS_ON": (("Paper", "Paper"),),
    "CITES": (("Paper", "Paper"),),
}
"""Which labels a relationship type joins, as (label of start, label of end)."""

LEDGER: Mapping[str, Type] = {
    "entity": "string",
    "name": "string",
    "alias": "string",
    "rule": "string",
    "of": "string",
    "score": "float",
    "papers": "int",
    "listings": "strings",
    "evidence": "string",
}
"""
Columns of the alias ledger: why each name belongs to its entity. `entity`, `alias` and `rule` are the key: a name that
also stands for the entity in papers whose topic tells so has a row more.

`name` is the canonical name and `of` the name that the alias was matched to, `papers` and `listings` where it is written
so, `evidence` (JSON: paper, field, start, end, sentence, surface, rule) the place that supports it best.
"""


@dataclass(frozen=True)
class Graph:
    """The whole graph as tables; see `NODES`, `RELATIONSHIPS` and `LEDGER` for the columns."""

    nodes: Mapping[str, pl.DataFrame]
    relationships: Mapping[str, pl.DataFrame]
    ledger: pl.DataFrame

    @classmethod
    def of(
        cls,
        nodes: Mapping[str, pl.DataFrame],
        relationships: Mapping[str, pl.DataFrame],
        ledger: pl.DataFrame | None = None,
    ) -> Graph:
        """Make a graph in canonical form: all tables present, columns typed and ordered, rows sorted by key."""
        return cls(
            {label: table(columns, nodes.get(label), ("id",)) for label, columns in NODES.items()},
            {
                kind: table(columns, relationships.get(kind), ("start", "end"))
                for kind, columns in RELATIONSHIPS.items()
            },
            table(LEDGER, ledger, ("entity", "alias", "rule")),
        )

    def linked(self, relationships: Mapping[str, pl.DataFrame]) -> Graph:
        """Give the graph with these tables, in canonical form, in the place of those of the same types."""
        links = {
            kind: table(RELATIONSHIPS[kind], rows, ("start", "end")) for kind, rows in relationships.items()
        }
        return replace(self, relationships={**self.relationships, **links})

    def __repr__(self) -> str:
        """Give the number of rows of each table, so that a notebook shows one line and not the tables."""
        return f"Graph({', '.join(f'{name}={len(rows)}' for name, rows in self.tables.items())})"

    @classmethod
    def empty(cls) -> Graph:
        """Give the graph without nodes."""
        return cls.of({}, {})

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables of nodes, by label, and then those of relationships, by type."""
        return {**self.nodes, **self.relationships}

    def equals(self, other: Graph) -> bool:
        """Tell whether both graphs hold the same nodes, relationships and properties."""
        return self.ledger.equals(other.ledger) and all(
            rows.equals(other.tables[name]) for name, rows in self.tables.items()
        )

    def to_networkx(self) -> networkx.MultiDiGraph:
        """
        Give the graph as a networkx view.

        Nodes are ids with their properties and `label`; the key of an edge is its relationship type.
        Properties without a value are left out.
        """
        import networkx as nx

        view = nx.MultiDiGraph()
        for label, rows in self.nodes.items():
            for row in rows.iter_rows(named=True):
                view.add_node(row["id"], label=label, **_present(row, ("id",)))
        for kind, rows in self.relationships.items():
            for row in rows.iter_rows(named=True):
                view.add_edge(row["start"], row["end"], key=kind, **_present(row, ("start", "end")))
        return view


def label_of(node_id: str) -> str:
    """
    Give the label of a node from its id.

    >>> label_of("dataset:imagenet-1k")
    'Dataset'
    """
    return LABELS[node_id.partition(":")[0]]


def schema(columns: Mapping[str, Type]) -> dict[str, pl.DataType]:
    """Give the polars types of columns."""
    return {name: _polars_type(kind) for name, kind in columns.items()}


def column(values: Sequence[Any], kind: Type) -> pl.Series:
    """Give the values of one column of the schema; a missing list becomes an empty one."""
    import polars as pl

    if kind != "strings":
        return pl.Series(values, dtype=_polars_type(kind))
    # All texts in one series, divided again: polars would make a series of each list, which takes ten times as long.
    lists: list[Sequence[str | None]] = [value or (None,) for value in values]
    numbers = [number for number, texts in enumerate(lists) for _ in texts]
    flat = pl.DataFrame(
        {"list": numbers, "text": list(chain.from_iterable(lists))},
        schema={"list": pl.Int64, "text": pl.String},
    )
    return flat.group_by("list", maintain_order=True).agg("text")["text"].list.drop_nulls()


def table(columns: Mapping[str, Type], rows: pl.DataFrame | None, key: tuple[str, ...]) -> pl.DataFrame:
    """Give rows with exactly the given columns, typed, list columns never null, sorted by key."""
    import polars as pl

    types = schema(columns)
    if rows is None:
        return pl.DataFrame(schema=types)
    missing = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in types.items() if name not in rows.columns
    ]
    lists = [pl.col(name).fill_null([]) for name, kind in columns.items() if kind == "strings"]
    return (
        rows.with_columns(missing)
        .select(pl.col(name).cast(kind) for name, kind in types.items())
        .with_columns(lists)
        .sort(key)
    )


_ROWS_PER_GROUP = 100_000


def write_parquet(rows: pl.DataFrame, path: Path) -> None:
    """Write a table as a Parquet file whose bytes depend on its rows alone, not on how the frame was put together."""
    with path.open("wb") as file:
        rows.rechunk().write_parquet(file, compression="zstd", row_group_size=_ROWS_PER_GROUP)


def _polars_type(kind: Type) -> pl.DataType:
    import polars as pl

    return {
        "string": pl.String(),
        "int": pl.Int64(),
        "float": pl.Float64(),
        "bool": pl.Boolean(),
        "strings": pl.List(pl.String()),
    }[kind]


def _present(row: dict[str, object], without: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None and name not in without}
