"""The names of a thing, why each is one of them, and what was kept apart from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from kg.errors import NotFoundError, UsageError
from kg.explore.nodes import Node, candidates, chosen, find, is_guess, named
from kg.graph import label_of
from kg.model import Decision, Kind
from kg.resolve.reasons import why_apart
from kg.resolve.spelling import same, spelling_key
from kg.stores.base import Store

_LIKENESS = 80
"""Least likeness of a name that is told as a near miss, out of 100."""
_LONGEST_TAIL = 12
"""Letters that a longer name may have more to be told as one."""
_LONGEST = 200
"""Characters that a name in the graph has at most."""
_ACRONYM = re.compile(r"[A-Z]{2,}")
_MOST_NAMES = 8
"""Names of a thing for which near misses are looked for."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing, the reason why it is one, and the place that says so."""

    name: str
    rule: str
    of: str
    """The name that it was matched to."""
    score: float
    papers: int
    listings: tuple[str, ...]
    paper: str | None
    """Id of the paper that supports it best."""
    sentence: str | None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something else whose name is like it, and why it is something else."""

    id: str
    name: str
    papers: int
    why: str


@dataclass(frozen=True, slots=True)
class Names:
    """Everything about the names of a thing."""

    node: Node
    names: tuple[Name, ...]
    """All but the canonical one, in most papers first."""
    apart: tuple[NearMiss, ...]


def names(store: Store, text: str, *, near: int = 10) -> Names:
    """
    Give the names of a dataset or method, with the reasons, and up to `near` names that were kept apart.

    What a person decided to keep apart comes first.
    """
    node = thing(store, text)
    rows = store.ledger().filter(entity=node.id).iter_rows(named=True)
    found = sorted((_name(row) for row in rows), key=lambda one: (-one.papers, one.name))
    decided = _decided_apart(store, node)
    ids = {one.id for one in decided}
    apart = [*decided, *(one for one in _near_misses(store, node) if one.id not in ids)]
    return Names(node, tuple(found), tuple(apart[:near]))


def thing(store: Store, text: str) -> Node:
    """
    Give the dataset or method that a person means; a paper or repository of that name does not count.

    Raises NotFoundError where its name only has the same words: a decision about another thing would do harm.
    """
    found = [node for node in candidates(store, text) if node.label in ("Dataset", "Method")]
    if found:
        node = chosen(found, text)
        if is_guess(node, text):
            raise NotFoundError(f"no dataset or method is called {text!r}; nearest: {node.name} ({node.id})")
        return node
    node = find(store, text)  # says what is wrong
    raise UsageError(f"{node.id} is no dataset or method; only these have aliases")


def kind_of(node: Node) -> Kind:
    """Give the kind of a dataset or method."""
    return "dataset" if node.label == "Dataset" else "method"


def split(store: Store, text: str, variant: str) -> Decision:
    """Give the decision that a name of a thing stands for something else; raises UsageError where it is none."""
    node = thing(store, text)
    known = [name for name in (node.name, *node.aliases) if same(name) == same(variant)]
    if not known:
        if gone := [one for one in _decided_apart(store, node) if one.id in bearers(store, variant)]:
            raise UsageError(
                f"{variant!r} is a name of {gone[0].id}, which is kept apart from {node.id} already"
            )
        held = ", ".join(node.aliases) or "none"
        raise UsageError(f"{variant!r} is no name of {node.id}; its names besides {node.name!r}: {held}")
    exact = variant if variant in known else known[0]
    if same(exact) != same(node.name):
        return Decision("split", kind_of(node), node.name, exact)
    other = (
        text if text in node.aliases else next((one for one in node.aliases if same(one) != same(exact)), "")
    )
    first = node.name if exact != node.name else other
    if not first:
        raise UsageError(f"{node.id} has no other name than {variant!r}")
    if same(first) == same(exact):
        raise UsageError(
            f"{first!r} and {exact!r} differ in case, signs or plural alone, which is one name; name another"
        )
    return Decision("split", kind_of(node), first, exact)


def merge(store: Store, one: str, other: str) -> Decision:
    """Give the decision that two things are one; raises UsageError where they are already, or cannot be."""
    a, b = thing(store, one), thing(store, other)
    if a.id == b.id:
        raise UsageError(f"{one!r} and {other!r} are one thing already: {a.id}")
    if a.label != b.label:
        raise UsageError(
            f"{a.id} and {b.id} differ in kind; say first what they are, with kg aliases kind NAME KIND"
        )
    if a.name == b.name:
        raise UsageError(f"{a.id} and {b.id} have one name, {a.name!r}; a merge needs two names that differ")
    return Decision("merge", kind_of(a), a.name, b.name)


def kind(name: str, what: Literal["dataset", "method", "other"]) -> Decision:
    """Give the decision that a name is a dataset, a method, or neither; raises UsageError where there is no name."""
    name = " ".join(name.split())
    if not spelling_key(name):
        raise UsageError("there is no name to decide about; give one with letters or digits")
    if len(name) > _LONGEST:
        raise UsageError(f"{name[:40]!r}… is no name: longer than {_LONGEST} characters; give a shorter one")
    return Decision(what, "dataset" if what == "dataset" else "method", name)


def split_off(store: Store, decision: Decision) -> dict[str, list[str]]:
    """Give the things that bear a name that was split off, by id, with all their names: other spellings go with it."""
    apart = bearers(store, decision.other) if decision.verdict == "split" else {}
    return {node.id: sorted({node.name, *node.aliases}) for node in apart.values()}


def holds(store: Store, decision: Decision) -> bool:
    """Tell whether the graph is as a decision wants it; what no paper writes, or another decision, may prevent that."""
    one, other = (bearers(store, name) if name else {} for name in (decision.name, decision.other))
    if decision.verdict in ("merge", "split"):
        return bool(one.keys() & other.keys()) is (decision.verdict == "merge")
    kinds = {kind_of(node) for node in one.values()}
    return kinds == ({decision.kind} if decision.verdict != "other" else set())


def decisions_about(store: Store, name: str, other: str | None = None) -> list[Decision]:
    """Give the decisions about a name, or about two; raises NotFoundError where there are none."""
    known = store.decisions()
    wanted = [_all_names(store, text) for text in (name, other) if text]
    found = [
        one
        for one in known
        if all(names & {same(text) for text in (one.name, one.other) if text} for names in wanted)
    ]
    if not found:
        raise NotFoundError(f"nothing was decided about {name!r}; kg aliases list shows what was")
    return found


def _all_names(store: Store, text: str) -> set[str]:
    """Give the keys of a name and of the other names of the things that it means."""
    things = [node for node in candidates(store, text) if node.label in ("Dataset", "Method")]
    return {same(text), *(same(name) for node in things for name in (node.name, *node.aliases))}


def _name(row: dict[str, Any]) -> Name:
    place = orjson.loads(row["evidence"] or "{}")
    return Name(
        row["alias"],
        row["rule"],
        row["of"] or "",
        row["score"] or 0.0,
        row["papers"] or 0,
        tuple(row["listings"] or ()),
        place.get("paper"),
        place.get("sentence"),
    )


def bearers(store: Store, name: str) -> dict[str, Node]:
    """Give the datasets and methods of a name, by id."""
    return {node.id: node for node in named(store, name) if node.label in ("Dataset", "Method")}


def _decided_apart(store: Store, node: Node) -> list[NearMiss]:
    """Give what a person decided not to be this thing."""
    own = {same(name) for name in (node.name, *node.aliases)}
    splits = [one for one in store.decisions() if one.verdict == "split" and one.kind == kind_of(node)]
    found = {
        other.id: NearMiss(
            other.id, other.name, other.papers or 0, f"decided: split {one.name} | {one.other}"
        )
        for one in sorted(splits)
        for name, apart in ((one.name, one.other), (one.other, one.name))
        if same(name) in own
        for other in bearers(store, apart).values()
        if other.id != node.id
    }
    return list(found.values())


def _near_misses(store: Store, node: Node) -> list[NearMiss]:
    rows = [
        row
        for row in store.query("MATCH (n:Dataset|Method) RETURN n.id, n.name, n.papers ORDER BY n.id").rows
        if row[0] != node.id
    ]
    own = {spelling_key(name) for name in (node.name, *node.aliases)}
    keys = [spelling_key(row[1]) for row in rows]
    acronyms = [spelling_key(name) for name in (node.name, *node.aliases) if _ACRONYM.fullmatch(name)]
    close: dict[int, float] = {}
    for key in sorted(own, key=lambda one: (one != spelling_key(node.name), len(one), one))[:_MOST_NAMES]:
        for at, likeness in _close(key, keys):
            if any(keys[at] != one and keys[at].endswith(one) for one in acronyms):
                continue  # EGNN is one of many sorts of GNN, which nobody takes for it
            close[at] = max(likeness, close.get(at, 0))
    ranked = sorted(close.items(), key=lambda one: (-one[1], -(rows[one[0]][2] or 0), rows[one[0]][0]))
    return [
        NearMiss(identity, name, papers or 0, _why(node, identity, name))
        for identity, name, papers in (rows[at] for at, _ in ranked)
    ]


def _close(key: str, others: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Give the places of keys that are like a key, with their likeness."""
    from rapidfuzz import fuzz

    for at, other in enumerate(others):
        more = abs(len(other) - len(key))
        short, long = sorted((key, other), key=len)
        if len(short) >= 3 and more <= _LONGEST_TAIL and (long.startswith(short) or long.endswith(short)):
            yield at, 100 - more
        elif likeness := fuzz.ratio(key, other, score_cutoff=_LIKENESS):
            yield at, likeness


def _why(node: Node, other: str, name: str) -> str:
    if label_of(other) != node.label:
        return f"one is a {node.label.lower()}, the other a {label_of(other).lower()}"
    return why_apart(node.name, name)
