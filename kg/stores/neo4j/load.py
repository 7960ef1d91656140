"""
Writing a graph and its corpus into Neo4j, in batches.

A write makes the stored graph equal to a given one, whatever was there before: it deletes what does not belong there and
merges the rest, so a write that was killed is completed by running it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import neo4j
import polars as pl

from kg.corpus import Corpus
from kg.errors import StoreError
from kg.graph import Graph
from kg.stores.neo4j import cypher, parts
from kg.stores.neo4j.connection import Connection, OutOfServerMemory, value_of
from kg.stores.neo4j.reading import read_keys, read_relationships

ROWS = 5_000
"""Most rows of one transaction; chosen by benchmarks/neo4j_load.py."""


class Load:
    """One write by one process, which holds the lock: it fails as soon as another one has begun to write."""

    def __init__(self, connection: Connection, writes: int) -> None:
        """Begin; `writes` is the number of this write."""
        self._connection = connection
        self._fence = {"writes": writes}
        self._limit = ROWS

    def corpus(self, corpus: Corpus, ledger: pl.DataFrame) -> parts.Content:
        """Store the parts of the corpus and the ledger that are not there yet; gives their names."""
        there = set(read_keys(self._connection, cypher.PART_IDS))
        content = parts.truth(corpus, lambda pieces: self._keep(pieces, there))
        return replace(content, ledger=self._keep(parts.ledger_parts(ledger), there))

    def graph(self, graph: Graph) -> None:
        """Make the stored nodes and relationships equal to those of a graph."""
        stored = read_keys(self._connection, cypher.NODE_KEYS)
        for kind, rows in graph.relationships.items():
            self._send(cypher.delete_relationships(kind), self._unwanted(kind, rows, stored))
        wanted = pl.concat([rows.select("id") for rows in graph.nodes.values()])
        self._send(cypher.DELETE_NODES, stored.to_frame().join(wanted, on="id", how="anti"))
        for label, rows in graph.nodes.items():
            self._send(cypher.merge_nodes(label), rows)
        for kind, rows in graph.relationships.items():
            self._send(cypher.merge_relationships(kind), rows)

    def publish(self, content: parts.Content) -> None:
        """Mark what is stored as complete, and delete the parts that no longer belong to it."""
        self._run(cypher.PUBLISH, {"content": content.text(), "parts": content.parts()})

    def _unwanted(self, kind: str, wanted: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
        """Give the stored relationships that the graph lacks, and those that somebody has duplicated."""
        stored = read_relationships(self._connection, kind, ids, properties=False)
        gone = stored.join(wanted, on=stored.columns, how="anti")
        return pl.concat([gone, stored.filter(stored.is_duplicated())]).unique(maintain_order=True)

    def _send(self, statement: str, rows: pl.DataFrame) -> None:
        """Run a statement on all rows, one batch per transaction, with smaller batches once the server runs out of memory."""
        done = 0
        while done < len(rows):
            batch = rows.slice(done, parts.fitting(rows, self._limit))
            try:
                count = self._run(statement, batch.to_dict(as_series=False))
            except OutOfServerMemory:
                if len(batch) == 1:
                    raise
                self._limit = len(batch) // 2
                continue
            if count != len(batch):
                raise StoreError(
                    f"{self._connection.name}: took {count} of {len(batch)} rows, so somebody else changes what kg "
                    "stores there; run this again when that is done"
                )
            done += len(batch)

    def _keep(self, pieces: Iterable[parts.Part], there: set[str]) -> list[str]:
        """Store the parts that are not there; gives the names of all."""
        names = []
        for part in pieces:
            if part.name not in there:
                self._run(cypher.WRITE_PART, {"id": part.name, "data": part.data})
            names.append(part.name)
        return names

    def _run(self, statement: str, parameters: Mapping[str, Any]) -> Any:
        def fenced(transaction: neo4j.Transaction) -> Any:
            """Run the statement; raises StoreError where another process has begun to write."""
            if not value_of(transaction, cypher.FENCE, self._fence):
                raise StoreError(
                    f"{self._connection.name}: another process has begun to write; run this again when it is done"
                )
            return value_of(transaction, statement, parameters)

        return self._connection.write(fenced)
