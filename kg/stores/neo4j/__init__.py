"""The store on a Neo4j server, for graphs that are shared or outgrow one machine."""

from kg.stores.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
