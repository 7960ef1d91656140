"""
Positions of nodes, computed before the page is written, so that a browser has nothing to settle.

Each connected part is laid out by itself: large ones by the t-SNE optimiser with the graph itself as affinities
(Kruiger et al. 2017, "Graph layouts by t-SNE"), small ones by the stress of Kamada and Kawai (1989). Nodes with a
single link are left out of that and set around the node that they belong to. Then overlaps are pushed apart, and the
parts are packed around the largest.

The same graph gives the same numbers, on one thread from fixed starts, whatever the processor. Products of matrices,
decompositions, sines and the like differ in the last bits between kernels for different processors, and hundreds of
steps make a different picture of that. So arithmetic is by element, sums of many numbers are exact (`fsum`), and where
another library adds up, what comes back is rounded before it has any consequence.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Array = npt.NDArray[np.float64]

_SMALL = 80
"""Up to here the least stress takes well under a second and shows symmetries that t-SNE does not."""
_MOVES = 1000
"""Most steps towards the least stress; it is mostly reached earlier."""
_STILL = 1e-4
"""Once no node moves further in a step, as part of the distance of a link, the least stress is reached."""
_EVENED = 100
"""How often starting positions move halfway to the mean of their neighbours."""
_BARNES_HUT = 3000
"""Up to here Barnes-Hut beats the interpolation by FFT, whose cost hardly depends on the number of nodes."""
_GAP = 14.0
"""Free space between two nodes, in the unit of the radii."""
_LEAF_GAP = 6.0
"""The same between nodes around their only neighbour."""
_WIDER = 1.15
"""How much wider than they come out parts are made, and how much lower."""
_ROUNDS = 60
"""How often overlapping nodes are pushed apart at most."""
_FINEST = 2.0**-16
"""What positions are multiples of: far below a pixel, far above the last bits. Sums of such numbers are exact."""

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
        points[near] = points[node] + _rounded(_outward(rings[node][0], points[node]))
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
    return _rounded(places), float(away + leaves[-1])


def _outward(places: Array, outward: Array) -> Array:
    """Turn places so that the first direction points outward, away from the middle of the picture."""
    length = float(_length(outward[None])[0])
    return _turned(places, *(outward / length)) if length else places


def _turned(points: Array, cosine: float, sine: float) -> Array:
    """Turn points around 0, by element: a product of matrices differs between processors."""
    across, down = points.T
    return np.column_stack([across * cosine - down * sine, across * sine + down * cosine])


def _length(points: Array) -> Array:
    """Give how far each point is from 0; unlike `hypot`, these operations are exact to the last bit everywhere."""
    length: Array = np.sqrt(points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1])
    return length


def _centred(points: Array) -> Array:
    """Give points around their mean."""
    centred: Array = points - np.array([fsum(points[:, 0]), fsum(points[:, 1])]) / len(points)
    return centred


def _rounded(values: Array) -> Array:
    """Round to multiples of `_FINEST`, so that what differs in the last bits is the same from here on."""
    rounded: Array = np.round(values / _FINEST) * _FINEST
    return rounded


def _core(pull: Any) -> Array:
    count = pull.shape[0]
    if count == 1:
        return np.zeros((1, 2))
    return _stress(pull) if count <= _SMALL else _graph_tsne(pull)


def _stress(pull: Any) -> Array:
    """
    Bring distances close to the number of links between nodes, from a circle.

    What Kamada and Kawai minimise, the sum of the squares of relative errors, is majorised by a function of each node
    by itself (Gansner, Koren and North 2004), so that all move at once; almost twice that step still lowers it.
    """
    from scipy.sparse.csgraph import shortest_path

    count = pull.shape[0]
    wanted = shortest_path(pull, unweighted=True) + np.eye(count)
    weights = (1 / (wanted * wanted) - np.eye(count))[:, :, None]
    step = 1.9 / (2 * weights.sum(axis=1))
    angles = np.arange(count) * (2 * np.pi / count)
    points = _rounded(np.column_stack([np.cos(angles), np.sin(angles)]) * wanted.max() / 2)
    for _ in range(_MOVES):
        gap = points[:, None] - points[None]
        away = _length(gap.reshape(-1, 2)).reshape(count, count)
        wished = (wanted / np.maximum(away, 1e-9))[:, :, None] - 1
        move = _rounded((weights * gap * wished).sum(axis=1) * step)
        points = points + move
        if np.abs(move).max() < _STILL:
            break
    return points


def _graph_tsne(pull: Any) -> Array:
    """
    Optimise positions by t-SNE's objective with the links as affinities.

    Each gradient is rounded, so that its last bits, which depend on the processor, do not grow from step to step.
    """
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import Affinities
    from openTSNE.tsne import kl_divergence_bh, kl_divergence_fft

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
    objective = kl_divergence_fft if large else kl_divergence_bh

    def forces(*arguments: Any, **options: Any) -> tuple[float, Array]:
        """Give the error and its gradient, rounded so that last bits cannot grow from step to step."""
        error, gradient = objective(*arguments, **options)
        return error, _rounded(gradient * count) / count

    embedding = TSNEEmbedding(
        _start(pull),
        Links((pull / fsum(pull.data)).tocsr()),
        negative_gradient_method=forces,
        n_jobs=1,
        learning_rate=max(min(200.0, count), count / 12),
    )
    embedding = embedding.optimize(100 if large else 150, exaggeration=12, momentum=0.5)
    embedding = embedding.optimize(150 if large else 250, exaggeration=1, momentum=0.8)
    return np.asarray(embedding, dtype=np.float64)


def _start(pull: Any) -> Array:
    """Give starting positions that already hold the coarse structure: random ones, evened out along the links."""
    count = pull.shape[0]
    degrees = np.asarray(pull.sum(axis=1)).ravel()
    walk = (sparse.diags(1 / degrees) @ pull).tocsr()
    points = np.random.default_rng(0).random((count, 2)) - 0.5
    for _ in range(_EVENED):
        points = (points + walk @ points) / 2
    across, down = _centred(points).T
    across = across / max(np.sqrt(fsum(across**2) / count), 1e-12)
    down = down - across * (fsum(across * down) / count)
    down = down / max(np.sqrt(fsum(down**2) / count), 1e-12)
    return np.column_stack([across, down]) * 1e-4


def _even(points: Array) -> Array:
    """Draw in what lies far out: distances from the middle become half what they are, half their rank."""
    points = points - np.median(points, axis=0)
    away = _length(points)
    ranks = np.sqrt((np.argsort(np.argsort(away, kind="stable")) + 0.5) / len(points))
    even = (away / max(np.quantile(away, 0.9), 1e-9) + ranks) / 2
    result: Array = points * (even / np.maximum(away, 1e-9))[:, None]
    return result


def _wide(points: Array) -> Array:
    """Turn positions so that they spread most from left to right, and widen them a little more."""
    points = _centred(points)
    across, down = points.T
    one, other, both = fsum(across**2), fsum(down**2), fsum(across * down)
    longer = np.sqrt(((one - other) / 2) ** 2 + both**2)
    if longer > 1e-6 * (one + other):  # else no direction is longer than others
        cosine = (one - other) / 2 / longer
        points = _turned(points, np.sqrt((1 + cosine) / 2), -np.copysign(np.sqrt((1 - cosine) / 2), both))
    wide: Array = points * np.array([_WIDER, 1 / _WIDER])
    return wide


def _spaced(points: Array, radii: Array) -> Array:
    """Scale positions so that the disc over which they spread has room for all nodes and for names."""
    points = _centred(points)
    cells = fsum((2 * radii + _GAP) ** 2)
    reach = np.sqrt(_room(len(points)) * cells / np.pi)
    spread = float(np.sqrt(fsum((points**2).ravel()) / len(points)))
    scaled: Array = points * (reach / np.sqrt(2) / max(spread, 1e-9))
    return scaled


def _room(count: int) -> float:
    """Give how many times the room of the nodes themselves they get: in a small picture every name has a place."""
    return 1.6 + 150 / (count + 30)


def _apart(points: Array, radii: Array) -> Array:
    """Push overlapping nodes apart along the line between them, until none is left or `_ROUNDS` are over."""
    from scipy.spatial import cKDTree

    points = _rounded(points + (np.random.default_rng(0).random(points.shape) - 0.5) * 4e-3)
    for _ in range(_ROUNDS):
        pairs = cKDTree(points).query_pairs(2 * float(radii.max()) + _GAP, output_type="ndarray")
        one, other = pairs[:, 0], pairs[:, 1]
        gap = points[other] - points[one]
        distance = _length(gap)
        missing = radii[one] + radii[other] + _GAP - distance
        close = missing > 0
        if not close.any():
            break
        push = gap[close] / np.maximum(distance[close], 1e-9)[:, None] * (missing[close] * 0.52)[:, None]
        push = _rounded(push)  # sums are exact then, in whatever order pairs are found
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
    outside = np.full(middles.shape[1], -np.inf)
    for right, up, off in hull.equations:
        outside = np.maximum(outside, middles[0] * right + middles[1] * up + off)
    taken = (_rounded(outside) < _rounded(np.array(cell))).reshape(2 * half, 2 * half)
    order = np.argsort(_length((middles * [[1], [_WIDER**2]]).T), kind="stable")
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
