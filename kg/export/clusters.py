"""
Communities of a graph, and the words for each: what its papers share and others do not.

They are found by Louvain's method (Blondel et al. 2008) on links weighted down by the degrees of their ends, with a fixed
seed, so that the same graph gives the same communities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

SMALLEST = 3
"""Fewest members of a community."""
_RESOLUTION = 0.4
"""Below 1 gives fewer, larger communities: about twenty for 400 papers, as many names as a picture has room for."""
_ENOUGH = 1e-4
"""Gain of modularity below which the method stops."""
_SHARED = 2
"""Fewest members that share a thing for it to be a word for their community."""
_WORDS = 3
"""Most words for a community."""


def affinities(
    count: int,
    starts: npt.NDArray[np.intp],
    ends: npt.NDArray[np.intp],
    weights: npt.NDArray[np.float64],
) -> Any:
    """
    Give how strongly nodes attract each other, as a symmetric sparse matrix (nodes x nodes).

    Parallel links add up, and each is divided by the root of the degrees of its ends: what everybody mentions
    says little about which nodes belong together.
    """
    pull = sparse.coo_matrix((weights, (starts, ends)), shape=(count, count)).tocsr()
    pull = (pull + pull.T).tocsr()
    pull.setdiag(0)
    pull.eliminate_zeros()
    degrees = np.asarray(pull.sum(axis=1)).ravel()
    damp = sparse.diags(1 / np.sqrt(np.where(degrees > 0, degrees, 1)))  # a power differs between processors
    return (damp @ pull @ damp).tocsr()


def communities(pull: Any, counted: Sequence[bool] | npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """
    Give the number of each node's community, the largest first, or -1 for a node of none.

    Only the nodes that are `counted` make a community large; one with fewer than `SMALLEST` of them is none, and so is one
    that has them all, since nothing tells it apart.
    """
    import networkx as nx

    graph = nx.from_scipy_sparse_array(pull)
    found = nx.community.louvain_communities(graph, resolution=_RESOLUTION, threshold=_ENOUGH, seed=0)
    sizes = [(sum(counted[node] for node in members), members) for members in found]
    large = sorted((-size, min(members), members) for size, members in sizes if size >= SMALLEST)
    numbers = np.full(pull.shape[0], -1, dtype=np.intp)
    if large and -large[0][0] == sum(counted):
        return numbers
    for number, (_, _, members) in enumerate(large):
        numbers[list(members)] = number
    return numbers


def words(groups: Mapping[int, Iterable[int]], shared: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """
    Give for each group of papers the words that set it apart, the most telling first; none where there are none.

    `shared` names for each paper what it has in common with others, as pairs of paper and word. A word counts by how
    many papers of the group have it, times how much more often than elsewhere.
    """
    group_of = {paper: number for number, papers in groups.items() for paper in papers}
    everywhere: Counter[str] = Counter()
    inside: dict[int, Counter[str]] = {number: Counter() for number in groups}
    for paper, word in sorted(set(shared)):
        everywhere[word] += 1
        if paper in group_of:
            inside[group_of[paper]][word] += 1
    sizes = Counter(group_of.values())
    return {
        number: _telling(counts, everywhere, sizes[number], max(1, len(group_of)))
        for number, counts in inside.items()
    }


def _telling(inside: Counter[str], everywhere: Counter[str], size: int, papers: int) -> list[str]:
    worth = {
        word: count * log(count / size / (everywhere[word] / papers))
        for word, count in inside.items()
        if count >= _SHARED
    }
    best = sorted((-value, word) for word, value in worth.items() if value > 0)
    return [word for _, word in best[:_WORDS]]
