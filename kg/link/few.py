"""
What `kg.link.products` does, by scipy and numpy, with the same result: for few papers, where loading numba takes longer
than the work itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from kg.link.products import Rows


def best_products(left: csr_matrix, right: csr_matrix, best: int) -> csr_matrix:
    """Give what `kg.link.products.best_products` gives, with all products in memory."""
    from scipy.sparse import csr_matrix

    products = (left @ right.T).toarray()
    # Value and place in one number: of equals those with the smaller places are greater.
    keys = products.view(np.uint32).astype(np.uint64) << np.uint64(32)
    keys |= ~np.arange(right.shape[0], dtype=np.uint32)
    kept = max(right.shape[0] - best - 1, 0)
    least = np.partition(keys, kept, axis=1)[:, kept : kept + 1] if keys.size else keys
    return csr_matrix(np.where(keys >= least, products, 0))


def cosines(matrix: csr_matrix, first: Rows, second: Rows) -> NDArray[np.float64]:
    """Give what `kg.link.products.cosines` gives."""
    products = matrix[first].multiply(matrix[second]).astype(np.float64)
    return np.asarray(products.sum(axis=1)).ravel()


def strongest(matrix: csr_matrix, first: Rows, second: Rows, best: int) -> NDArray[np.int32]:
    """Give what `kg.link.products.strongest` gives."""
    products = matrix[first].multiply(matrix[second]).tocsr()
    pair = np.repeat(np.arange(len(first)), np.diff(products.indptr))
    order = np.lexsort((products.indices, -products.data, pair))
    place = np.arange(len(order)) - products.indptr[pair]
    kept = place < best
    columns = np.full((len(first), best), -1, dtype=np.int32)
    columns[pair[kept], place[kept]] = products.indices[order[kept]]
    return columns


def nearest(first: Rows, second: Rows, score: NDArray[np.float64], rows: int, best: int) -> NDArray[np.bool_]:
    """Give what `kg.link.products.nearest` gives."""
    row, other = np.concatenate([second, first]), np.concatenate([first, second])
    order = np.lexsort((other, -np.tile(score, 2), row))
    near = np.empty(len(order), dtype=np.bool_)
    ordered = row[order]
    near[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered) < best
    return near[: len(first)] | near[len(first) :]
