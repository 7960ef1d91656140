"""
Positions of nodes, computed before the page is written, so that a browser has nothing to settle.

Each connected part is laid out by itself: large ones by the t-SNE optimiser with the graph itself as affinities
(Kruiger et al. 2017, "Graph layouts by t-SNE"), small ones by Kamada and Kawai (1989). Nodes with a single link
are left out of that and set around the node that they belong to. Then overlaps are pushed apart, and the parts are
packed around the largest. Everything runs on one thread from fixed starts, so the same graph gives the same numbers.
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
_LEAF_GAP = 6.0
"""The same between nodes around their only neighbour."""
_WIDER = 1.15
"""How much wider than they come out parts are made, and how much lower."""


_CORNERS = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]], dtype=float)


def layout(radii: Array, pull: Any) -> Array:
    """
    Give a position for every node, centred on 0, in the unit of the radii (shape: nodes x 2, whole numbers).

    `pull` says how strongly nodes draw each other together: a symmetric sparse matrix, nodes x nodes, without a
    diagonal. Nodes do not overlap. Each connected part is wider than high, as screens are.
    """
    count = len(radii)
    if count == 0:
        return np.zeros((0, 2))
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
    leaves = _leaves(pull)
    core = np.flatnonzero(~np.isin(np.arange(count), list(leaves)))
    around: dict[int, list[int]] = {}
    for leaf, neighbour in sorted(leaves.items(), key=lambda pair: (-radii[pair[0]], pair[0])):
        around.setdefault(neighbour, []).append(leaf)
    rings = {node: _rings(radii[node], radii[near]) for node, near in around.items()}
    reach = np.array([rings[node][1] if node in rings else radii[node] for node in core.tolist()])
    placed = _apart(_spaced(_wide(_even(_core(pull[core][:, core]))), reach), reach)
    points = np.zeros((count, 2))
    points[core] = placed
    for node, near in around.items():
        points[near] = points[node] + _turned(rings[node][0], points[node])
    middle: Array = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle


def _leaves(pull: Any) -> dict[int, int]:
    """Give the nodes with a single neighbour, each with that neighbour; of two that have only each other, the second."""
    degrees = np.diff(pull.indptr)
    return {
        int(node): int(neighbour)
        for node, neighbour in zip(np.flatnonzero(degrees == 1), pull[degrees == 1].indices, strict=True)
        if degrees[neighbour] > 1 or neighbour < node
    }


def _rings(inner: float, leaves: Array) -> tuple[Array, float]:
    """Give places around a node for its leaves, the largest nearest, and how far the outermost reaches."""
    places, away, done = np.zeros((len(leaves), 2)), inner, 0
    while done < len(leaves):
        wide = 2 * leaves[done] + _LEAF_GAP
        away += wide if done else leaves[done] + 2 * _LEAF_GAP
        fitting = min(len(leaves) - done, max(1, int(2 * np.pi * away / wide)))
        last_ring = done + fitting == len(leaves)
        step = min(2 * np.pi / fitting, 2.5 * wide / away) if last_ring else 2 * np.pi / fitting
        angles = (np.arange(fitting) - (fitting - 1) / 2) * step
        places[done : done + fitting] = np.column_stack([np.cos(angles), np.sin(angles)]) * away
        done += fitting
    return places, float(away + leaves[-1])


def _turned(places: Array, outward: Array) -> Array:
    """Turn places so that the first direction points outward, away from the middle of the picture."""
    length = float(np.hypot(*outward))
    cos, sin = outward / length if length else (1.0, 0.0)
    turned: Array = places @ np.array([[cos, sin], [-sin, cos]])
    return turned


def _core(pull: Any) -> Array:
    count = pull.shape[0]
    if count == 1:
        return np.zeros((1, 2))
    return _kamada_kawai(pull) if count <= _SMALL else _graph_tsne(pull)


def _kamada_kawai(pull: Any) -> Array:
    import networkx as nx

    graph = nx.from_scipy_sparse_array(pull)
    found = nx.kamada_kawai_layout(graph, weight=None)
    return np.array([found[node] for node in range(len(graph))])


def _graph_tsne(pull: Any) -> Array:
    """Optimise positions by t-SNE's objective with the links as affinities."""
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import Affinities

    class Links(Affinities):  # type: ignore[misc]
        """Affinities that are given, instead of computed from vectors."""

        def __init__(self, matrix: Any) -> None:
            self.P = matrix
            self.verbose = False

        def to_new(self, *_args: Any, **_options: Any) -> Any:
            """Raise NotImplementedError: no points are added to a finished layout."""
            raise NotImplementedError

    count = pull.shape[0]
    large = count > _BARNES_HUT
    embedding = TSNEEmbedding(
        _start(pull),
        Links((pull / pull.sum()).tocsr()),
        negative_gradient_method="fft" if large else "bh",
        n_jobs=1,
        learning_rate=max(min(200.0, count), count / 12),
    )
    embedding = embedding.optimize(100 if large else 150, exaggeration=12, momentum=0.5)
    return np.asarray(
        embedding.optimize(150 if large else 250, exaggeration=1, momentum=0.8), dtype=np.float64
    )


def _start(pull: Any) -> Array:
    """Give starting positions that already hold the coarse structure: two leading singular vectors."""
    from sklearn.decomposition import TruncatedSVD

    count = pull.shape[0]
    points = TruncatedSVD(2, n_iter=5, random_state=0).fit_transform(pull + sparse.eye(count) * 0.5)
    noise = np.random.default_rng(0).normal(0, 1e-6, (count, 2))
    return np.asarray(points / max(points[:, 0].std(), 1e-12) * 1e-4 + noise)


def _even(points: Array) -> Array:
    """Draw in what lies far out: distances from the middle become half what they are, half their rank."""
    points = points - np.median(points, axis=0)
    away = np.hypot(points[:, 0], points[:, 1])
    ranks = np.sqrt((np.argsort(np.argsort(away, kind="stable")) + 0.5) / len(points))
    even = (away / max(np.quantile(away, 0.9), 1e-9) + ranks) / 2
    result: Array = points * (even / np.maximum(away, 1e-9))[:, None]
    return result


def _wide(points: Array) -> Array:
    """Turn positions so that they spread most from left to right, and widen them a little more."""
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    # Either sign is an axis; this one is always taken.
    axes = axes * np.where(axes.sum(axis=1) < 0, -1, 1)[:, None]
    turned: Array = points @ axes.T
    wide: Array = turned * np.array([_WIDER, 1 / _WIDER])
    return wide


def _spaced(points: Array, radii: Array) -> Array:
    """Scale positions so that the disc over which they spread has room for all nodes and for names."""
    points = points - points.mean(axis=0)
    cells = float(((2 * radii + _GAP) ** 2).sum())
    reach = np.sqrt(_room(len(points)) * cells / np.pi)
    spread = float(np.sqrt((points**2).sum(axis=1).mean()))
    scaled: Array = points * (reach / np.sqrt(2) / max(spread, 1e-9))
    return scaled


def _room(count: int) -> float:
    """Give how many times the room of the nodes themselves they get: in a small picture every name has a place."""
    return 1.6 + 150 / (count + 30)


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
    """Give the centre of each part: the first in the middle, the others around its hull, the widest nearest."""
    from scipy.spatial import ConvexHull

    if len(parts) == 1:
        return [np.zeros(2)]
    reach = np.array([_reach(part, radius) for part, radius in zip(parts, radii, strict=True)])
    cell = 2 * float(reach[1:].min())
    blocks = np.maximum(1, np.ceil(2 * reach / cell - 0.01)).astype(int)
    corners = np.vstack([parts[0] + offset * radii[0][:, None] for offset in _CORNERS])
    hull = ConvexHull(corners)
    half = int(
        np.ceil(np.sqrt(float(np.ptp(corners, axis=0).prod()) / cell**2 + 4 * (blocks[1:] ** 2).sum()))
    )
    half += int(blocks[1:].max()) + 2
    ticks = (np.arange(2 * half) - half) * cell
    across, down = np.meshgrid(ticks, ticks, indexing="ij")
    middles = np.stack([across.ravel(), down.ravel()])
    outside = (hull.equations[:, :2] @ middles + hull.equations[:, 2:]).max(axis=0)
    taken = (outside < cell).reshape(2 * half, 2 * half)
    order = np.argsort(np.hypot(middles[0], middles[1] * _WIDER**2), kind="stable")
    centres = [np.zeros(2)] * len(parts)
    start, last = 0, 0
    for number in sorted(range(1, len(parts)), key=lambda number: (-blocks[number], number)):
        size = int(blocks[number])
        start = start if size == last else 0
        last = size
        while True:
            x, y = divmod(int(order[start]), 2 * half)
            start += 1
            spot = (slice(x, x + size), slice(y, y + size))
            if x + size <= 2 * half and y + size <= 2 * half and not taken[spot].any():
                break
        taken[spot] = True
        centres[number] = np.array([ticks[x], ticks[y]]) + (size - 1) * cell / 2
    return centres


def _reach(part: Array, radii: Array) -> float:
    """Give half the side of a square around 0 that holds a part with some room around it."""
    return float((np.abs(part).max(axis=1) + radii).max()) + _GAP / 2
