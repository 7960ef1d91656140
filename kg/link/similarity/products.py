"""
Products of the rows of sparse matrices: the greatest of each row, those of given pairs, and what adds most to them.

The work is shared among as many threads as there are processors; the result does not depend on their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from kg.link.similarity import product_kernels as kernels
from kg.link.similarity.threads import shared

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Rows: TypeAlias = NDArray[np.int64]

_ROWS = 1_000
"""Rows that a thread works on at a time."""
_PAIRS = 100_000
"""Pairs that a thread works on at a time."""


def best_products(
    left: csr_matrix, right: csr_matrix, best: int, *, threads: int | None = None
) -> csr_matrix:
    """
    Give for each row of the left its products with the best rows of the right and, for papers, with itself.

    No weight may be negative. Of equal products those with the smaller rows are kept.
    """
    from scipy.sparse import csr_matrix

    best = min(best + 1, right.shape[0])
    postings = (*_parts(right.tocsc()), right.shape[0])

    def share(first: int, last: int) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
        """Give the best products of some rows and their columns, flat, and how many each row has."""
        keys = np.zeros((last - first, best), dtype=np.uint64)
        kernels.best_rows(_parts(left), postings, first, keys)
        found = keys > 0
        value, place = _unpacked(keys[found])
        return value, place, found.sum(axis=1)

    shares = list(shared(share, left.shape[0], _ROWS, threads)) if best else []
    value, place, count = (
        np.concatenate([np.empty(0, kind), *(one[part] for one in shares)])
        for part, kind in enumerate((np.float32, np.int32, np.int64))
    )
    pointers = np.concatenate([[0], np.cumsum(count)]) if best else np.zeros(left.shape[0] + 1, np.int64)
    return csr_matrix((value, place, pointers), shape=(left.shape[0], right.shape[0]))


def profitable(matrix: csr_matrix, limit: int) -> csr_matrix:
    """
    Give of each row only the columns that find most for their cost, the best first.

    A column's profit is the square of its weight (what it adds where the other row weighs it alike) and its cost the
    number of rows that have it; each row takes the columns with the best ratio of the profit to the root of the cost,
    until they cost more than the limit. (The plain ratio finds as much; the strongest columns alone find less.)
    """
    from scipy.sparse import csr_matrix

    cost = np.bincount(matrix.indices, minlength=matrix.shape[1])
    chosen = np.full(matrix.nnz, -1, dtype=np.int64)
    taken = np.zeros(matrix.shape[0], dtype=np.int64)

    def share(first: int, last: int) -> None:
        """Choose among the entries of some rows, into `chosen` and `taken`."""
        kernels.profitable(_parts(matrix), cost, limit, first, last, chosen, taken)

    list(shared(share, matrix.shape[0], _ROWS))
    chosen = chosen[chosen >= 0]
    pointers = np.concatenate([[0], np.cumsum(taken)])
    return csr_matrix((matrix.data[chosen], matrix.indices[chosen], pointers), shape=matrix.shape)


def cosines(matrix: csr_matrix, first: Rows, second: Rows) -> NDArray[np.float64]:
    """Give the products of pairs of rows, summed in doubles; quickest where pairs are sorted by the first."""
    found = np.empty(len(first))

    def share(start: int, end: int) -> None:
        """Write the products of some pairs into `found`."""
        block = slice(start, end)
        kernels.cosines(_parts(matrix), matrix.shape[1], first[block], second[block], found[block])

    list(shared(share, len(first), _PAIRS))
    return found


def strongest(matrix: csr_matrix, first: Rows, second: Rows, best: int) -> NDArray[np.int32]:
    """Give for pairs of rows the columns that add most to their products, greatest first; -1 where there are no more."""
    columns = np.empty((len(first), best), dtype=np.int32)

    def share(start: int, end: int) -> None:
        """Write the columns of some pairs into `columns`."""
        block = slice(start, end)
        keys = np.zeros((end - start, best), dtype=np.uint64)
        kernels.strongest(_parts(matrix), matrix.shape[1], first[block], second[block], keys)
        keys.sort(axis=1)
        columns[block] = np.where(keys > 0, _unpacked(keys)[1], -1)[:, ::-1]

    list(shared(share, len(first), _PAIRS))
    return columns


def among_nearest(
    first: Rows, second: Rows, score: NDArray[np.float64], rows: int, best: int
) -> NDArray[np.bool_]:
    """
    Tell which pairs are among the best of either of their two rows.

    No score may be negative. Of equal ones those with smaller rows are better.
    """
    near = np.zeros(len(first), dtype=np.bool_)
    if best:
        kernels.among_nearest(first, second, score, np.zeros((rows, best), dtype=np.uint64), near)
    return near


def _parts(matrix: csr_matrix) -> tuple[Any, Any, Any]:
    """Give pointers, places and values; places without sign, as nobody then asks whether they count from the end."""
    return matrix.indptr, matrix.indices.view(f"u{matrix.indices.itemsize}"), matrix.data


def _unpacked(keys: NDArray[np.uint64]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Give the values and places of keys."""
    value = (keys >> np.uint64(32)).astype(np.uint32).view(np.float32)
    return value, (~keys.astype(np.uint32)).view(np.int32)
