"""How two things are connected: the path between them that says most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import NotFoundError, UsageError
from kg.explore.cheapest import cheapest
from kg.explore.nodes import Node, find, nodes
from kg.graph.evidence import Quote, first_sentence
from kg.model import strongest
from kg.stores.base import Store
from kg.text.wording import counted, shortened

# What joins two papers, the most telling first, and what says why.
_LINKS = (
    ("CITES", "null AS terms, null AS roles, null AS evidence, null AS score"),
    ("BUILDS_ON", "r.via AS terms, r.roles AS roles, r.evidence AS evidence, null AS score"),
    ("SIMILAR_TO", "r.terms AS terms, null AS roles, null AS evidence, r.score AS score"),
)

_LONGEST = 60
"""Most characters of a name in a message."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a relationship, and why it is there."""

    start: Node
    end: Node
    type: str
    forward: bool
    """Whether the relationship leads from start to end."""
    role: str | None = None
    """Of a mention or an inferred citation, the role that says most."""
    quote: Quote | None = None
    """Where the paper names it; for an inferred citation, where the citing paper names what the other introduced."""
    terms: tuple[str, ...] = ()
    """Shared terms of similar papers, names of an inferred citation."""
    score: float | None = None
    """How similar two similar papers are, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path between two nodes; without steps where they are one."""

    start: Node
    end: Node
    steps: tuple[Step, ...]


def path(store: Store, a: str, b: str, max_steps: int = 6, *, similar: bool = True) -> Path:
    """
    Give the path between what two texts mean (see `find`) that says most, along relationships in either direction.

    It is the cheapest by `kg.graph.path_costs`: few steps, sentences that say what a paper does with a thing, things that few
    papers mention. Families of methods and papers that are only similar are the dearest; the latter are left out
    where `similar` is false.
    Raises UsageError where no step is allowed, NotFoundError where no path has at most `max_steps` steps.
    """
    if max_steps < 1:
        raise UsageError(f"a path of at most {max_steps} steps leads nowhere; allow 1 or more")
    start, end = find(store, a), find(store, b)
    if start.id == end.id:
        return Path(start, end, ())
    way = cheapest(store, start.id, end.id, max_steps, similar=similar)
    if not way:
        fewer = "" if similar else " by what texts and sources state"
        raise NotFoundError(
            f"no path of at most {counted(max_steps, 'step')} joins {_called(start)} and {_called(end)}{fewer}; "
            f"allow more (--steps){'' if similar else ', or leave out --without-similar'}"
        )
    known = nodes(store, way)
    return Path(start, end, tuple(_step(store, known[one], known[other]) for one, other in pairwise(way)))


def _called(node: Node) -> str:
    return f"{shortened(node.name, _LONGEST)!r} ({node.id})"


def _step(store: Store, start: Node, end: Node) -> Step:
    if start.label == end.label:
        return next(_links(store, start, end))
    paper, entity = (start, end) if start.label == "Paper" else (end, start)
    cypher = f"MATCH (:Paper {{id: $paper}})-[r:MENTIONS]->(:{entity.label} {{id: $entity}}) RETURN r.role, r.roles, r.evidence"
    [[role, roles, evidence]] = store.query(cypher, {"paper": paper.id, "entity": entity.id}).rows
    told = role if role == "introduces" else strongest(roles or ())
    return Step(start, end, "MENTIONS", paper is start, told, first_sentence(evidence))


def _links(store: Store, start: Node, end: Node) -> Iterator[Step]:
    """Give the links between two papers, the most informative first."""
    for kind, why in _LINKS:
        for forward in (True, False):
            source, target = (start, end) if forward else (end, start)
            cypher = f"MATCH (:Paper {{id: $source}})-[r:{kind}]->(:Paper {{id: $target}}) RETURN {why}"
            rows = store.query(cypher, {"source": source.id, "target": target.id}).rows
            for terms, roles, evidence, score in rows:
                quote = first_sentence(evidence)
                role = strongest(roles or ()) if kind == "BUILDS_ON" else None
                yield Step(start, end, kind, forward, role, quote, tuple(terms or ()), score)
