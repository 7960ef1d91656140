"""
Which papers are near each other, and the terms that make them so.

Up to 20,000 papers the neighbours are exact. Beyond that, where comparing all pairs would take minutes, each
paper proposes candidates by the terms that find most for their cost, and only candidates are compared in full.

Up to 2,000 papers polars and scipy do the work, beyond that functions compiled by numba (`kg.link.similarity.choice`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl

from kg.graph import RELATIONSHIPS, table
from kg.link.similarity.choice import Functions, functions_for
from kg.link.similarity.encoder import combined, nearest, together
from kg.link.similarity.threads import shared
from kg.link.similarity.vectors import Vectors, vectors
from kg.link.similarity.words import is_filler
from kg.model import Paper

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
"""Most papers of which all pairs are compared, which takes seconds."""

# Chosen at 80,000 papers, where the candidates hold 95.7 % of the exact neighbours for a seventeenth of the work.
_LOOK_UPS = 18_000
"""Most postings that each paper looks up, so that the work is linear in the papers instead of quadratic."""
_CANDIDATES = 5
"""Candidates that each paper proposes, as a multiple of the neighbours; a pair that either of the two proposes is compared."""

_TILE = 12
"""Papers whose vectors fit into the processor's cache (5 MB), as a power of two: 4,096."""

_SPARE = 10
"""Neighbours found beyond those asked for, so that ties after rounding are settled by identifier."""
_TERMS = 5
_BLOCK = 50_000
"""Pairs whose terms are named at a time; bounds the memory for them."""

_NO_TERMS = pl.Series(dtype=pl.List(pl.String))
_Rows: TypeAlias = "NDArray[np.int64]"
Product: TypeAlias = "Callable[[csr_matrix, csr_matrix, int], csr_matrix]"
"""How each row of one matrix is multiplied with those of another and the best products are kept: `kg.link.similarity.products`."""


def similar(
    papers: Sequence[Paper],
    *,
    neighbours: int = 10,
    floor: float = FLOOR,
    exact: bool | None = None,
    product: Product | None = None,
    encoded: NDArray[np.int16] | None = None,
) -> pl.DataFrame:
    """
    Join each paper with its nearest papers, by the words of their titles and abstracts.

    Gives the table SIMILAR_TO: a pair is there when one of the two is among the other's nearest `neighbours`
    and the cosine of their TF-IDF vectors is at least `floor`; `terms` are those that add most to it. Neighbours
    are exact for up to 20,000 papers or where `exact` asks for it. Neither the order of the papers nor the number
    of processors has any influence. `product` does the multiplication; left out, it is done here, on all processors.

    With `encoded`, vectors of one length, one row a paper in the order given, the nearest by these are candidates as
    well, and the score is a mean of both cosines (`kg.link.similarity.encoder`).
    """
    order = sorted(range(len(papers)), key=lambda number: papers[number].id)
    papers = [papers[number] for number in order]
    terms = vectors(papers)
    by = functions_for(len(papers))
    exact = len(papers) <= _EXACT if exact is None else exact
    first, second = _candidates(terms.matrix, neighbours, product or by.best_products, exact=exact)
    if encoded is not None:
        encoded = encoded[order]
        near = nearest(encoded, neighbours + _SPARE)
        first, second = together((first, second), near, len(papers))
    score = np.minimum(by.cosines(terms.matrix, first, second), 1).round(4)
    if encoded is not None:
        score = combined(score, encoded, first, second)
    kept = by.among_nearest(first, second, score, len(papers), neighbours) & (score >= floor)
    return _links(papers, terms, by, first[kept], second[kept], score[kept])


def _links(
    papers: Sequence[Paper],
    terms: Vectors,
    by: Functions,
    first: _Rows,
    second: _Rows,
    score: NDArray[np.float64],
) -> pl.DataFrame:
    """Give the table of some pairs with their scores, and with the terms that add most to these."""
    # Twice as many as are named, since some will be left out.
    columns = by.strongest(terms.matrix, first, second, 2 * _TERMS)
    filler = is_filler(terms.words)
    named = shared(lambda start, end: _named(terms, filler, columns[start:end]), len(columns), _BLOCK)
    ids = pl.Series([paper.id for paper in papers], dtype=pl.String)
    rows = {
        "start": ids.gather(first),
        "end": ids.gather(second),
        "score": score,
        "terms": pl.concat([_NO_TERMS, *named]),
    }
    return table(RELATIONSHIPS["SIMILAR_TO"], pl.DataFrame(rows), ("start", "end"))


def _candidates(matrix: csr_matrix, neighbours: int, product: Product, *, exact: bool) -> tuple[_Rows, _Rows]:
    """Give the pairs that may be near: where not `exact`, those that share much by one's most profitable terms."""
    if exact:
        return _pairs(product(matrix, matrix, neighbours + _SPARE))
    from kg.link.similarity.products import profitable

    return _pairs(product(profitable(matrix, _LOOK_UPS), matrix, _CANDIDATES * neighbours))


def _pairs(products: csr_matrix) -> tuple[_Rows, _Rows]:
    """
    Give the different pairs of rows that have a product, the smaller row first, tile by tile.

    A tile is the pairs of some neighbouring rows with some others, few enough to stay in the processor's cache while
    they are compared.
    """
    bits, within, tiles = _TILE, (1 << _TILE) - 1, (products.shape[0] >> _TILE) + 1
    row = np.repeat(np.arange(products.shape[0], dtype=np.int64), np.diff(products.indptr))
    other = products.indices.astype(np.int64)
    first, second = np.minimum(row, other), np.maximum(row, other)
    pair = (first >> bits) * tiles
    pair += second >> bits
    pair <<= 2 * bits
    pair |= (first & within) << bits
    pair |= second & within
    pair = pair[row != other]
    del row, other, first, second
    pair.sort()
    pair = pair[np.diff(pair, prepend=-1) > 0]  # np.unique hashes, which takes ten times as long here
    tile = pair >> 2 * bits
    return tile // tiles << bits | pair >> bits & within, tile % tiles << bits | pair & within


def _named(terms: Vectors, filler: NDArray[np.bool_], columns: NDArray[np.int32]) -> pl.Series:
    """
    Name for each pair the terms that add most to its score, greatest first, given their columns.

    A word is left out where a pair of words that holds it is among them: "graph neural" says it already. So is a
    term of words that say little about a subject, as the numbers of words in `filler` do.
    """
    words = max(len(terms.words), 1)
    term = np.where(columns >= 0, terms.keys[columns], -1) if len(terms.keys) else columns.astype(np.int64)
    pair = term >= words
    covered = np.zeros(term.shape, dtype=np.bool_)
    for part in (term // words - 1, term % words):
        for one in np.where(pair, part, -2).T:
            covered |= term == one[:, None]
    empty = filler[term % words] & (~pair | filler[(term // words - 1) % words]) if len(filler) else covered
    kept = (term >= 0) & ~covered & ~empty
    kept &= kept.cumsum(axis=1) <= _TERMS
    row, _ = np.nonzero(kept)
    named = (
        pl.DataFrame({"row": row, "term": term[kept]})
        .with_columns(term=terms.names(pl.col("term")))
        .group_by("row", maintain_order=True)
        .agg("term")
    )
    return pl.DataFrame({"row": np.arange(len(term))}).join(
        named, on="row", how="left", maintain_order="left"
    )["term"]
