"""Position, size and topic of each node in the picture."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.export import clusters
from kg.export.html.content import Content
from kg.export.labels import short
from kg.export.subjects import phrases
from kg.ids import fold_name
from kg.words import singular

PULL = {"MENTIONS": 1.0, "SIMILAR_TO": 3.0, "BUILDS_ON": 1.0, "CITES": 1.0}
"""Attraction of the nodes of each type of link; that of similarity is multiplied by the score, mostly 0.1 to 0.3."""
_TOGETHER = 4.0
"""Factor of the attraction within one topic, so that topics are apart."""


@dataclass(frozen=True)
class Arrangement:
    """The picture: radius, position and topic of each node, and the words for each topic."""

    sizes: list[float]
    places: list[list[int]]
    topic_of: list[int]
    """Index of the topic of each node, -1 for none."""
    topics: list[list[str]]
    """Phrases that tell a topic from the others, the most telling first."""


def arrange(shown: Content) -> Arrangement:
    """Give the arrangement of everything that a page shows: the same for the same graph."""
    from kg.export.layout import layout

    sizes = [_size(node) for node in shown.nodes]
    ends = np.array(shown.ends, dtype=np.intp).reshape(-1, 2)
    weights = np.array([_pull(edge) for edge in shown.edges], dtype=np.float64)
    pull = clusters.affinities(len(sizes), ends[:, 0], ends[:, 1], weights)
    topic_of = clusters.communities(pull, [node["kind"] == "Paper" for node in shown.nodes])
    entries = pull.tocoo()
    same = (topic_of[entries.row] == topic_of[entries.col]) & (topic_of[entries.row] >= 0)
    entries.data = entries.data * np.where(same, _TOGETHER, 1.0)
    places: list[list[int]] = layout(np.array(sizes), entries.tocsr()).astype(int).tolist()
    return Arrangement(sizes, places, topic_of.tolist(), _topics(shown, topic_of.tolist()))


def _pull(edge: dict[str, Any]) -> float:
    return PULL[edge["type"]] * min(1.0, max(0.0, float(edge.get("score", 1.0))))


def _size(node: dict[str, Any]) -> float:
    """Give the radius of a node: its area grows with its links; papers, which are many, stay smaller."""
    scale = 2.6 if node["kind"] == "Paper" else 4.6
    return float(round(min(3.5 + scale * node["links"] ** 0.5, 44), 1))


def _topics(shown: Content, topic_of: list[int]) -> list[list[str]]:
    """
    Give the words for each topic: phrases of its papers, else the things that they share or the words that make them alike.

    A topic whose papers share none of these is called by its most important paper.
    """
    papers = defaultdict(list)
    for number, node in enumerate(shown.nodes):
        if node["kind"] == "Paper" and topic_of[number] >= 0:
            papers[topic_of[number]].append(number)
    things, terms = [], []
    for (start, end), edge in zip(shown.ends, shown.edges, strict=True):
        if edge["type"] == "MENTIONS" and shown.nodes[end]["kind"] != "Repo":
            things.append((start, short(shown.nodes[end]["name"])))
        elif edge["type"] == "SIMILAR_TO" and topic_of[start] == topic_of[end]:
            terms += [(paper, short(term)) for paper in (start, end) for term in edge.get("terms", ())]
    texts = {
        paper: (shown.nodes[paper]["name"], shown.nodes[paper].get("abstract") or "")
        for members in papers.values()
        for paper in members
    }
    known = {
        fold_name(singular(name.lower()))
        for node in shown.nodes
        if node["kind"] in ("Dataset", "Method")
        for name in (node["name"], *node.get("aliases", ()))
        if " " not in name
    }
    by_phrases = {topic: list(map(short, found)) for topic, found in phrases(papers, texts, known).items()}
    by_things, by_terms = clusters.words(papers, things), clusters.words(papers, terms)
    return [
        by_phrases[topic]
        or by_things[topic]
        or by_terms[topic]
        or [short(shown.nodes[papers[topic][0]]["name"])]
        for topic in sorted(papers)
    ]
