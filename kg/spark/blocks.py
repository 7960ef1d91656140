"""
The product of two sparse matrices, block by block: a join of all papers with all that fits into small memories.

A worker takes some rows of the left and multiplies them with one block of the right after the other, keeping the best
products so far. The right never has to fit into a worker's memory, and nothing is shuffled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.link.similarity.products import best_products

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_LEFT = 5_000
"""Fewest rows of the left that are multiplied together: a few seconds of work."""
_PORTIONS = 250
"""Most parts of the left; each loads the whole right once."""
_RIGHT = 100_000
"""Papers in a block of the right, which with its transpose takes some 250 MB of a worker's memory."""


def product(over: Callable[..., Iterator[Any]], left: csr_matrix, right: csr_matrix, best: int) -> csr_matrix:
    """Do what `best_products` does on the workers; `over` maps a function as `mapping.over` does."""
    from scipy.sparse import csr_matrix, vstack

    size = max(_LEFT, left.shape[0] // _PORTIONS)
    rows = (left[start : start + size] for start in range(0, left.shape[0], size))
    blocks = [right[start : start + _RIGHT] for start in range(0, right.shape[0], _RIGHT)]
    empty = csr_matrix((0, right.shape[0]), dtype=left.dtype)
    return vstack([empty, *over(partial(_best, best=best), rows, blocks)], format="csr")


def _best(left: csr_matrix, blocks: Iterator[csr_matrix], *, best: int) -> csr_matrix:
    from scipy.sparse import hstack

    found = None
    for block in blocks:
        more = best_products(left, block, best, threads=1)
        found = more if found is None else _strongest(hstack([found, more], format="csr"), best + 1)
    return found


def _strongest(products: csr_matrix, best: int) -> csr_matrix:
    """Give the greatest values of each row, of equals those that stand first."""
    from scipy.sparse import csr_matrix

    row = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
    order = np.lexsort((products.indices, -products.data, row))
    kept = order[np.arange(len(order)) - products.indptr[row[order]] < best]
    return csr_matrix((products.data[kept], (row[kept], products.indices[kept])), shape=products.shape)
