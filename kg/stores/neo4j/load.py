"""
Writing a graph and its corpus into Neo4j, in batches.

A write makes the stored graph equal to a given one whatever was there before: it deletes what does not belong there and
merges the rest, so one that was killed is completed by running it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from kg.corpus import Corpus
from kg.errors import StoreError
from kg.model import NODES, RELATIONSHIPS, Graph, Type, polars_type
from kg.stores.neo4j import cypher, parts
from kg.stores.neo4j.connection import Connection, OutOfServerMemory

ROWS = 10_000
"""Rows of one transaction at most; chosen by benchmarks/neo4j_load.py."""
_KEYS: Mapping[str, Type] = {"start": "string", "end": "string"}
_NAME: Mapping[str, Type] = {"id": "string"}


class Load:
    """One write by one process, which holds the lock: it fails as soon as another one has begun to write."""

    def __init__(self, connection: Connection, writes: int) -> None:
        """Begin; `writes` is the number of this write."""
        self._connection = connection
        self._fence = {"writes": writes}
        self._limit = ROWS

    def corpus(self, corpus: Corpus, ledger: pl.DataFrame) -> parts.Content:
        """Store the parts of the corpus and the ledger that are not there yet; gives their names."""
        there = set(read(self._connection, cypher.PART_IDS, _NAME)["id"])
        listings = [
            parts.describe(listing, self._keep(parts.record_parts(listing), there))
            for listing in corpus.listings
        ]
        return parts.Content(listings, self._keep(parts.ledger_parts(ledger), there))

    def graph(self, graph: Graph) -> None:
        """Make the stored nodes and relationships equal to those of a graph."""
        for kind, rows in graph.relationships.items():
            self._send(cypher.delete_relationships(kind), self._unwanted(kind, rows))
        stored = read(self._connection, cypher.NODE_KEYS, _NAME)
        wanted = pl.concat([rows.select("id") for rows in graph.nodes.values()])
        self._send(cypher.DELETE_NODES, stored.join(wanted, on="id", how="anti"))
        for label, rows in graph.nodes.items():
            self._send(cypher.merge_nodes(label), rows)
        for kind, rows in graph.relationships.items():
            self._send(cypher.merge_relationships(kind), rows)

    def publish(self, content: parts.Content) -> None:
        """Declare what is stored complete; the parts that no longer belong to it go."""
        self._run((cypher.PUBLISH, {"content": content.text(), "parts": content.parts()}))

    def _unwanted(self, kind: str, wanted: pl.DataFrame) -> pl.DataFrame:
        """Give the stored relationships that the graph has not, and those that somebody has doubled."""
        stored = read(self._connection, cypher.relationship_keys(kind), _KEYS)
        gone = stored.join(wanted, on=list(_KEYS), how="anti")
        return pl.concat([gone, stored.filter(stored.is_duplicated())]).unique(maintain_order=True)

    def _send(self, statement: str, rows: pl.DataFrame) -> None:
        """Run a statement on all rows, a batch a transaction; smaller ones from where the server's memory ends."""
        done = 0
        while done < len(rows):
            batch = rows.slice(done, parts.fitting(rows, self._limit))
            try:
                count = self._run((statement, {"rows": batch.to_dicts()}))
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
                self._run((cypher.WRITE_PART, {"id": part.name, "data": part.data}))
            names.append(part.name)
        return names

    def _run(self, statement: tuple[str, Mapping[str, Any]]) -> Any:
        alone, value = self._connection.write((cypher.FENCE, self._fence), statement)
        if not alone:
            raise StoreError(
                f"{self._connection.name}: another process has begun to write; run this again when it is done"
            )
        return value


def read_graph(connection: Connection, ledger: pl.DataFrame) -> Graph:
    """Give the stored graph."""
    nodes = {label: read(connection, cypher.nodes(label), columns) for label, columns in NODES.items()}
    relationships = {
        kind: read(connection, cypher.relationships(kind), columns) for kind, columns in RELATIONSHIPS.items()
    }
    return Graph.of(nodes, relationships, ledger)


def read(connection: Connection, statement: str, columns: Mapping[str, Type]) -> pl.DataFrame:
    """Give the answer of a query as a table; only columns stay in memory, never all rows as Python values."""
    schema = {name: polars_type(kind) for name, kind in columns.items()}
    pieces = [pl.DataFrame(schema=schema)]
    with connection.transaction(fetch_size=ROWS) as transaction:
        result = transaction.run(statement)
        while records := result.fetch(ROWS):
            rows = [record.values() for record in records]
            pieces.append(pl.DataFrame(rows, schema=schema, orient="row"))
    return pl.concat(pieces)


def read_parts(connection: Connection, names: list[str]) -> dict[str, bytes]:
    """Give parts by their names; raises StoreError where one is missing."""
    with connection.transaction(fetch_size=10) as transaction:
        found = {
            record["id"]: record["data"]
            for record in transaction.run(cypher.READ_PARTS, ids=sorted(set(names)))
        }
    if set(names) - set(found):
        raise StoreError(
            f"{connection.name}: parts of the store are missing; run this again, or build it again"
        )
    return found
