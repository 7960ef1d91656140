"""
GraphML, for yEd, igraph, networkx and Gephi: typed properties, links that are directed, each with an id of its own.

A node's `label` is its short name, as those programs show it, and its `kind` is Paper, Dataset, Method or Repo; a
link's `label` is its type. Lists are texts in JSON, as evidence is. To keep parallel links in any
case, read it with `networkx.read_graphml(file, force_multigraph=True)`; Gephi merges them, unless it reads GEXF. The
format is that of http://graphml.graphdrawing.org/, with yEd's extension for the look of nodes.
"""

from __future__ import annotations

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
    "strings": "string",
}


def export(graph: Graph, out: Path) -> list[str]:
    """Write the graph; gives notes on what the format does not hold."""
    write_lines(out, _lines(graph))
    return markup.notes(graph)


def _lines(graph: Graph) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield (
        "<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>"
    )
    yield from _keys()
    yield "<graph edgedefault='directed'>"
    for kind, rows in graph.nodes.items():
        for row in rows.iter_rows(named=True):
            yield f"<node id='{markup.identity(row['id'])}'>{_look(kind, row)}{_data({'kind': kind, **row})}</node>"
    for kind, rows in graph.relationships.items():
        for number, row in enumerate(rows.iter_rows(named=True)):
            ends = f"source='{markup.identity(row['start'])}' target='{markup.identity(row['end'])}'"
            label = f"<data key='type'>{kind}</data>"
            yield f"<edge id='{kind}-{number}' {ends}>{label}{_data(row)}</edge>"
    yield "</graph>"
    yield "</graphml>"


def _keys() -> Iterator[str]:
    yield "<key id='look' for='node' yfiles.type='nodegraphics'/>"
    yield "<key id='label' for='node' attr.name='label' attr.type='string'/>"
    yield from _keys_of("node", [{"kind": "string"}, *NODES.values()])
    yield "<key id='type' for='edge' attr.name='label' attr.type='string'/>"
    yield from _keys_of("edge", RELATIONSHIPS.values())


def _keys_of(owner: str, tables: Iterable[Mapping[str, Type]]) -> Iterator[str]:
    for name, kind in markup.typed(tables).items():
        yield f"<key id='{name}' for='{owner}' attr.name='{name}' attr.type='{_TYPES[kind]}'/>"


def _look(kind: str, row: Mapping[str, Any]) -> str:
    """Give the label of a node, and for yEd a shape in the colour of its kind."""
    label, colour = markup.label(row), bytes(markup.COLOURS[kind]).hex()
    shape = f"<y:Fill color='#{colour}' transparent='false'/><y:NodeLabel>{label}</y:NodeLabel>"
    return f"<data key='look'><y:ShapeNode>{shape}</y:ShapeNode></data><data key='label'>{label}</data>"


def _data(row: Mapping[str, Any]) -> str:
    return "".join(f"<data key='{name}'>{value}</data>" for name, value in markup.properties(row))
