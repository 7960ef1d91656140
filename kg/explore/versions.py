"""Versions and sizes of one thing: datasets or methods whose names differ in what `kg.names.folding.without_version` takes off."""

from __future__ import annotations

from collections.abc import Collection

from kg.explore.nodes import Node, called, nodes
from kg.graph import LABELS, label_of
from kg.names.folding import MOST_VERSIONS, versions, without_version
from kg.stores.base import Store


def versions_of(store: Store, node: Node) -> tuple[Node, ...]:
    """Give the other versions of a thing, the most mentioned first; of a repository or a paper there are none."""
    if node.label not in ("Dataset", "Method"):
        return ()
    # Ids are made from names; those of versions begin alike, and to read all names would take longest of a card.
    start = node.id[: node.id.index(":") + 2] if node.name.isascii() else ""
    cypher = f"MATCH (n:{node.label}) WHERE n.id STARTS WITH $start RETURN n.id, n.name"
    names = dict(store.query(cypher, {"start": start}).rows)
    found = nodes(store, versions(names).get(node.id, ()))
    return tuple(sorted(found.values(), key=lambda one: (-(one.papers or 0), one.id)))


def versions_named(store: Store, text: str) -> list[str]:
    """
    Give the ids of the datasets and methods that a text names, by an id too, and of all their versions.

    Where nothing is called so, they are those of which it is the name without number or size. What has the text as an
    alias alone does not count where something is called so in the first place.
    """
    by_id = nodes(store, [text]) if text.partition(":")[0] in LABELS else {}
    found = list(by_id.values()) or called(store, text)
    bearers = [node for node in found if node.label in ("Dataset", "Method")]
    bearers = [node for node in bearers if without_version(node.name) == without_version(text)] or bearers
    keys = {without_version(node.name) for node in bearers} or {without_version(text)}
    labels = {node.label for node in bearers} or {"Dataset", "Method"}
    rows = store.query("MATCH (e:Dataset|Method) RETURN e.id, e.name ORDER BY e.id").rows
    alike = [
        thing
        for thing, name in rows
        if label_of(thing) in labels and len(key := without_version(name)) > 1 and key in keys
    ]
    same = [node.id for node in bearers]
    return same if len(alike) > MOST_VERSIONS else list(dict.fromkeys((*same, *alike)))


def papers_of_any(store: Store, things: Collection[Node]) -> int:
    """Give how many papers mention any of some things of one kind."""
    label = next((node.label for node in things), "Dataset")
    cypher = f"UNWIND $ids AS id MATCH (:{label} {{id: id}})<-[:MENTIONS]-(p:Paper) RETURN count(DISTINCT p)"
    [[count]] = store.query(cypher, {"ids": [node.id for node in things]}).rows
    return int(count)
