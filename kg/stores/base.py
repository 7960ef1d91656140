"""What every store can do; the embedded database and Neo4j each implement it in one class."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from kg.errors import StoreError
from kg.graph import ENDS, NODES, RELATIONSHIPS, Graph
from kg.system.cache import Cache

if TYPE_CHECKING:
    import polars as pl

    from kg.corpus import Corpus
    from kg.model import Decision


@dataclass(frozen=True, slots=True)
class Result:
    """Answer of a query: column names and rows of plain Python values."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A node found by full-text search."""

    id: str
    name: str
    """Title of a paper, name of anything else."""
    score: float
    """Higher is better; comparable within one search only."""
    snippet: str
    """The best matching piece of text, plain, without markup."""
    whole: bool = True
    """Whether it has all words that were asked for; else it has some of them, or longer ones that begin so."""


class Store(ABC):
    """A place that holds one graph and the records that it was built from; used with `with`, or closed."""

    @abstractmethod
    def write(self, corpus: Corpus, graph: Graph, *, made_by: str | None = None) -> None:
        """
        Replace what is stored by the given corpus and graph, whole or not at all.

        `made_by` says which kg built the graph; left out, this version.
        """

    @abstractmethod
    def made_by(self) -> str | None:
        """Give which kg built the stored graph, as `write` was told; None for a new store."""

    @abstractmethod
    def corpus(self) -> Corpus:
        """Give the records that the stored graph was built from; the empty corpus for a new store."""

    @abstractmethod
    def sources(self) -> list[str]:
        """Give `Listing.sources` of all listings of the corpus alone, without reading its records."""

    @abstractmethod
    def decisions(self) -> tuple[Decision, ...]:
        """Give the decisions of the corpus alone, without reading its records."""

    @abstractmethod
    def graph(self) -> Graph:
        """Give the whole stored graph."""

    @abstractmethod
    def ledger(self) -> pl.DataFrame:
        """Give the alias ledger of the stored graph alone (columns: `kg.graph.LEDGER`)."""

    def cache(self) -> AbstractContextManager[Cache | None]:
        """Open the cache of the extraction; None where the store has no place for one."""
        return nullcontext()

    @abstractmethod
    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = 60,
        bounded: bool = False,
    ) -> Result:
        """
        Run one read-only statement; raises QueryError where it is refused, fails or takes too long.

        `bounded` is for a text that somebody else has written: it ends in time, and with little memory, even if it asks
        for a value of gigabytes. In the embedded store that costs the start of a process.
        """

    @abstractmethod
    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Find nodes by words in titles, abstracts, names and aliases, best first."""

    def counts(self) -> dict[str, int]:
        """Give how many nodes of each label and relationships of each type there are."""
        asked = {
            **{label: f"MATCH (n:{label}) RETURN count(*)" for label in NODES},
            **{kind: f"MATCH ()-[r:{kind}]->() RETURN count(*)" for kind in RELATIONSHIPS},
        }
        return {name: int(self.query(cypher).rows[0][0]) for name, cypher in asked.items()}

    @abstractmethod
    def close(self) -> None:
        """Release files and connections; harmless when repeated."""

    def __enter__(self) -> Self:
        """Give the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()


def check(graph: Graph) -> None:
    """Raise StoreError for a duplicate key, or for a relationship of which an end is not in the graph."""
    import polars as pl  # reading commands do without, and start sooner

    for label, rows in graph.nodes.items():
        if rows["id"].is_duplicated().any():
            twice = rows.filter(rows["id"].is_duplicated())["id"][0]
            raise StoreError(f"the graph holds the {label} {twice!r} twice; an id names one node")
    for kind, rows in graph.relationships.items():
        keys = rows.select("start", "end")
        if keys.is_duplicated().any():
            start, end = keys.filter(keys.is_duplicated()).row(0)
            raise StoreError(f"the graph holds {kind} from {start!r} to {end!r} twice; merge their evidence")
        for side, labels in zip(("start", "end"), zip(*ENDS[kind], strict=True), strict=True):
            known = pl.concat(
                [graph.nodes[label].select(pl.col("id").alias(side)) for label in sorted(set(labels))]
            )
            lost = keys.join(known, on=side, how="anti")
            if len(lost):
                raise StoreError(
                    f"{kind} names {lost[side][0]!r}, which is none of {sorted(set(labels))} in the graph; add the node"
                )
