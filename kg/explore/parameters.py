"""What the text that a person gives a prepared query means: the authors, things and paper that are in the graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kg.explore.authors import authors
from kg.explore.nodes import Node, candidates, named, nodes
from kg.stores.base import Store

_THINGS = {
    "name": ("Dataset", "Method", "Repo"),
    "first": ("Dataset", "Method", "Repo"),
    "second": ("Dataset", "Method", "Repo"),
    "dataset": ("Dataset",),
    "method": ("Method",),
}
"""Parameters of prepared queries that take a name, and the labels of what may bear it."""
_PAPERS = ("paper", "otherPaper")
"""Parameters that take a paper."""


def understood(store: Store, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Node]]:
    """
    Give the values of a prepared query's parameters as the query needs them, and the papers that some were taken for.

    A list of authors becomes all the names that it may mean (see `authors`), another spelling of a name ("UNet", "muP",
    a plural) the name as the graph has it, the text for a paper the id of that paper (see `paper_meant`). What means
    nothing stays, and so does a whole title, an arXiv id or an id.
    """
    values = dict(values)
    for parameter, labels in _THINGS.items():
        if (text := values.get(parameter)) and isinstance(text, str):
            values[parameter] = _name_meant(store, text, labels)
    if isinstance(wanted := values.get("author"), list) and wanted:
        values["author"] = authors(store, " ".join(wanted)) or wanted
    taken: dict[str, Node] = {}
    for parameter in _PAPERS:
        text = values.get(parameter)
        if not isinstance(text, str) or not text.strip() or _is_known(store, text):
            continue
        if meant := paper_meant(store, text):
            taken[parameter] = meant
            values[parameter] = meant.id
    return values, taken


def paper_meant(store: Store, text: str) -> Node | None:
    """Give the one paper that a text means as for `find`, or that introduces what it means; None where there is none."""
    found = candidates(store, text)
    papers = [node for node in found if node.label == "Paper"]
    if not papers:
        cypher = (
            "MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method|Repo) WHERE e.id IN $ids "
            "RETURN DISTINCT p.id AS id ORDER BY id LIMIT 2"
        )
        rows = store.query(cypher, {"ids": [node.id for node in found]}).rows
        papers = list(nodes(store, (row[0] for row in rows)).values())
    return papers[0] if len(papers) == 1 else None


def _name_meant(store: Store, text: str, labels: Collection[str]) -> str:
    """Give a name as the queries compare it, by its letters alone: the most mentioned thing's that bears it, or itself."""
    found = [node for node in named(store, text) if node.label in labels]
    if not found or any(
        text.lower() == name.lower() for node in found for name in (node.name, *node.aliases)
    ):
        return text
    return max(found, key=lambda node: (node.papers or 0, node.id)).name


def _is_known(store: Store, text: str) -> bool:
    """Tell whether a text is what the prepared queries themselves take for a paper."""
    cypher = (
        "MATCH (p:Paper) WHERE toLower(p.title) = toLower($text) OR p.arxivId = $text OR p.id = $text "
        "RETURN 1 LIMIT 1"
    )
    return bool(store.query(cypher, {"text": text}).rows)
