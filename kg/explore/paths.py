"""How two things are connected: the shortest path between them that is informative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import Any, TypeAlias

from kg.errors import NotFoundError, UsageError
from kg.evidence import Quote, first_sentence
from kg.explore.nodes import Node, find, nodes
from kg.graph import label_of
from kg.model import strongest
from kg.stores.base import Store
from kg.wording import counted

_HUB = 100
"""Most papers of a thing on a path: one that more papers mention, like a family of methods, connects nearly everything."""
_DETOUR = 2
"""How many more steps a path may take to avoid hubs, or papers that are only similar."""
_TRIES = ((False, False), (True, False), (False, True), (True, True))
"""Whether a path may go through hubs and by similarity, the most informative first."""
_FEW = 500
"""Most ids for which testing every row of a table is faster than a join."""
_DEGREE = 20
"""About how many relationships a paper has."""

_Hops: TypeAlias = Sequence[tuple[str, str, str]]
_HOPS = (
    ("Paper", "-[:MENTIONS]->(m:Dataset|Method|Repo)", "m.papers AS papers, m.family AS family"),
    ("Paper", "-[:BUILDS_ON|CITES]-(m:Paper)", "null AS papers, false AS family"),
    ("Dataset", "<-[:MENTIONS]-(m:Paper)", "null AS papers, false AS family"),
    ("Method", "<-[:MENTIONS]-(m:Paper)", "null AS papers, false AS family"),
    ("Repo", "<-[:MENTIONS]-(m:Paper)", "null AS papers, false AS family"),
)
"""The relationships that some text or source states, from a label, and, of the node reached, its papers and whether it is a family."""
_SIMILAR_HOPS = (*_HOPS, ("Paper", "-[:SIMILAR_TO]-(m:Paper)", "null AS papers, false AS family"))
"""All relationships."""

# What joins two papers, the most telling first, and what says why.
_LINKS = (
    ("CITES", "null AS terms, null AS roles, null AS evidence"),
    ("BUILDS_ON", "r.via AS terms, r.roles AS roles, r.evidence AS evidence"),
    ("SIMILAR_TO", "r.terms AS terms, null AS roles, null AS evidence"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a relationship, and why it is there."""

    start: Node
    end: Node
    type: str
    forward: bool
    """Whether the relationship leads from start to end."""
    role: str | None = None
    """Of a mention, or the strongest of an inferred citation."""
    quote: Quote | None = None
    """Where the paper names it; for an inferred citation, where the citing paper names what the other introduced."""
    terms: tuple[str, ...] = ()
    """Shared terms of similar papers, names of an inferred citation."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path between two nodes; without steps where they are one."""

    start: Node
    end: Node
    steps: tuple[Step, ...]


@dataclass
class _Side:
    """What has been reached from one end."""

    reached: dict[str, tuple[int, str]]
    """For each node the cost of the way to it, and its predecessor; an end is its own predecessor."""
    frontier: list[str]
    """What was reached last."""
    rows: int
    """About how many relationships the frontier has."""

    @classmethod
    def at(cls, end: Node) -> _Side:
        """Give the side before its first step: the end alone, reached at no cost."""
        return cls({end.id: (0, end.id)}, [end.id], _DEGREE if end.papers is None else end.papers)

    def way(self, node: str) -> list[str]:
        """Give the nodes from a node reached back to the end."""
        way = [node]
        while (before := self.reached[way[-1]][1]) != way[-1]:
            way.append(before)
        return way


def path(store: Store, a: str, b: str, max_steps: int = 6, *, similar: bool = True) -> Path:
    """
    Give a shortest path between what two texts mean (see `find`), along relationships in either direction.

    Of paths of one length it is the one over the most specific things. A path through a family of methods, or
    another thing that very many papers mention, is given only where no other is at most two steps longer; so is one
    through papers that are only similar, and never where `similar` is false.
    Raises UsageError where no step is allowed, NotFoundError where no path has at most `max_steps` steps.
    """
    if max_steps < 1:
        raise UsageError(f"a path of at most {max_steps} steps leads nowhere; allow 1 or more")
    start, end = find(store, a), find(store, b)
    if start.id == end.id:
        return Path(start, end, ())
    way: list[str] = []
    for hubs, alike in _TRIES:
        most = min(max_steps, len(way) - 2 - _DETOUR) if way else max_steps
        if most > hubs and similar >= alike:  # a path through a hub has two steps at least
            way = _way(store, start, end, most, hubs=hubs, hops=_SIMILAR_HOPS if alike else _HOPS) or way
    if not way:
        fewer = "" if similar else " by what texts and sources state"
        raise NotFoundError(
            f"no path of at most {counted(max_steps, 'step')} joins {start.id} and {end.id}{fewer}; "
            f"allow more (--steps){'' if similar else ', or leave out --without-similar'}"
        )
    known = nodes(store, way)
    return Path(start, end, tuple(_step(store, known[one], known[other]) for one, other in pairwise(way)))


def _way(store: Store, start: Node, end: Node, max_steps: int, *, hubs: bool, hops: _Hops) -> list[str]:
    """Give the nodes of the best path, or none: breadth-first search from both ends, always from the smaller frontier."""
    sides = _Side.at(start), _Side.at(end)
    for _ in range(max_steps):
        if not all(side.frontier for side in sides):
            break
        near, far = sorted(sides, key=lambda side: side.rows)
        own = _advance(store, near, far.frontier, hubs=hubs, hops=hops)
        if met := [node for node in near.frontier if node in far.reached]:
            best = min(met, key=lambda node: (near.reached[node][0] + far.reached[node][0] - own[node], node))
            return sides[0].way(best)[::-1] + sides[1].way(best)[1:]
    return []


def _advance(store: Store, side: _Side, goal: Sequence[str], *, hubs: bool, hops: _Hops) -> dict[str, int]:
    """
    Advance one step, through hubs only where that is allowed or the goal is one; gives the cost of each new node.

    A node on the way costs the logarithm of how many papers mention it, a paper as much as a thing that seven do.
    """
    allowed = set(goal)
    own: dict[str, int] = {}
    ways: dict[str, tuple[int, str]] = {}
    side.rows = 0
    for source, target, papers, family in _reached(store, side.frontier, hops):
        hub = family or (papers or 0) > _HUB
        if target in side.reached or (hub and not hubs and target not in allowed):
            continue
        if target not in own:
            own[target] = round(1000 * log2(1 + (7 if papers is None else papers)))
            side.rows += _DEGREE if papers is None else papers
        way = (side.reached[source][0] + own[target], source)
        ways[target] = min(ways.get(target, way), way)
    side.reached |= ways
    side.frontier = sorted(ways)
    return own


def _reached(store: Store, frontier: Sequence[str], hops: _Hops) -> Iterator[tuple[Any, ...]]:
    """Give the relationships of some nodes: the node, the one at the other end, its papers, whether it is a family."""
    for label, pattern, about in hops:
        ids = [node for node in frontier if label_of(node) == label]
        if len(ids) > _FEW:
            cypher = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}){pattern} RETURN id, m.id, {about}"
        else:
            cypher = f"MATCH (n:{label}){pattern} WHERE n.id IN $ids RETURN n.id, m.id, {about}"
        if ids:
            yield from store.query(cypher, {"ids": ids}).rows


def _step(store: Store, start: Node, end: Node) -> Step:
    if start.label == end.label:
        return next(_links(store, start, end))
    paper, entity = (start, end) if start.label == "Paper" else (end, start)
    cypher = f"MATCH (:Paper {{id: $paper}})-[r:MENTIONS]->(:{entity.label} {{id: $entity}}) RETURN r.role, r.evidence"
    [[role, evidence]] = store.query(cypher, {"paper": paper.id, "entity": entity.id}).rows
    return Step(start, end, "MENTIONS", paper is start, role, first_sentence(evidence))


def _links(store: Store, start: Node, end: Node) -> Iterator[Step]:
    """Give the links between two papers, the most informative first."""
    for kind, why in _LINKS:
        for forward in (True, False):
            source, target = (start, end) if forward else (end, start)
            cypher = f"MATCH (:Paper {{id: $source}})-[r:{kind}]->(:Paper {{id: $target}}) RETURN {why}"
            for terms, roles, evidence in store.query(
                cypher, {"source": source.id, "target": target.id}
            ).rows:
                quote = first_sentence(evidence)
                role = strongest(roles or ()) if kind == "BUILDS_ON" else None
                yield Step(start, end, kind, forward, role, quote, tuple(terms or ()))
