"""
Which papers are near each other, and the terms that make them so.

Up to 20,000 papers the neighbours are exact. Beyond, where comparing all with all would take minutes, each paper
proposes candidates by the terms that find most for their cost, and only candidates are compared in full.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np
import polars as pl

from kg.link.encoder import combined, nearest, together
from kg.link.vectors import Vectors, vectors
from kg.model import RELATIONSHIPS, Paper, table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

FLOOR = 0.06
"""
Least similarity worth an edge. In five listings of 35 to 200 papers nine papers in ten have a neighbour from 0.06 on;
those under it share little but the words of their trade ("deep", "layer", "pooling"). Of the nearest ten of 18,027
abstracts those at 0.04 to 0.06 are known citations in 2 % of the cases, those at 0.06 to 0.08 in 5 %, from 0.12 on in 15 %.
"""

_EXACT = 20_000
"""Papers up to which all are compared with all, which takes seconds."""

# Chosen at 80,000 papers, where the candidates hold 95 % of the exact neighbours for a fifth of the work.
_LOOK_UPS = 16_000
"""Occurrences of its terms that each paper looks up, so that the work grows with the papers, not their square."""
_CANDIDATES = 5
"""Papers that each paper proposes, times the neighbours; a pair that either of the two proposes is compared."""

_SPARE = 10
"""Neighbours found beyond those asked for, so that ties after rounding are settled by identifier."""
_TERMS = 5
_BLOCK = 50_000
"""Pairs that are compared at a time; bounds the memory that their terms take."""

_NO_TERMS = pl.Series(dtype=pl.List(pl.String))
_Value = TypeVar("_Value")
_Rows: TypeAlias = "NDArray[np.int64]"
Product: TypeAlias = "Callable[[csr_matrix, csr_matrix, int], csr_matrix]"
"""How each row of one matrix is multiplied with those of another and the best products are kept: `best_products`."""


def similar(
    papers: Sequence[Paper],
    *,
    neighbours: int = 10,
    floor: float = FLOOR,
    exact: bool | None = None,
    product: Product | None = None,
    encoded: NDArray[np.float32] | None = None,
) -> pl.DataFrame:
    """
    Join each paper with its nearest papers, by the words of their titles and abstracts.

    Gives the table SIMILAR_TO: a pair is there when one of the two is among the other's nearest `neighbours`
    and the cosine of their TF-IDF vectors is at least `floor`; `terms` are those that add most to it. Neighbours
    are exact for up to 20,000 papers or where `exact` asks for it. Neither the order of the papers nor the number
    of processors has any influence. `product` does the multiplication; left out, it is done here, on all processors.

    With `encoded`, vectors of unit length, one row a paper in the order given, the nearest by these are candidates as
    well, and the score is the mean of both cosines (`kg.link.encoder`).
    """
    order = sorted(range(len(papers)), key=lambda number: papers[number].id)
    papers = [papers[number] for number in order]
    terms = vectors(papers)
    exact = len(papers) <= _EXACT if exact is None else exact
    proposed = _nearest_rows if exact else _candidates
    first, second = proposed(terms.matrix, neighbours, product or best_products)
    if encoded is not None:
        encoded = encoded[order]
        near = nearest(encoded, neighbours + _SPARE)
        first, second = together((first, second), near, len(papers))
    score = np.concatenate([np.empty(0), *_in_blocks(partial(_cosine, terms.matrix), first, second)])
    if encoded is not None:
        score = combined(score, encoded, first, second)
    kept = _among_nearest(first, second, score, neighbours) & (score >= floor)
    first, second, score = first[kept], second[kept], score[kept]
    ids = pl.Series([paper.id for paper in papers], dtype=pl.String)
    rows = pl.DataFrame({"start": ids.gather(first), "end": ids.gather(second), "score": score})
    shared = pl.concat([_NO_TERMS, *_in_blocks(partial(_explained, terms), first, second)])
    return table(RELATIONSHIPS["SIMILAR_TO"], rows.with_columns(terms=shared), ("start", "end"))


def _nearest_rows(matrix: csr_matrix, neighbours: int, product: Product) -> tuple[_Rows, _Rows]:
    """Give the pairs of which one is among the nearest of the other."""
    return _pairs(product(matrix, matrix, neighbours + _SPARE))


def _candidates(matrix: csr_matrix, neighbours: int, product: Product) -> tuple[_Rows, _Rows]:
    """
    Give the pairs that share much by a paper's most profitable terms.

    A term's profit is the square of its weight (what it adds where the other paper weighs it alike) and its cost
    the number of papers that have it; each paper spends its look-ups on the terms with the best ratio of the
    profit to the root of the cost. (The plain ratio finds as much; the strongest terms alone find less.)
    """
    from scipy.sparse import csr_matrix

    cost = np.bincount(matrix.indices, minlength=matrix.shape[1])[matrix.indices]
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    order = _order(row, matrix.data**2 / np.sqrt(cost))
    spent = np.cumsum(cost[order])
    before = np.concatenate([[0], spent])[matrix.indptr[:-1]]
    chosen = np.sort(order[spent - before[row] <= _LOOK_UPS])
    profitable = csr_matrix((matrix.data[chosen], (row[chosen], matrix.indices[chosen])), shape=matrix.shape)
    return _pairs(product(profitable, matrix, _CANDIDATES * neighbours))


def best_products(
    left: csr_matrix, right: csr_matrix, best: int, *, threads: int | None = None
) -> csr_matrix:
    """Give for each row of the left its products with the best rows of the right and, for papers, with itself."""
    from sparse_dot_topn import sp_matmul_topn

    return sp_matmul_topn(left, right.T.tocsr(), top_n=best + 1, n_threads=threads or os.cpu_count() or 1)


def _pairs(products: csr_matrix) -> tuple[_Rows, _Rows]:
    """Give the different pairs of rows that have a product, sorted, the smaller row first."""
    rows = max(products.shape[0], 1)
    row = np.repeat(np.arange(products.shape[0], dtype=np.int64), np.diff(products.indptr))
    other = products.indices.astype(np.int64)
    pair = np.sort((np.minimum(row, other) * rows + np.maximum(row, other))[row != other])
    pair = pair[np.diff(pair, prepend=-1) > 0]  # np.unique hashes, which takes ten times as long here
    return pair // rows, pair % rows


def _cosine(matrix: csr_matrix, first: _Rows, second: _Rows) -> NDArray[np.float64]:
    products = matrix[first].multiply(matrix[second])
    sums: NDArray[np.float64] = np.asarray(products.sum(axis=1, dtype=np.float64)).ravel()
    return np.minimum(sums, 1).round(4)


def _among_nearest(
    first: _Rows, second: _Rows, score: NDArray[np.float64], neighbours: int
) -> NDArray[np.bool_]:
    """Tell which pairs are among the nearest of either of their two; of equals the smaller id is nearer."""
    # Pairs come sorted, so each paper meets the smaller ids first; a stable order keeps that among equals.
    paper = np.concatenate([second, first])
    order = _order(paper, np.tile(score, 2))
    near = np.empty(len(order), dtype=np.bool_)
    near[order] = _places(paper[order]) < neighbours
    return near[: len(first)] | near[len(first) :]


def _explained(terms: Vectors, first: _Rows, second: _Rows) -> pl.Series:
    """
    Give for each pair the terms that add most to its score, greatest first.

    A word is left out where a pair of words that holds it is among them: "graph neural" says it already.
    """
    products = terms.matrix[first].multiply(terms.matrix[second]).tocsr()
    pair = np.repeat(np.arange(len(first), dtype=np.int64), np.diff(products.indptr))
    order = _order(pair, products.data)
    order = order[_places(pair) < 2 * _TERMS]
    strong = pl.DataFrame({"pair": pair[order], "term": terms.keys[products.indices[order]]})
    words = len(terms.words)
    double = strong.filter(pl.col("term") >= words)
    parts = [
        double.with_columns(term=pl.col("term") // words - 1),
        double.with_columns(term=pl.col("term") % words),
    ]
    named = (
        strong.join(pl.concat(parts), on=["pair", "term"], how="anti", maintain_order="left")
        .group_by("pair", maintain_order=True)
        .head(_TERMS)
        .with_columns(term=terms.names(pl.col("term")))
        .group_by("pair", maintain_order=True)
        .agg("term")
    )
    return pl.DataFrame({"pair": np.arange(len(first))}).join(
        named, on="pair", how="left", maintain_order="left"
    )["term"]


def _order(group: _Rows, value: NDArray[np.floating]) -> NDArray[np.int64]:
    """
    Give the stable order by group and, within it, from the greatest value; no value is negative.

    Group and value go into one number, which sorts many times faster than two keys: floats that are not negative
    have the order of their bits.
    """
    bits = ~np.ascontiguousarray(value, dtype=np.float32).view(np.uint32)
    return np.argsort(group.astype(np.uint64) << np.uint64(32) | bits, kind="stable")


def _places(group: _Rows) -> NDArray[np.int64]:
    """Number the members of each group, the groups being sorted."""
    return np.arange(len(group)) - np.searchsorted(group, group)


def _in_blocks(function: Callable[[_Rows, _Rows], _Value], first: _Rows, second: _Rows) -> list[_Value]:
    """Compute something of pairs block by block, several blocks at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        blocks = range(0, len(first), _BLOCK)
        return list(pool.map(lambda i: function(first[i : i + _BLOCK], second[i : i + _BLOCK]), blocks))
