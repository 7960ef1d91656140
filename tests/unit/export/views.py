"""Graphs as they come back from the XML formats, through networkx."""

import json
import re
from typing import Any

import networkx as nx
import polars as pl
import polars.selectors as cs

from kg.graph import NODES, RELATIONSHIPS, Graph

LISTS = {
    name
    for tables in (NODES, RELATIONSHIPS)
    for columns in tables.values()
    for name, kind in columns.items()
    if kind == "strings"
}
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"


def graph_of(view: nx.DiGraph) -> Graph:
    """Give the graph that a view read by networkx holds."""
    nodes: dict[str, list] = {label: [] for label in NODES}
    for node, properties in view.nodes(data=True):
        nodes[properties["kind"]].append({"id": _plain(node), **_read(properties)})
    links: dict[str, list] = {kind: [] for kind in RELATIONSHIPS}
    for start, end, properties in view.edges(data=True):
        links[properties["label"]].append({"start": _plain(start), "end": _plain(end), **_read(properties)})
    return Graph.of(*({name: _frame(rows) for name, rows in tables.items()} for tables in (nodes, links)))


def as_xml_holds_it(graph: Graph) -> Graph:
    """Give a graph without what XML and its readers cannot hold; in lists and ids everything has its place."""
    text = cs.string() - cs.by_name("id", "start", "end", require_all=False)
    finite = cs.float()

    def held(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(
            text.str.replace_all(_FORBIDDEN, "\ufffd"), pl.when(finite.is_finite()).then(finite)
        )

    return Graph.of(
        {label: held(rows) for label, rows in graph.nodes.items()},
        {kind: held(rows) for kind, rows in graph.relationships.items()},
    )


def _read(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: json.loads(value) if name in LISTS else value for name, value in properties.items()}


def _plain(node: str) -> str:
    """Give the id that was written: U+FFFD and the number of a character stand for that."""
    return re.sub("\ufffd([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), node)


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame | None:
    return pl.DataFrame(rows, infer_schema_length=None) if rows else None
