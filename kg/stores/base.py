"""What every store can do; the embedded database and Neo4j each implement it in one class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg.corpus import Corpus
from kg.model import Graph


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


class Store(Protocol):
    """A place that holds one graph and the records that it was built from."""

    def write(self, corpus: Corpus, graph: Graph) -> None:
        """Replace what is stored by the given corpus and graph, whole or not at all."""

    def corpus(self) -> Corpus:
        """Give the records that the stored graph was built from; the empty corpus for a new store."""

    def graph(self) -> Graph:
        """Give the whole stored graph."""

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, seconds: float = 60
    ) -> Result:
        """Run one read-only statement; raises QueryError where it is refused, fails or takes too long."""

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Find nodes by words in titles, abstracts, names and aliases, best first."""
