"""
By which functions papers are compared: compiled ones, or for few papers those of polars, scipy and numpy.

Both give the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kg.link.similarity import few

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix, csr_matrix

    from kg.link.similarity.products import Rows
    from kg.link.similarity.words import Cutter, Words

    Floats: TypeAlias = NDArray[np.float64]


class Functions(NamedTuple):
    """The functions that the size of the work decides on; `kg.link.similarity.counts` and `kg.link.similarity.products` describe them."""

    cut: Cutter
    weighed: Callable[[Words, Floats, Floats], tuple[NDArray[np.int64], csc_matrix, Floats]]
    best_products: Callable[[csr_matrix, csr_matrix, int], csr_matrix]
    cosines: Callable[[csr_matrix, Rows, Rows], Floats]
    strongest: Callable[[csr_matrix, Rows, Rows, int], NDArray[np.int32]]
    among_nearest: Callable[[Rows, Rows, Floats, int, int], NDArray[np.bool_]]


def functions_for(papers: int) -> Functions:
    """Give the functions that are faster for so many papers."""
    if papers <= few.PAPERS:
        return Functions(
            few.cut, few.weighed, few.best_products, few.cosines, few.strongest, few.among_nearest
        )
    from kg.link.similarity import counts, products

    return Functions(
        counts.cut,
        counts.weighed,
        products.best_products,
        products.cosines,
        products.strongest,
        products.among_nearest,
    )
