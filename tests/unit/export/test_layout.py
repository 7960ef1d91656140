"""Positions: finite, the same every time and on every processor, without overlaps, near what they are linked to."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from kg.export.clusters import affinities
from kg.export.layout import layout


def random_graph(nodes: int, links: int, seed: int = 0):
    draw = np.random.default_rng(seed)
    ends = draw.integers(0, nodes, (2, links)) if nodes else np.zeros((2, 0), dtype=np.intp)
    return draw.uniform(4, 30, nodes), affinities(nodes, ends[0], ends[1], draw.uniform(0.2, 1, links))


def overlaps(points, radii) -> int:
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    touching = distance < radii[:, None] + radii[None] - 2  # whole pixels
    return int(np.triu(touching, 1).sum())


@pytest.mark.parametrize(
    ("nodes", "links"),
    [(0, 0), (1, 0), (1, 3), (2, 0), (2, 1), (5, 4), (30, 40), (60, 20), (120, 300), (400, 900), (500, 0)],
)
def test_positions_are_finite_whole_repeatable_and_free_of_overlaps(nodes: int, links: int) -> None:
    arguments = random_graph(nodes, links)
    points = layout(*arguments)
    assert points.shape == (nodes, 2)
    assert np.isfinite(points).all()
    assert (points == np.round(points)).all()
    assert (points == layout(*arguments)).all()
    assert overlaps(points, arguments[0]) == 0


def test_linked_nodes_are_nearer_than_others() -> None:
    """Six dense groups with few links between them come out as six groups."""
    draw = np.random.default_rng(1)
    group = np.repeat(np.arange(6), 40)
    inside = [(a, b) for a in range(240) for b in draw.choice(np.flatnonzero(group == group[a]), 4)]
    across = [tuple(draw.integers(0, 240, 2)) for _ in range(60)]
    starts, ends = np.array(inside + across).T
    points = layout(np.full(240, 8.0), affinities(240, starts, ends, np.ones(len(starts))))
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    nearest = np.argsort(distance, axis=1)[:, 1:9]
    assert (group[nearest] == group[:, None]).mean() > 0.9


def test_unlinked_nodes_and_small_parts_stand_around_the_rest() -> None:
    pairs = [(a, b) for a in range(10) for b in range(a)] + [(12, 13), (13, 14), (14, 12)]
    starts, ends = np.array(pairs).T
    points = layout(np.full(40, 8.0), affinities(40, starts, ends, np.ones(len(starts))))
    hull = Delaunay(points[:10])
    assert (hull.find_simplex(points[10:]) < 0).all()
    assert np.ptp(points, axis=0).max() < 4 * np.ptp(points[:10], axis=0).max()


def test_nodes_with_a_single_link_stand_around_the_node_they_belong_to() -> None:
    """Two hubs with sixty leaves each and a triangle between them: each leaf is nearer to its own hub."""
    pairs = [(0, 1), (1, 2), (2, 0)] + [(hub, 3 + 60 * hub + leaf) for hub in (0, 1) for leaf in range(60)]
    starts, ends = np.array(pairs).T
    points = layout(np.full(123, 6.0), affinities(123, starts, ends, np.ones(len(starts))))
    away = np.hypot(*(points[3:, None] - points[None, :2]).transpose(2, 0, 1))
    assert (away.argmin(axis=1) == np.repeat([0, 1], 60)).all()
    assert overlaps(points, np.full(123, 6.0)) == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 25), st.integers(0, 40), st.integers(0, 99))
def test_any_small_graph_has_a_layout(nodes: int, links: int, seed: int) -> None:
    arguments = random_graph(nodes, links, seed)
    points = layout(*arguments)
    assert np.isfinite(points).all()
    assert overlaps(points, arguments[0]) == 0


PRINT_POSITIONS = """
import numpy as np
from kg.export import layout
from kg.export.clusters import affinities

draw = np.random.default_rng(2)
ends = [draw.integers(0, 120, (2, 300)), draw.integers(120, 150, (2, 45)), draw.integers(150, 180, (2, 10))]
starts, ends = np.hstack(ends)
graph = draw.uniform(4, 30, 180), affinities(180, starts, ends, draw.uniform(0.2, 1, len(starts)))
for most_by_barnes_hut in (3000, 100):
    layout._BARNES_HUT = most_by_barnes_hut
    print(layout.layout(*graph).tolist())
"""


def test_positions_do_not_depend_on_the_processor() -> None:
    """Old kernels of OpenBLAS, NumPy without vectors, a C library without fused products: all the same numbers."""
    vectors = " ".join(np.show_config(mode="dicts")["SIMD Extensions"]["found"])
    old = {
        "OPENBLAS_CORETYPE": "Nehalem",
        "NPY_DISABLE_CPU_FEATURES": vectors,
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX",
    }
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT_POSITIONS],
            env=os.environ | processor,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for processor in (old, {"OPENBLAS_CORETYPE": "Haswell"})
    ]
    assert len(printed[0].splitlines()) == 2
    assert printed[0] == printed[1]


def test_the_last_bits_of_a_gradient_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a compiler for another processor would make of the optimiser: the same forces, but for rounding."""
    from openTSNE import tsne

    arguments = random_graph(300, 700)
    before = layout(*arguments)
    draw = np.random.default_rng(3)
    exact = tsne.kl_divergence_bh

    def nearly(*given, **options):
        error, gradient = exact(*given, **options)
        return error, gradient * (1 + draw.uniform(-1e-15, 1e-15, gradient.shape))

    monkeypatch.setattr(tsne, "kl_divergence_bh", nearly)
    assert (layout(*arguments) == before).all()
