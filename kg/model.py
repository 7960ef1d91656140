"""
The values that travel through the pipeline, and the schema of the graph.

Papers and mentions are small objects that never change, one paper at a time. From the links on, everything is a table:
a `Graph` holds one data frame per node label and one per relationship type, with exactly the columns that
`NODES` and `RELATIONSHIPS` name, in that order, sorted by their key. Every store and every exporter is
written against these two dictionaries alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from kg.ids import fold_name

if TYPE_CHECKING:
    import networkx
    import polars as pl

Kind = Literal["dataset", "method", "repo"]
Field = Literal["title", "abstract", "code"]
Role = Literal["introduces", "mentions"]
FinerRole = Literal["comparesWith", "evaluatesOn", "extends"]
Verdict = Literal["merge", "split", "dataset", "method", "other"]
Type = Literal["string", "int", "float", "bool", "strings"]

IN_WORDS: Mapping[str, str] = {
    "comparesWith": "compares with it",
    "evaluatesOn": "evaluates on it",
    "extends": "extends it",
}
"""What a paper does with a thing, by finer role."""

LABELS: Mapping[str, str] = {"paper": "Paper", "dataset": "Dataset", "method": "Method", "repo": "Repo"}
"""Label of a node by the part of its id before the first colon."""

PREFIXES: Mapping[str, str] = {label: prefix for prefix, label in LABELS.items()}
"""The part of an id before the first colon by the label of the node."""

NODES: Mapping[str, Mapping[str, Type]] = {
    "Paper": {
        "id": "string",
        "title": "string",
        "abstract": "string",
        "url": "string",
        "arxivId": "string",
        "doi": "string",
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
Columns of the alias ledger: why each name belongs to its entity.

`name` is the canonical name and `of` the name that the alias was matched to, `papers` and `listings` where it is written
so, `evidence` (JSON: paper, field, start, end, sentence, surface, rule) the place that supports it best.
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A scientific paper as its sources describe it; only the title is certain."""

    title: str
    abstract: str = ""
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    published: str | None = None
    """ISO date, as precise as the source is: "2024", "2024-03" or "2024-03-11"."""
    authors: tuple[str, ...] = ()
    venue: str | None = None
    keywords: tuple[str, ...] = ()
    upvotes: int | None = None
    references: tuple[str, ...] = ()
    """Stated references, each an arXiv id, a DOI or a title."""
    code: tuple[str, ...] = ()
    """Addresses of code that the source states beside the text."""
    id: str = ""
    """Set once the records of all listings are joined; empty as a reader gives it."""
    listings: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of publication, where known."""
        return int(self.published[:4]) if self.published else None

    def text(self, field: Field) -> str:
        """Give the text that a mention's span counts in; code links are joined by line ends."""
        if field == "title":
            return self.title
        return self.abstract if field == "abstract" else "\n".join(self.code)


NAME_KINDS = (
    "dataset", "family", "field", "hardware", "language", "method", "metric", "organisation", "person", "task", "term",
    "unit", "venue",
)  # fmt: skip
"""What a lexicon says that a name is; all but dataset, method and family tell the extraction to leave it alone."""
NAME_FLAGS = ("ambiguous", "case", "nocase", "word")
"""What a lexicon warns of, and how a name may be written; see `kg/extract/lexicon/README.md`."""


@dataclass(frozen=True, slots=True, order=True)
class KnownName:
    """A name that a person wants to be known, as a lexicon of their own or a dump states it."""

    name: str
    kind: str
    """dataset, method, family, or what is neither, such as metric; see `kg/extract/lexicon/README.md`."""
    aliases: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameList:
    """A file of names that a person gave."""

    file: str
    """File name without its folder."""
    format: str
    """"tsv", or "dump": nobody looked at its names one by one, so they are taken with more care."""
    names: tuple[KnownName, ...]
    """Sorted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record, or a part of one, that could not be read: reported and counted, never silently dropped."""

    source: str
    reason: str
    line: int | None = None
    lost: bool = True
    """Whether a record was skipped; False for a warning about a record that was kept."""

    def __str__(self) -> str:
        """Give the problem as `file:line: reason`."""
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.reason}"


KNOWN_NAME = "known name"
"""Rule of a mention whose name the lexicon knows, so that its meaning is settled."""
LISTED_NAME = "abbreviated list"
"""Rule of a mention whose surface is a list such as "CIFAR-10/100" and therefore no name of the thing."""


@dataclass(slots=True, unsafe_hash=True)  # frozen, each would take four times as long, and there are millions
class Mention:
    """One place where a paper names a dataset, a method or a repository; nothing changes it once it is made."""

    paper: str
    kind: Kind
    name: str
    """What is named. Mostly the surface; for the second name in "CIFAR-10/100" it is "CIFAR-100"."""
    field: Field
    start: int
    end: int
    surface: str
    """Exactly the text of the field from start to end (in characters)."""
    sentence: str
    role: Role
    rule: str
    """Name of the rule that found it."""
    confidence: float
    """Between 0 and 1."""
    family: bool = False
    """Whether it names an established family of methods such as "graph neural network"."""
    roles: tuple[FinerRole, ...] = ()
    """What the paper does with the thing, as far as the sentence says so."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity and why it belongs to it."""

    name: str
    rule: str
    of: str
    """The name of the entity that it was matched to."""
    score: float
    """Between 0 and 1."""
    papers: tuple[str, ...]
    """Ids of the papers that write it so, sorted; empty for a name that the lexicon alone gives."""
    evidence: Mention | None = None
    """The place that supports it best."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What a person decided about one name, or about two; it overrides what is found in the texts."""

    verdict: Verdict
    kind: Kind
    """What the names are; for a verdict about the kind of a name, that kind or any."""
    name: str
    other: str = ""
    """The second name; empty where the verdict is about the kind of the first."""

    @property
    def about(self) -> tuple[str, ...]:
        """What the decision is about: a later one about the same takes its place."""
        if self.other:
            return self.kind, *sorted((self.name, self.other))
        return (fold_name(self.name) or self.name,)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing under all its names."""

    id: str
    kind: Kind
    name: str
    aliases: tuple[Alias, ...]
    """All names but the canonical one, sorted."""
    family: bool = False


@dataclass(frozen=True)
class Graph:
    """The whole graph as tables; see `NODES`, `RELATIONSHIPS` and `LEDGER` for the columns."""

    nodes: Mapping[str, pl.DataFrame]
    relationships: Mapping[str, pl.DataFrame]
    ledger: pl.DataFrame = field(repr=False)

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
            table(LEDGER, ledger, ("entity", "alias")),
        )

    @classmethod
    def empty(cls) -> Graph:
        """Give the graph without nodes."""
        return cls.of({}, {})

    def equals(self, other: Graph) -> bool:
        """Tell whether both graphs hold the same nodes, relationships and properties."""
        return (
            all(self.nodes[label].equals(other.nodes[label]) for label in NODES)
            and all(self.relationships[kind].equals(other.relationships[kind]) for kind in RELATIONSHIPS)
            and self.ledger.equals(other.ledger)
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


def polars_type(kind: Type) -> pl.DataType:
    """Give the polars type of a column of the schema."""
    import polars as pl

    return {
        "string": pl.String(),
        "int": pl.Int64(),
        "float": pl.Float64(),
        "bool": pl.Boolean(),
        "strings": pl.List(pl.String()),
    }[kind]


def column(values: Sequence[Any], kind: Type) -> pl.Series:
    """Give the values of one column of the schema; a missing list becomes an empty one."""
    import polars as pl

    if kind != "strings":
        return pl.Series(values, dtype=polars_type(kind))
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

    schema = {name: polars_type(kind) for name, kind in columns.items()}
    if rows is None:
        return pl.DataFrame(schema=schema)
    missing = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items() if name not in rows.columns
    ]
    lists = [pl.col(name).fill_null([]) for name, kind in columns.items() if kind == "strings"]
    return (
        rows.with_columns(missing)
        .select(pl.col(name).cast(kind) for name, kind in schema.items())
        .with_columns(lists)
        .sort(key)
    )


def _present(row: dict[str, object], without: tuple[str, ...]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None and name not in without}
