"""
Node-link JSON, as `networkx.node_link_graph(data, edges="edges")` and d3 read it.

Evidence is a nested list instead of a JSON text inside JSON. The alias ledger has no place in the format.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from kg.evidence import records
from kg.export.notes import ledger_left_out, not_finite
from kg.export.writing import write_text
from kg.model import Graph


def export(graph: Graph, out: Path) -> list[str]:
    """Write the graph as node-link JSON; gives notes on what the format does not hold."""
    write_text(out, json.dumps(node_link(graph), ensure_ascii=False, allow_nan=False, indent=1) + "\n")
    return [*not_finite(graph), *ledger_left_out(graph)]


def node_link(graph: Graph) -> dict[str, Any]:
    """Give the graph as node-link data: plain values in stable order, numbers finite."""
    import networkx as nx

    data: dict[str, Any] = nx.node_link_data(graph.to_networkx(), edges="edges")
    return {
        **data,
        "nodes": [_plain(node) for node in data["nodes"]],
        "edges": [_plain(edge) for edge in data["edges"]],
    }


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    """Give properties without what JSON cannot hold, evidence as a list."""
    plain = {
        name: value
        for name, value in properties.items()
        if not (isinstance(value, float) and not math.isfinite(value))
    }
    found = records(plain["evidence"]) if "evidence" in plain else None
    return plain if found is None else {**plain, "evidence": found}
