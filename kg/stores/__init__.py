"""Stores: places that hold a graph and answer Cypher."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.stores.base import Hit, Result, Store

__all__ = ["Hit", "Result", "Store", "open_store"]

_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(location: str | Path, *, create: bool = False) -> Store:
    """
    Open the store at a location: a folder (embedded), or an address such as `neo4j://localhost:7687`.

    `create` allows a folder that is missing or empty. Raises StoreError where there is no store that can be
    opened, UsageError for an address that names neither a folder nor Neo4j.
    """
    scheme, separator, _ = str(location).partition("://")
    if isinstance(location, Path) or not separator:
        from kg.stores.embedded import EmbeddedStore

        if not str(location).strip():
            raise UsageError(
                "the store has no name; name a folder, or an address such as neo4j://localhost:7687"
            )
        return EmbeddedStore(Path(location), create=create)
    if scheme.lower() not in _NEO4J:
        raise UsageError(
            f"{scheme}:// is no address of a store; name a folder, or use one of "
            + ", ".join(f"{one}://" for one in _NEO4J)
        )
    from kg.stores.neo4j import Neo4jStore

    return Neo4jStore(str(location))
