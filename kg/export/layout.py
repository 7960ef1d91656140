"""
Positions of nodes, computed before the page is written, so that a browser has nothing to settle.

Each connected part is laid out by itself: large ones by the t-SNE optimiser with the graph itself as affinities
(Kruiger et al. 2017, "Graph layouts by t-SNE"), small ones by Kamada and Kawai (1989). Then overlaps are pushed
apart, and the parts are packed in rings around the largest. Everything runs on one thread from fixed starts, so
the same graph gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Array = npt.NDArray[np.float64]

_SMALL = 80
"""Up to here Kamada-Kawai takes well under a second and shows symmetries that t-SNE does not."""
_BARNES_HUT = 3000
"""Up to here Barnes-Hut beats the interpolation by FFT, whose cost hardly depends on the number of nodes."""
_GAP = 14.0
"""Free space between two nodes, in the unit of the radii."""


def layout(radii: Array, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp], weights: Array) -> Array:
    """
    Give a position for every node, centred on 0, in the unit of the radii (shape: nodes x 2, whole numbers).

    Links pull by their weight, in either direction; parallel links add up. Nodes do not overlap.
    """
    count = len(radii)
    if count == 0:
        return np.zeros((0, 2))
    pull = sparse.coo_matrix((weights, (starts, ends)), shape=(count, count)).tocsr()
    pull = (pull + pull.T).tocsr()
    pull.setdiag(0)
    pull.eliminate_zeros()
    groups = list(_components(pull))
    parts = [_laid_out(pull[group][:, group], radii[group]) for group in groups]
    positions = np.zeros((count, 2))
    for group, points, centre in zip(groups, parts, _packed(parts, [radii[g] for g in groups]), strict=True):
        positions[group] = points + centre
    return np.round(positions)


def _components(pull: Any) -> Iterator[npt.NDArray[np.intp]]:
    """Give the members of each connected part, the largest part first, then by the first member."""
    from scipy.sparse.csgraph import connected_components

    _, label = connected_components(pull, directed=False)
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    yield from sorted(groups, key=lambda group: (-len(group), group[0]))


def _laid_out(pull: Any, radii: Array) -> Array:
    """Give the positions of one connected part, centred, without overlaps."""
    count = len(radii)
    if count == 1:
        return np.zeros((1, 2))
    points = _kamada_kawai(pull) if count <= _SMALL else _graph_tsne(pull)
    spread = _apart(_spaced(points, radii), radii)
    middle: Array = (spread.max(axis=0) + spread.min(axis=0)) / 2
    return spread - middle


def _kamada_kawai(pull: Any) -> Array:
    import networkx as nx

    graph = nx.from_scipy_sparse_array(pull)
    found = nx.kamada_kawai_layout(graph, weight=None)
    return np.array([found[node] for node in range(len(graph))])


def _graph_tsne(pull: Any) -> Array:
    """Optimise positions by t-SNE's objective with the links as affinities, hubs damped by their degree."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import Affinities

    class Links(Affinities):  # type: ignore[misc]
        def __init__(self, matrix: Any) -> None:
            self.P = matrix
            self.verbose = False

        def to_new(self, *_args: Any, **_options: Any) -> Any:
            raise NotImplementedError

    count = pull.shape[0]
    damp = sparse.diags(np.asarray(pull.sum(axis=1)).ravel() ** -0.5)
    affinities = (damp @ pull @ damp).tocsr()
    embedding = TSNEEmbedding(
        _start(affinities),
        Links(affinities / affinities.sum()),
        negative_gradient_method="bh" if count <= _BARNES_HUT else "fft",
        n_jobs=1,
        learning_rate=max(200.0, count / 12),
    )
    embedding = embedding.optimize(100, exaggeration=12, momentum=0.5)
    return np.asarray(embedding.optimize(250, exaggeration=2, momentum=0.8), dtype=np.float64)


def _start(affinities: Any) -> Array:
    """Give starting positions that already hold the coarse structure: two leading singular vectors."""
    from sklearn.decomposition import TruncatedSVD

    count = affinities.shape[0]
    points = TruncatedSVD(2, n_iter=5, random_state=0).fit_transform(affinities + sparse.eye(count) * 0.5)
    noise = np.random.default_rng(0).normal(0, 1e-6, (count, 2))
    return np.asarray(points / max(points[:, 0].std(), 1e-12) * 1e-4 + noise)


def _spaced(points: Array, radii: Array) -> Array:
    """Scale positions so that the disc over which they spread has room for all nodes and for names."""
    points = points - points.mean(axis=0)
    cell = 2 * float(radii.mean()) + _GAP
    reach = cell * np.sqrt(_room(len(points)) * len(points) / np.pi)
    spread = float(np.sqrt((points**2).sum(axis=1).mean()))
    scaled: Array = points * (reach / np.sqrt(2) / max(spread, 1e-9))
    return scaled


def _room(count: int) -> float:
    """Give how many times the room of the nodes themselves they get: in a small picture every name has a place."""
    return 3 + 300 / (count + 30)


def _apart(points: Array, radii: Array, rounds: int = 60) -> Array:
    """Push overlapping nodes apart along the line between them, until none is left or rounds are over."""
    from scipy.spatial import cKDTree

    points = points + np.random.default_rng(0).normal(0, 1e-3, points.shape)
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(2 * float(radii.max()) + _GAP, output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        gap = points[other] - points[one]
        distance = np.hypot(gap[:, 0], gap[:, 1])
        missing = radii[one] + radii[other] + _GAP - distance
        close = missing > 0
        if not close.any():
            break
        push = gap[close] / np.maximum(distance[close], 1e-9)[:, None] * (missing[close] * 0.52)[:, None]
        np.add.at(points, one[close], -push)
        np.add.at(points, other[close], push)
    return points


def _packed(parts: list[Array], radii: list[Array]) -> list[Array]:
    """Give the centre of each part: the first in the middle, the others in rings around it, the widest first."""
    gap = _GAP * np.sqrt(_room(sum(map(len, radii))) / 3)
    reach = [
        float((np.hypot(part[:, 0], part[:, 1]) + radius).max()) + gap / 2
        for part, radius in zip(parts, radii, strict=True)
    ]
    centres = [np.zeros(2)] * len(parts)
    inner = reach[0]
    waiting = sorted(range(1, len(parts)), key=lambda number: -reach[number])
    while waiting:
        away = inner + reach[waiting[0]]
        steps = np.cumsum([_angle(reach[number], away) for number in waiting])
        fitting = max(1, int(np.searchsorted(steps, 2 * np.pi, side="right")))
        spare = (2 * np.pi - float(steps[fitting - 1])) / fitting
        for place, number in enumerate(waiting[:fitting]):
            middle = float(steps[place]) - _angle(reach[number], away) / 2 + spare * (place + 0.5)
            centres[number] = np.array([np.cos(middle), np.sin(middle)]) * away
        inner, waiting = away + reach[waiting[0]], waiting[fitting:]
    return centres


def _angle(reach: float, away: float) -> float:
    """Give the angle that a disc takes, seen from a point that far away from its centre."""
    return 2 * float(np.arcsin(min(1.0, reach / away)))
