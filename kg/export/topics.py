"""
The topics of a graph: communities of nodes that have much in common, and names for each.

A large topic has parts, found in the same way among its own nodes and named by what tells them from one another.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from kg.export import clusters
from kg.export.labels import phrase, short
from kg.export.part import by_importance
from kg.export.subjects import Name, names
from kg.graph import Graph
from kg.text.display import shown

PULL = {"MENTIONS": 1.0, "SIMILAR_TO": 3.0, "BUILDS_ON": 1.0, "CITES": 1.0}
"""Attraction of the nodes of each type of link; that of similarity is multiplied by the score, mostly 0.1 to 0.3."""
_LARGE = 150
"""Papers of a topic beyond which it has parts."""
_SMALLEST = 5
"""Fewest papers of a part."""


@dataclass(frozen=True)
class Part:
    """Papers of a topic that have still more in common, the most important first, and names for them."""

    names: list[Name]
    papers: list[int]


@dataclass(frozen=True)
class Topic:
    """Names of a topic, the most telling first, each with how many of its papers have it; its papers and its parts."""

    names: list[Name]
    papers: list[int]
    parts: list[Part]


@dataclass(frozen=True)
class Topics:
    """The topics of a graph, the largest first. Nodes go by their place in the order of importance."""

    order: list[str]
    """Ids of the nodes, the most important first."""
    of: list[int]
    """Index of the topic of each node, -1 for none."""
    topics: list[Topic]
    pull: Any
    """How strongly nodes attract each other: see `kg.export.clusters.affinities`."""


@dataclass(frozen=True)
class _Told:
    """What papers say, by their places: title and abstract, the things that they mention, and what makes two alike."""

    texts: Mapping[int, tuple[str, str]]
    things: Mapping[int, Sequence[str]]
    alike: Mapping[int, Sequence[tuple[int, Sequence[str]]]]


def topics(graph: Graph) -> Topics:
    """Give the topics of a graph: the same for the same graph."""
    order = by_importance(graph)
    place = {node: number for number, node in enumerate(order)}
    told = _told(graph, place)
    pull = _attraction(graph, place)
    papers = np.zeros(len(order), dtype=bool)
    papers[list(told.texts)] = True
    of = clusters.communities(pull, papers)
    groups = _groups(of, papers)
    found = [
        Topic(called, groups[number], _parts(called, pull, np.flatnonzero(of == number), papers, told))
        for number, called in _names(groups, told).items()
    ]
    return Topics(order, of.tolist(), found, pull)


def _attraction(graph: Graph, place: Mapping[str, int]) -> Any:
    starts, ends, weights = [], [], []
    for kind, rows in graph.relationships.items():
        for row in rows.select(pl.col("^(start|end|score)$")).iter_rows(named=True):
            if row["start"] in place and row["end"] in place:
                starts.append(place[row["start"]])
                ends.append(place[row["end"]])
                weights.append(PULL[kind] * _strength(row.get("score")))
    return clusters.affinities(
        len(place),
        np.array(starts, dtype=np.intp),
        np.array(ends, dtype=np.intp),
        np.array(weights, dtype=float),
    )


def _strength(score: float | None) -> float:
    """Give how similar two papers are, from 0 to 1; other links have no score and are whole."""
    if score is None or not math.isfinite(score):
        return 1.0
    return min(1.0, max(0.0, round(score, 3)))


def _told(graph: Graph, place: Mapping[str, int]) -> _Told:
    texts = {
        place[paper]: (shown(title or paper), shown(abstract or ""))
        for paper, title, abstract in graph.nodes["Paper"].select("id", "title", "abstract").iter_rows()
    }
    called = {
        node: name or node
        for label in ("Dataset", "Method")
        for node, name in graph.nodes[label].select("id", "name").iter_rows()
    }
    things: dict[int, list[str]] = defaultdict(list)
    for paper, thing in graph.relationships["MENTIONS"].select("start", "end").iter_rows():
        if paper in place and thing in called:
            things[place[paper]].append(called[thing])
    alike: dict[int, list[tuple[int, Sequence[str]]]] = defaultdict(list)
    for one, other, terms in graph.relationships["SIMILAR_TO"].select("start", "end", "terms").iter_rows():
        if one in place and other in place:
            alike[place[one]].append((place[other], terms or ()))
    return _Told(texts, things, alike)


def _groups(of: Any, papers: Any) -> dict[int, list[int]]:
    """Give the papers of each community, the most important first."""
    groups: dict[int, list[int]] = {number: [] for number in range(of.max(initial=-1) + 1)}
    for paper in np.flatnonzero(papers & (of >= 0)).tolist():
        groups[int(of[paper])].append(paper)
    return groups


def _parts(called: Sequence[Name], pull: Any, members: Any, papers: Any, told: _Told) -> list[Part]:
    """Give the parts of a topic of these names and members, the largest first, by names that are not its own."""
    if papers[members].sum() <= _LARGE:
        return []
    inside = _groups(clusters.communities(pull[members][:, members], papers[members]), papers[members])
    groups = {number: members[group].tolist() for number, group in inside.items() if len(group) >= _SMALLEST}
    own = {name for name, _ in called}
    return [
        Part([one for one in found if one[0] not in own] or found, groups[number])
        for number, found in _names(groups, told).items()
    ]


def _names(groups: Mapping[int, Sequence[int]], told: _Told) -> dict[int, list[Name]]:
    """
    Give the names of groups of papers: words and things that they share, else the words that make them alike.

    A group whose papers share none of these is called by its most important paper.
    """
    group_of = {paper: number for number, group in groups.items() for paper in group}
    things = [(paper, name) for paper in group_of for name in told.things.get(paper, ())]
    terms = {
        (paper, term)
        for one, number in group_of.items()
        for other, shared in told.alike.get(one, ())
        if group_of.get(other) == number
        for paper in (one, other)
        for term in shared
    }
    by_names = names(groups, told.texts, things)
    by_terms = clusters.words(groups, terms)
    having = Counter((group_of[paper], term) for paper, term in terms)
    return {
        number: [(phrase(name), papers) for name, papers in by_names[number]]
        or [(phrase(term), having[number, term]) for term in by_terms[number]]
        or [(short(told.texts[group[0]][0]), 1)]
        for number, group in groups.items()
    }
