"""
Reading what is stored.

A thousand rows come as one row of lists, one for each column: the driver is several times slower with single rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from kg.errors import StoreError
from kg.graph import ENDS, NODES, PREFIXES, RELATIONSHIPS, Graph, Type, schema
from kg.stores.neo4j import cypher
from kg.stores.neo4j.connection import Connection

_NODES = 1_000
"""How many nodes to read, or to read the relationships of, at once."""
_KEYS = 10_000
_ENDS = ("start", "end")


def read_graph(connection: Connection, ledger: pl.DataFrame) -> Graph:
    """Give the stored graph."""
    ids = read_keys(connection, cypher.NODE_KEYS)
    nodes = {
        label: _read(connection, cypher.nodes(label), _of(label, ids), columns)
        for label, columns in NODES.items()
    }
    return Graph.of(
        nodes, {kind: read_relationships(connection, kind, ids) for kind in RELATIONSHIPS}, ledger
    )


def read_relationships(
    connection: Connection, kind: str, ids: pl.Series, *, properties: bool = True
) -> pl.DataFrame:
    """Give the stored relationships of a type between nodes of these ids, or only where they start and end."""
    starts = pl.concat([_of(label, ids) for label in sorted({start for start, _ in ENDS[kind]})])
    columns = {name: type_ for name, type_ in RELATIONSHIPS[kind].items() if properties or name in _ENDS}
    return _read(connection, cypher.relationships(kind, properties=properties), starts, columns)


def read_keys(connection: Connection, statement: str) -> pl.Series:
    """Give the only column of a query's answer, which holds text."""
    pieces = [pl.Series("id", [], dtype=pl.String)]
    with connection.transaction(fetch_size=_KEYS) as transaction:
        result = transaction.run(statement)
        while records := result.fetch(_KEYS):
            pieces.append(pl.Series("id", [record[0] for record in records], dtype=pl.String))
    return pl.concat(pieces)


def read_parts(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Give parts by their names; raises StoreError where one is missing."""
    wanted = sorted(set(names))
    with connection.transaction(fetch_size=10) as transaction:
        found = {record["id"]: record["data"] for record in transaction.run(cypher.READ_PARTS, ids=wanted)}
    if len(found) < len(wanted):
        raise StoreError(
            f"{connection.name}: parts of the corpus are missing; run this again, or build the store again"
        )
    return found


def _of(label: str, ids: pl.Series) -> pl.Series:
    """Give the ids of nodes with a label."""
    return ids.filter(ids.str.starts_with(f"{PREFIXES[label]}:"))


def _read(
    connection: Connection, statement: str, ids: pl.Series, columns: Mapping[str, Type]
) -> pl.DataFrame:
    types = schema(columns)
    pieces = [pl.DataFrame(schema=types)]
    with connection.transaction() as transaction:
        for start in range(0, len(ids), _NODES):
            record = transaction.run(statement, id=ids.slice(start, _NODES).to_list()).single(strict=True)
            pieces.append(pl.DataFrame(dict(record), schema=types))
    return pl.concat(pieces)
