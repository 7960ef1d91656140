"""
Node-link JSON, as `networkx.node_link_graph(data, edges="edges")` and d3 read it.

Evidence is a nested list instead of a JSON text inside JSON. The alias ledger has no place in the format.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.export.notes import not_finite
from kg.export.writing import json_rows
from kg.graph import Graph
from kg.graph.evidence import records
from kg.system.files import write_lines


def export(graph: Graph, out: Path) -> list[str]:
    """Write the graph as node-link JSON; gives notes on what the format does not hold."""
    write_lines(out, _lines(graph))
    return not_finite(graph)


def _lines(graph: Graph) -> Iterator[str]:
    """Give the document, one node or link per line."""
    yield '{"directed": true, "multigraph": true, "graph": {},'
    yield '"nodes": ['
    yield from json_rows(
        {"label": label, **_plain(row)}
        for label, rows in graph.nodes.items()
        for row in rows.iter_rows(named=True)
    )
    yield "],"
    yield '"edges": ['
    yield from json_rows(
        {"source": row.pop("start"), "target": row.pop("end"), "key": kind, **_plain(row)}
        for kind, rows in graph.relationships.items()
        for row in rows.iter_rows(named=True)
    )
    yield "]}"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give properties with evidence as a list, without those that are missing or that JSON cannot hold."""
    plain = {
        name: value
        for name, value in row.items()
        if value is not None and not (isinstance(value, float) and not math.isfinite(value))
    }
    found = records(plain["evidence"]) if "evidence" in plain else None
    return plain if found is None else {**plain, "evidence": found}
