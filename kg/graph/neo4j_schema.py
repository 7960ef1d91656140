"""
What makes a Neo4j database ready for the graph, as Cypher text: for the store on a server and for the exports.

Every node of the graph carries the label `_Kg` beside its own, and its id is unique among these; so nothing that other
applications keep under labels such as `Paper` is touched or restricted. (The Neo4j Browser colours a node by the label
that comes first in the alphabet; the underscore comes after all letters.)
"""

from __future__ import annotations

from kg.graph import NODES

OURS = "_Kg"
"""Label of every node that belongs to the graph."""

TEXT_INDEX = "kg_text"
TEXT_FIELDS = ("name", "title", "aliases", "abstract")

GRAPH_SCHEMA = (
    f"CREATE CONSTRAINT kg_id IF NOT EXISTS FOR (n:{OURS}) REQUIRE n.id IS UNIQUE",
    *(f"CREATE INDEX kg_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) ON (n.id)" for label in NODES),
    (
        f"CREATE FULLTEXT INDEX {TEXT_INDEX} IF NOT EXISTS FOR (n:{OURS}) "
        f"ON EACH [{', '.join(f'n.{name}' for name in TEXT_FIELDS)}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'english'}}"
    ),
)
"""Constraint and indexes; those on the labels only serve queries that people write."""
