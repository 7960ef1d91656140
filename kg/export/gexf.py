"""
GEXF 1.3, the format of Gephi; networkx reads it as well.

A node's `label` is its short name and its `kind` is Paper, Dataset, Method or Repo; its colour tells the kind and its
size how many papers mention it. A link's `label` and `kind` are its type, its weight is its score or confidence.
Lists are texts in JSON, as evidence is. The format is that of https://gexf.net/schema.html.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.export import markup
from kg.graph import NODES, RELATIONSHIPS, Graph, Type
from kg.system.files import write_lines

_TYPES: Mapping[Type, str] = {
    "string": "string",
    "int": "long",
    "float": "double",
    "bool": "boolean",
    "strings": "liststring",
}


def export(graph: Graph, out: Path) -> list[str]:
    """Write the graph; gives notes on what the format does not hold."""
    write_lines(out, _lines(graph))
    return markup.notes(graph)


def _lines(graph: Graph) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield "<gexf xmlns='http://gexf.net/1.3' xmlns:viz='http://gexf.net/1.3/viz' version='1.3'>"
    yield "<meta><creator>kg</creator></meta>"
    yield "<graph defaultedgetype='directed' mode='static'>"
    yield from _attributes("node", [{"kind": "string"}, *NODES.values()])
    yield from _attributes("edge", RELATIONSHIPS.values())
    yield "<nodes>"
    for kind, rows in graph.nodes.items():
        for row in rows.iter_rows(named=True):
            yield _node(kind, row)
    yield "</nodes>"
    yield "<edges>"
    for kind, rows in graph.relationships.items():
        for number, row in enumerate(rows.iter_rows(named=True)):
            yield _edge(kind, number, row)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _attributes(owner: str, tables: Iterable[Mapping[str, Type]]) -> Iterator[str]:
    yield f"<attributes class='{owner}'>"
    for name, kind in markup.typed(tables).items():
        yield f"<attribute id='{name}' title='{name}' type='{_TYPES[kind]}'/>"
    yield "</attributes>"


def _node(kind: str, row: Mapping[str, Any]) -> str:
    red, green, blue = markup.COLOURS[kind]
    size = 5 + 5 * math.log2(1 + max(row.get("papers", 1) or 0, 0))
    return (
        f"<node id='{markup.identity(row['id'])}' label='{markup.label(row)}'>"
        f"{_values({'kind': kind, **row})}"
        f"<viz:color r='{red}' g='{green}' b='{blue}'/><viz:size value='{size:.1f}'/></node>"
    )


def _edge(kind: str, number: int, row: Mapping[str, Any]) -> str:
    ends = f"source='{markup.identity(row['start'])}' target='{markup.identity(row['end'])}'"
    weight = markup.value(row.get("score", row.get("confidence")))
    weighed = f" weight='{weight}'" if weight else ""
    return f"<edge id='{kind}-{number}' {ends} label='{kind}' kind='{kind}'{weighed}>{_values(row)}</edge>"


def _values(row: Mapping[str, Any]) -> str:
    values = "".join(f"<attvalue for='{name}' value='{value}'/>" for name, value in markup.properties(row))
    return f"<attvalues>{values}</attvalues>" if values else ""
