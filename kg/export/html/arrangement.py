"""Position and size of each node in the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.export.html.content import Content
from kg.export.topics import Topics

_TOGETHER = 4.0
"""Factor of the attraction within one topic, so that topics are apart."""


@dataclass(frozen=True)
class Arrangement:
    """The picture: radius and position of each node."""

    sizes: list[float]
    places: list[list[int]]


def arrange(shown: Content, found: Topics) -> Arrangement:
    """Give the arrangement of everything that a page shows, of a graph with these topics: the same for the same graph."""
    from kg.export.layout import layout

    sizes = [_size(node) for node in shown.nodes]
    entries = found.pull.tocoo()
    topic_of = np.array(found.of, dtype=np.intp)
    same = (topic_of[entries.row] == topic_of[entries.col]) & (topic_of[entries.row] >= 0)
    entries.data = entries.data * np.where(same, _TOGETHER, 1.0)
    places: list[list[int]] = layout(np.array(sizes), entries.tocsr()).astype(int).tolist()
    return Arrangement(sizes, places)


def _size(node: dict[str, Any]) -> float:
    """Give the radius of a node: its area grows with its links; papers, which are many, stay smaller."""
    scale = 2.6 if node["kind"] == "Paper" else 4.6
    return float(round(min(3.5 + scale * node["links"] ** 0.5, 44), 1))
