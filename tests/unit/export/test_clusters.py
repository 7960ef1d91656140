"""Clusters: what belongs together, the same whatever the order, and words that tell them apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.clusters import SMALLEST, affinities, communities, words


def cliques(sizes: list[int], bridges: list[tuple[int, int]]):
    """Give the pull of some cliques, one after the other, joined by single links."""
    pairs, begin = list(bridges), 0
    for size in sizes:
        pairs += [(begin + a, begin + b) for a in range(size) for b in range(a)]
        begin += size
    starts, ends = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return affinities(begin, starts, ends, np.ones(len(starts)))


def test_cliques_are_clusters_and_the_largest_comes_first() -> None:
    found = communities(cliques([6, 9, 7], [(0, 6), (6, 15)]), [True] * 22)
    assert found.tolist() == [2] * 6 + [0] * 9 + [1] * 7


def test_a_cluster_of_few_papers_is_none() -> None:
    papers = [True] * (SMALLEST - 1) + [False] * 4 + [True] * 6
    found = communities(cliques([SMALLEST + 3, 6], []), papers)
    assert found.tolist() == [-1] * (SMALLEST + 3) + [0] * 6


def test_a_cluster_of_all_papers_is_none() -> None:
    pull = cliques([6, 2], [])
    assert set(communities(pull, [True] * 6 + [False] * 2).tolist()) == {-1}
    assert communities(pull, [True] * 8).tolist() == [0] * 6 + [-1] * 2


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=60))
def test_every_node_of_any_graph_has_one_cluster_or_none(count: int, pairs: list[tuple[int, int]]) -> None:
    ends = np.array([(a % count, b % count) for a, b in pairs], dtype=np.intp).reshape(-1, 2)
    pull = affinities(count, ends[:, 0], ends[:, 1], np.ones(len(ends)))
    found = communities(pull, [True] * count)
    assert np.isfinite(pull.toarray()).all()
    assert (found == communities(pull, [True] * count)).all()
    sizes = np.bincount(found[found >= 0])
    assert (sizes >= SMALLEST).all()
    assert (np.diff(sizes) <= 0).all()


def test_words_are_what_a_group_shares_and_the_others_do_not() -> None:
    groups = {0: [1, 2, 3], 1: [4, 5, 6]}
    birds = [(paper, "birds") for paper in (1, 2, 3)]
    whales = [(paper, "whales") for paper in (5, 6)]
    common = [(paper, "network") for paper in range(1, 7)]
    alone = [(4, "only once")]
    assert words(groups, birds + whales + common + alone) == {0: ["birds"], 1: ["whales"]}


def test_words_do_not_depend_on_the_order_and_count_once_a_paper() -> None:
    groups = {0: [1, 2], 1: [3, 4]}
    shared = [(1, "b"), (2, "b"), (1, "a"), (2, "a"), (2, "a"), (3, "c"), (3, "c"), (4, "d")]
    assert words(groups, shared) == words(groups, reversed(shared)) == {0: ["a", "b"], 1: []}
