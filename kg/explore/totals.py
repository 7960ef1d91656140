"""Totals of a graph: how much is in it, what is used most, how well papers are covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.explore.nodes import Node, nodes
from kg.graph import ENDS, NODES, RELATIONSHIPS
from kg.stores.base import Store

_ENTITIES = tuple(end for _, end in ENDS["MENTIONS"])


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many papers have something."""

    papers: int
    dataset: int
    """Papers that mention a dataset, and so on."""
    method: int
    repo: int
    introduces: int
    """Papers that introduce a dataset, a method or a repository."""
    dated: int
    isolated: int
    """Papers that neither mention anything nor are linked to any other paper."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals of a graph."""

    nodes: Mapping[str, int]
    """By label."""
    relationships: Mapping[str, int]
    """By relationship type."""
    roles: tuple[tuple[str, str, int], ...]
    """Label, role, and how many mentions have it."""
    top: Mapping[str, tuple[Node, ...]]
    """By label the things that most papers mention, each at least two; methods without families."""
    families: tuple[Node, ...]
    """Families of methods that most papers mention, each at least two."""
    coverage: Coverage
    listings: tuple[tuple[str, int], ...]
    """Names of the listings, and how many papers each holds."""


def stats(store: Store, *, top: int = 10) -> Stats:
    """Give the totals of a graph, and of each kind what most papers mention."""
    counts = store.counts()
    return Stats(
        {label: counts[label] for label in NODES},
        {kind: counts[kind] for kind in RELATIONSHIPS},
        tuple(
            (label, role, number)
            for label in _ENTITIES
            for role, number in store.query(
                f"MATCH (:Paper)-[r:MENTIONS]->(:{label}) RETURN r.role AS role, count(*) AS n ORDER BY role"
            ).rows
        ),
        {label: _top(store, label, top) for label in _ENTITIES},
        _top(store, "Method", top, family=True),
        _coverage(store),
        tuple(
            (name, number)
            for name, number in store.query(
                "MATCH (p:Paper) UNWIND p.listings AS name RETURN name, count(*) AS n ORDER BY name"
            ).rows
        ),
    )


def _coverage(store: Store) -> Coverage:
    def papers(where: str = "") -> int:
        """Give the number of papers `p` that meet a condition in Cypher."""
        return _count(store, f"MATCH (p:Paper){' WHERE ' if where else ''}{where} RETURN count(*)")

    def mention(label: str) -> str:
        """Give the condition that a paper `p` mentions a node with this label."""
        return f"EXISTS {{ MATCH (p)-[:MENTIONS]->(:{label}) }}"

    anything = "|".join(_ENTITIES)
    return Coverage(
        papers=papers(),
        dataset=papers(mention("Dataset")),
        method=papers(mention("Method")),
        repo=papers(mention("Repo")),
        introduces=_count(
            store,
            f"MATCH (p:Paper)-[r:MENTIONS]->(:{anything}) WHERE r.role = 'introduces' RETURN count(DISTINCT p.id)",
        ),
        dated=papers("p.year IS NOT NULL"),
        isolated=papers(
            f"NOT {mention(anything)} AND NOT EXISTS {{ MATCH (p)-[:SIMILAR_TO|BUILDS_ON|CITES]-(:Paper) }}"
        ),
    )


def _top(store: Store, label: str, limit: int, *, family: bool = False) -> tuple[Node, ...]:
    """Give what most papers mention; what a single paper mentions is nothing that most do."""
    which = f" AND coalesce(n.family, false) = {str(family).lower()}" if label == "Method" else ""
    cypher = (
        f"MATCH (n:{label}) WHERE n.papers > 1{which} RETURN n.id ORDER BY n.papers DESC, n.id LIMIT $limit"
    )
    found = [row[0] for row in store.query(cypher, {"limit": limit}).rows]
    known = nodes(store, found)
    return tuple(known[node] for node in found)


def _count(store: Store, cypher: str) -> int:
    return int(store.query(cypher).rows[0][0])
