"""
A Cypher script: one statement a line, for `cypher-shell -f` or any program that sends lines to Neo4j.

It makes the same nodes and relationships as `kg load`, and may be run again. Every text from a paper is a string
literal in it, in which whatever could end a literal or a line is escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from kg.graph import NODES, RELATIONSHIPS, Graph, Type
from kg.graph.neo4j_schema import GRAPH_SCHEMA, OURS
from kg.system.files import write_lines

_ROWS = 100
"""Rows of a statement: larger ones take the database long to parse."""
# Neo4j decodes \uXXXX before it parses strings, so characters that are special in a string are never escaped that way.
_SPECIAL = re.compile(r"[\x00-\x1f\x7f-\x9f\\'\u2028\u2029\ufeff]")
_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "'": r"\'", "\\": r"\\"}


def export(graph: Graph, out: Path) -> list[str]:
    """Write the script; there are no notes, for it holds the whole graph."""
    write_lines(out, (f"{statement};" for statement in statements(graph)))
    return []


def statements(graph: Graph) -> Iterator[str]:
    """Give the statements, nodes before relationships."""
    yield from GRAPH_SCHEMA
    yield "CALL db.awaitIndexes()"
    for label, columns in NODES.items():
        merge = f"MERGE (n:{OURS} {{id: row.id}}) SET n:{label}"
        values = "".join(f", n.{name} = row.{name}" for name in columns if name != "id")
        yield from _batches(graph.nodes[label], columns, merge + values)
    for kind, columns in RELATIONSHIPS.items():
        merge = (
            f"MATCH (a:{OURS} {{id: row.start}}) MATCH (b:{OURS} {{id: row.end}}) MERGE (a)-[r:{kind}]->(b)"
        )
        values = ", ".join(f"r.{name} = row.{name}" for name in columns if name not in {"start", "end"})
        yield from _batches(graph.relationships[kind], columns, f"{merge} SET {values}" if values else merge)


def literal(value: Any) -> str:
    r"""
    Give a value as Cypher.

    >>> literal("it's \\ 1\n"), literal([True, 2]), literal(None)
    ("'it\\'s \\\\ 1\\n'", '[true, 2]', 'null')
    """
    if isinstance(value, str):
        return f"'{_SPECIAL.sub(_escaped, value)}'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and not math.isfinite(value):
        return "0.0 / 0.0" if math.isnan(value) else f"{math.copysign(1, value)} / 0.0"
    return repr(value)


def _batches(rows: pl.DataFrame, columns: Mapping[str, Type], statement: str) -> Iterator[str]:
    for batch in rows.iter_slices(_ROWS):
        maps = ", ".join(_map(row, columns) for row in batch.iter_rows(named=True))
        yield f"UNWIND [{maps}] AS row {statement}"


def _map(row: Mapping[str, Any], columns: Mapping[str, Type]) -> str:
    return "{" + ", ".join(f"{name}: {literal(row[name])}" for name in columns if row[name] is not None) + "}"


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found.group(), f"\\u{ord(found.group()):04X}")
