"""Cards: what the graph knows about one paper, dataset, method or repository, and what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from kg.explore.nodes import Node, find, nodes
from kg.explore.versions import papers_of_any, versions_of
from kg.graph import MOST_TOGETHER
from kg.graph.evidence import Quote, Reason, quotes, reasons, telling
from kg.model import TELLING
from kg.stores.base import Store

NEAREST, USERS = 10, 20
"""How many neighbours and how many users a card shows."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention as one of its ends shows it: the node at the other end, and the sentences."""

    node: Node
    role: str
    roles: tuple[str, ...]
    """Finer roles, such as "evaluatesOn"."""
    count: int
    confidence: float
    surfaces: tuple[str, ...]
    quotes: tuple[Quote, ...]
    """The sentences, those first that state a finer role."""


@dataclass(frozen=True, slots=True)
class Near:
    """Something near: how near from 0 to 1, and why."""

    node: Node
    score: float
    terms: tuple[str, ...] = ()
    """Terms that two papers share."""
    papers: int = 0
    """How many papers mention two entities together."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An inferred citation as one of its papers shows it: the other paper, and the reasons."""

    node: Node
    via: tuple[str, ...]
    roles: tuple[str, ...]
    """How the citing paper speaks of what the other introduces: finer roles, or "mentions"."""
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """What the graph knows about a paper."""

    node: Node
    properties: Mapping[str, Any]
    """The properties of the node by their names in the graph, without those that it lacks."""
    introduces: tuple[Mentioned, ...]
    mentions: tuple[Mentioned, ...]
    nearest: tuple[Near, ...]
    builds_on: tuple[Citation, ...]
    built_on_by: tuple[Citation, ...]
    """The most certain of those that build on it."""
    cites: tuple[Node, ...]
    cited_by: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class EntityCard:
    """What the graph knows about a dataset, a method or a repository."""

    node: Node
    properties: Mapping[str, Any]
    """The properties of the node by their names in the graph, without those that it lacks."""
    introduced_by: tuple[Mentioned, ...]
    used_by: tuple[Mentioned, ...]
    """
    Papers that mention it, those first that say what they do with it, then the latest; `node.papers` says how many do.
    """
    built_on_by: tuple[Citation, ...]
    """The most certain of the papers that build on one that introduces it, and do so by its name."""
    together: tuple[Near, ...]
    """What the same papers mention."""
    code: tuple[Node, ...]
    """Repositories of the papers that introduce it."""
    versions: tuple[Node, ...] = ()
    """Things whose names differ from its name in numbers and sizes alone, the most mentioned first."""
    any_version: int = 0
    """How many papers mention it or any of these; 0 where there are none of these."""
    roles: Mapping[str, int] = field(default_factory=dict)
    """How many papers state each finer role of it, those roles first that say most."""


Card = PaperCard | EntityCard

_MENTION = "r.role, r.roles, r.count, r.confidence, r.surfaces, r.evidence"
_TELLING = " ".join(f"WHEN '{role}' IN r.roles THEN {rank}" for rank, role in enumerate(TELLING))
_FIRST_USERS = f"CASE {_TELLING} ELSE {len(TELLING)} END, coalesce(p.year, 0) DESC, r.confidence DESC, p.id"


def show(store: Store, text: str, *, nearest: int = NEAREST, users: int = USERS) -> Card:
    """
    Give the card of what a person means (see `find`).

    At most `nearest` neighbours, and on each other list of papers at most `users` of them.
    """
    node = find(store, text)
    if node.label == "Paper":
        return _paper(store, node, nearest, users)
    return _entity(store, node, nearest, users)


def similar(store: Store, text: str, limit: int = NEAREST) -> tuple[Node, tuple[Near, ...]]:
    """
    Give what a person means (see `find`) and what is nearest to it, nearest first.

    Near a paper are papers of similar words; near anything else is what the same papers mention.
    """
    node = find(store, text)
    return node, (_nearest(store, node, limit) if node.label == "Paper" else _together(store, node, limit))


def _paper(store: Store, node: Node, limit: int, users: int) -> PaperCard:
    rows = store.query(
        "MATCH (p:Paper {id: $id})-[r:MENTIONS]->(e:Dataset|Method|Repo) "
        f"RETURN e.id, {_MENTION} ORDER BY e.id",
        {"id": node.id},
    ).rows
    mentioned = sorted(
        _mentioned(store, rows), key=lambda one: (one.node.label, one.node.family, one.node.id)
    )
    return PaperCard(
        node,
        _properties(store, node),
        tuple(one for one in mentioned if one.role == "introduces"),
        tuple(one for one in mentioned if one.role != "introduces"),
        _nearest(store, node, limit),
        _citations(store, node, "(p)-[r:BUILDS_ON]->(q:Paper)", users),
        _citations(store, node, "(p)<-[r:BUILDS_ON]-(q:Paper)", users),
        _joined(store, node, "(p)-[:CITES]->(q:Paper)", users),
        _joined(store, node, "(p)<-[:CITES]-(q:Paper)", users),
    )


def _entity(store: Store, node: Node, limit: int, users: int) -> EntityCard:
    code = store.query(
        f"MATCH (e:{node.label} {{id: $id}})<-[r:MENTIONS]-(p:Paper)-[s:MENTIONS]->(c:Repo) "
        "WHERE r.role = 'introduces' AND s.role = 'introduces' AND c.id <> $id "
        "RETURN DISTINCT c.id AS id ORDER BY id LIMIT $limit",
        {"id": node.id, "limit": limit},
    )
    repositories = nodes(store, (row[0] for row in code.rows))
    others = versions_of(store, node)
    return EntityCard(
        node,
        _properties(store, node),
        _papers(store, node, "r.role = 'introduces'", "coalesce(p.year, 9999), p.id", users),
        _papers(store, node, "r.role <> 'introduces'", _FIRST_USERS, users),
        _descendants(store, node, users),
        _together(store, node, limit),
        tuple(repositories.values()),
        others,
        papers_of_any(store, (node, *others)) if others else 0,
        _stated(store, node),
    )


def _stated(store: Store, node: Node) -> dict[str, int]:
    cypher = (
        f"MATCH (e:{node.label} {{id: $id}})<-[r:MENTIONS]-(:Paper) UNWIND r.roles AS role "
        "RETURN role, count(*) AS papers ORDER BY role"
    )
    papers = dict(store.query(cypher, {"id": node.id}).rows)
    return {role: papers[role] for role in TELLING if role in papers}


def _properties(store: Store, node: Node) -> dict[str, Any]:
    cypher = f"MATCH (n:{node.label} {{id: $id}}) RETURN properties(n)"
    [[found]] = store.query(cypher, {"id": node.id}).rows
    return {name: value for name, value in sorted(found.items()) if value is not None and value != []}


def _papers(store: Store, node: Node, where: str, order: str, limit: int) -> tuple[Mentioned, ...]:
    rows = store.query(
        f"MATCH (e:{node.label} {{id: $id}})<-[r:MENTIONS]-(p:Paper) WHERE {where} "
        f"RETURN p.id, {_MENTION} ORDER BY {order} LIMIT $limit",
        {"id": node.id, "limit": limit},
    ).rows
    return _mentioned(store, rows)


def _mentioned(store: Store, rows: Iterable[tuple[Any, ...]]) -> tuple[Mentioned, ...]:
    rows = list(rows)
    known = nodes(store, (row[0] for row in rows))
    return tuple(
        Mentioned(
            known[node],
            role,
            tuple(roles or ()),
            count or 0,
            confidence or 0,
            tuple(surfaces or ()),
            telling(quotes(evidence)),
        )
        for node, role, roles, count, confidence, surfaces, evidence in rows
    )


def _nearest(store: Store, node: Node, limit: int) -> tuple[Near, ...]:
    rows = store.query(
        "MATCH (p:Paper {id: $id})-[s:SIMILAR_TO]-(q:Paper) RETURN q.id, s.score, s.terms "
        "ORDER BY s.score DESC, q.id LIMIT $limit",
        {"id": node.id, "limit": limit},
    ).rows
    known = nodes(store, (row[0] for row in rows))
    return tuple(Near(known[other], score or 0, tuple(terms or ())) for other, score, terms in rows)


def _together(store: Store, node: Node, limit: int) -> tuple[Near, ...]:
    """
    Give what the same papers mention, by the cosine of the two sets of papers, which hubs do not lead.

    Families of methods, and what more than half of all papers mention, come last: they stand beside anything. What only
    one paper mentions beside the thing is left out where there is more; of families and hubs also where there is more of
    the others. Order and bound are those of `kg.export.facts` and of the page; a square, as it is exact, makes the same
    ties everywhere.
    """
    both = f"MATCH (e:{node.label} {{id: $id}})<-[:MENTIONS]-(p:Paper)-[:MENTIONS]->(o:Dataset|Method|Repo) "
    # There is hardly ever a paper to leave out: to look for them first takes half the time of collecting what each mentions.
    counted = "WITH p.id AS paper, count(*) AS things WHERE things > $most RETURN paper"
    large = [row[0] for row in store.query(both + counted, {"id": node.id, "most": MOST_TOGETHER}).rows]
    [[total]] = store.query("MATCH (p:Paper) RETURN count(*)").rows
    found: list[tuple[Any, ...]] = []
    for specific in (True, False):
        rows = store.query(
            f"{both}{'WHERE NOT p.id IN $large ' if large else ''}"
            "WITH o.id AS other, coalesce(o.papers, 1) AS papers, coalesce(o.family, false) AS family, "
            "count(*) AS shared WHERE other <> $id AND (NOT family AND 2 * papers <= $total) = $specific "
            "RETURN other, shared ORDER BY shared > 1 DESC, shared * shared * 1.0 / papers DESC, shared DESC, "
            "other LIMIT $limit",
            {"id": node.id, "total": total, "specific": specific, "limit": limit - len(found)}
            | ({"large": large} if large else {}),
        ).rows
        often = [row for row in rows if row[1] > 1]
        found += often if any(row[1] > 1 for row in found) else often or rows
        if len(found) == limit:
            break
    known = nodes(store, (row[0] for row in found))
    return tuple(
        Near(known[other], _cosine(shared, node.papers, known[other].papers), papers=shared)
        for other, shared in found
    )


def _cosine(shared: int, one: int | None, other: int | None) -> float:
    return round(min(shared / sqrt((one or shared) * (other or shared)), 1), 4)


def _citations(store: Store, node: Node, pattern: str, limit: int) -> tuple[Citation, ...]:
    rows = store.query(
        f"MATCH (p:Paper {{id: $id}}) MATCH {pattern} RETURN q.id, r.via, r.roles, r.confidence, r.evidence "
        "ORDER BY r.confidence DESC, q.id LIMIT $limit",
        {"id": node.id, "limit": limit},
    ).rows
    known = nodes(store, (row[0] for row in rows))
    return tuple(
        Citation(known[other], tuple(via or ()), tuple(roles or ()), confidence or 0, reasons(evidence))
        for other, via, roles, confidence, evidence in rows
    )


def _descendants(store: Store, node: Node, limit: int) -> tuple[Citation, ...]:
    """Give the papers that build on a paper introducing a thing, with what they say of this thing alone."""
    rows = store.query(
        f"MATCH (e:{node.label} {{id: $id}})<-[:MENTIONS {{role: 'introduces'}}]-(:Paper)<-[r:BUILDS_ON]-(q:Paper) "
        "WHERE e.name IN r.via RETURN q.id AS id, max(r.confidence) AS confidence, min(r.evidence) AS evidence "
        "ORDER BY confidence DESC, id LIMIT $limit",
        {"id": node.id, "limit": limit},
    ).rows
    known = nodes(store, (row[0] for row in rows))
    found = [
        (other, confidence, tuple(reason for reason in reasons(evidence) if reason.entity in ("", node.id)))
        for other, confidence, evidence in rows
    ]
    return tuple(
        Citation(known[other], (node.name,), _roles(why), confidence or 0, why)
        for other, confidence, why in found
    )


def _roles(why: Iterable[Reason]) -> tuple[str, ...]:
    """Give the finer roles that the citing paper's sentences state."""
    return tuple(sorted({role for one in why if one.mentioned for role in one.mentioned.roles}))


def _joined(store: Store, node: Node, pattern: str, limit: int) -> tuple[Node, ...]:
    rows = store.query(
        f"MATCH (p:Paper {{id: $id}}) MATCH {pattern} RETURN q.id ORDER BY q.id LIMIT $limit",
        {"id": node.id, "limit": limit},
    ).rows
    return tuple(nodes(store, (row[0] for row in rows)).values())
