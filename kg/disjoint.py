"""Disjoint sets: which values belong together, as it emerges pair by pair (union-find)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class DisjointSets(Generic[T]):
    """
    Disjoint sets of hashable values other than None; a value that was never joined is a set of its own.

    Trees of parents with path halving (R. E. Tarjan and J. van Leeuwen, "Worst-case Analysis of Set Union
    Algorithms", JACM 1984). Which value represents a set depends on nothing but the joins and their order.

    >>> sets = DisjointSets[str]()
    >>> sets.join(["GCN", "graph convolutional network", "graph convolutional networks"])
    >>> sets.find("graph convolutional networks")
    'GCN'
    """

    def __init__(self) -> None:
        """Begin with each value alone."""
        self._parent: dict[T, T] = {}
        """Of each value that does not represent its set, another value of it, nearer to the one that does."""

    def find(self, value: T) -> T:
        """Give the representative of the set of a value."""
        parents = self._parent
        while (parent := parents.get(value)) is not None:
            above = parents.get(parent, parent)
            parents[value] = above
            value = above
        return value

    def join(self, values: Iterable[T]) -> None:
        """Make one set of the sets of all these values; it is represented as that of the first was."""
        found = [self.find(value) for value in values]
        for other in found[1:]:
            if other != found[0]:
                self._parent[other] = found[0]
