"""
One self-contained page to look at the graph in a browser, made with pyvis and a template of our own.

Nothing is fetched, and no text of a paper is ever markup: it is JSON in an element that does not run, and the page's
Content-Security-Policy allows only the scripts and the style that are written here. vis-network itself comes from the installed pyvis.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.export.html.arrangement import Arrangement, arrange
from kg.export.html.content import Content, content
from kg.export.labels import opening, short
from kg.export.part import foremost
from kg.export.topics import Topics, topics
from kg.export.writing import allowed, templates
from kg.graph import MOST_TOGETHER, Graph
from kg.graph.path_costs import LINKS
from kg.names.folding import fold_name
from kg.system.files import write_text
from kg.text.wording import INFERRED, NOUNS, ROLES

if TYPE_CHECKING:
    from pyvis.network import Network

_ASSETS = Path(__file__).parent
"""Folder of the template, the scripts and the style."""
SCRIPTS = (
    *(
        "folding",
        "dom",
        "model",
        "view",
        "address",
        "labels",
        "topics",
        "picture",
        "quotes",
        "years",
        "trail",
        "panel",
    ),
    *("sidebar", "lists", "search", "cypher", "save", "main"),
)
"""Our scripts in `js/`, in the order in which they run."""
SHAPES = {"Paper": "dot", "Dataset": "square", "Method": "diamond", "Repo": "triangle"}
WHOLE = 12_000
"""With up to this many nodes the page shows all of them at once ..."""
FIRST = 1500
"""... and with more it begins with this many, the most important things and papers that name them."""
HEAVY = 20_000
"""With more nodes than this a page is slow to open."""
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 0, "improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": False},
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3},
    "edges": {"smooth": False, "selectionWidth": 0.8, "hoverWidth": 0.5, "arrowStrikethrough": False},
}


def export(
    graph: Graph,
    out: Path,
    *,
    title: str = "Knowledge graph",
    whole: bool = True,
    found: Topics | None = None,
) -> list[str]:
    """
    Write the page; gives notes on what it does not hold or what makes it slow.

    `whole` says that the store holds nothing else, so that a Cypher query can describe what is on the screen. `found` has
    the topics of the graph where they are known.
    """
    shown = content(graph)
    write_text(out, page(shown, found or topics(graph), title, beginning(graph, shown), whole=whole))
    return list(_notes(graph, shown))


def beginning(graph: Graph, shown: Content) -> list[int] | None:
    """Give the nodes that the page begins with, by their place in the content; None for all of them."""
    if len(shown.nodes) <= WHOLE:
        return None
    first = set(foremost(graph, FIRST))
    return [place for place, node in enumerate(shown.nodes) if node["id"] in first]


def network(shown: Content, arranged: Arrangement) -> Network:
    """
    Give the picture as a pyvis network: directed, positions set, physics off.

    The lists are filled directly: `add_edge` compares with every edge, and titles would become HTML.
    """
    from pyvis.network import Network

    picture = Network(directed=True, height="100%")
    picture.set_options(json.dumps(_OPTIONS))
    labels = _labels(shown.nodes)
    for number, (node, label, size, (x, y)) in enumerate(
        zip(shown.nodes, labels, arranged.sizes, arranged.places, strict=True)
    ):
        picture.nodes.append(
            {
                "id": number,
                "label": label,
                "group": node["kind"],
                "shape": SHAPES[node["kind"]],
                "size": size,
                "x": x,
                "y": y,
            }
        )
    picture.node_ids.extend(range(len(shown.nodes)))
    picture.node_map.update(enumerate(picture.nodes))
    picture.edges.extend({"id": number, "from": a, "to": b} for number, (a, b) in enumerate(shown.ends))
    return picture


def _labels(nodes: list[dict[str, Any]]) -> list[str]:
    """Give a label for each node: a paper is not called by the name of a thing alone, which stands beside it."""
    labels = [short(node["name"]) for node in nodes]
    things = {fold_name(label) for node, label in zip(nodes, labels, strict=True) if node["kind"] != "Paper"}
    return [
        opening(node["name"]) if node["kind"] == "Paper" and fold_name(label) in things else label
        for node, label in zip(nodes, labels, strict=True)
    ]


def page(
    shown: Content, found: Topics, title: str, first: list[int] | None = None, *, whole: bool = True
) -> str:
    """Give the page as one text; it begins with the nodes `first`, with all where that is None."""
    nodes, edges, *_, options = network(shown, arrange(shown, found)).get_network_data()
    environment = templates(_ASSETS)
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "allow_nan": False}
    theme = _source(_ASSETS / "js" / "theme.js")
    scripts = [_vis_network(), *(_source(_ASSETS / "js" / f"{name}.js") for name in SCRIPTS)]
    style = _source(_ASSETS / "style.css")
    return environment.get_template("page.html").render(
        title=title,
        version=__version__,
        style=style,
        theme=theme,
        scripts=scripts,
        style_hash=allowed(style),
        script_hashes=[allowed(script) for script in (theme, *scripts)],
        data={
            "network": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
            "nodes": shown.nodes,
            "edges": shown.edges,
            "listings": shown.listings,
            "topics": [{"names": one.names, "parts": list(map(asdict, one.parts))} for one in found.topics],
            "topicOf": found.of,
            "mostTogether": MOST_TOGETHER,
            "costs": {"passing": shown.passing, "following": LINKS},
            "words": {"nouns": NOUNS, "roles": ROLES, "inferred": INFERRED},
            "whole": whole,
            "first": first,
        },
    )


def _vis_network() -> str:
    """Give the vis-network that pyvis brings, without the address of its source map, which browsers fetch."""
    found = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    text = found.read_text(encoding="utf-8")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _notes(graph: Graph, shown: Content) -> Iterator[str]:
    lost = sum(len(rows) for rows in graph.relationships.values()) - len(shown.edges)
    if lost:
        yield f"links left out because one end is not in the graph: {lost}"
    if shown.unread:
        yield f"links whose evidence cannot be read and is left out: {shown.unread}"
    if len(shown.nodes) > HEAVY:
        yield f"{len(shown.nodes):,} nodes make a slow page; a part of the graph (top, around, only) opens faster"
