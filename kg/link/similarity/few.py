"""
What `kg.link.similarity.counts` and `kg.link.similarity.products` do, by polars, scipy and numpy, with the same result: for few papers, where
loading numba takes longer than the work itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from kg.link.similarity.words import SATURATION, TITLE, WORD, Cut, Words, stop_words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix, csr_matrix

    from kg.link.similarity.products import Rows

PAPERS = 2_000
"""Most papers for which these are faster: comparing all with all takes at most half a second, as long as loading numba."""


def cut(texts: pl.Series) -> Cut:
    """Give what `kg.link.similarity.counts.cut` gives."""
    words = (
        pl.DataFrame({"text": np.arange(len(texts), dtype=np.int32), "word": texts})
        .with_columns(pl.col("word").str.extract_all(WORD))
        .explode("word")
        .filter(pl.col("word").is_not_null() & ~pl.col("word").is_in(stop_words()))
    )
    different = words.group_by("word").len("times").with_row_index("place")
    placed = words.join(different, on="word", how="left", maintain_order="left")
    place, times = (column.cast(pl.Int32).to_numpy() for column in (placed["place"], different["times"]))
    return Cut(words["text"].to_numpy(), place, different["word"], times)


def weighed(
    words: Words, idf: NDArray[np.float64], pair_idf: NDArray[np.float64]
) -> tuple[NDArray[np.int64], csc_matrix, NDArray[np.float64]]:
    """Give what `kg.link.similarity.counts.weighed` gives."""
    from scipy.sparse import csc_matrix

    pair = np.flatnonzero(words.field[:-1] == words.field[1:])
    number = words.number.astype(np.int64)
    field = np.concatenate([words.field, words.field[pair]])
    term = np.concatenate([number, (number[pair] + 1) * len(words.written) + number[pair + 1]])
    keys, column = np.unique(term, return_inverse=True)
    times = np.where(field % 2 == 0, TITLE, 1).astype(np.float64)
    columns = csc_matrix((times, (field >> 1, column)), shape=(len(idf) - 1, len(keys)))
    columns.sum_duplicates()
    papers = np.diff(columns.indptr)
    factor = np.where(keys < len(words.written), idf[papers], pair_idf[papers])
    weight: NDArray[np.float64] = columns.data / (columns.data + SATURATION) * np.repeat(factor, papers)
    squares = np.bincount(columns.indices, weight**2, minlength=len(idf) - 1).astype(np.float64)
    columns.data = weight.astype(np.float32)
    return keys[papers > 1], columns[:, papers > 1], squares


def best_products(left: csr_matrix, right: csr_matrix, best: int) -> csr_matrix:
    """Give what `kg.link.similarity.products.best_products` gives, with all products in memory."""
    from scipy.sparse import csr_matrix

    products = (left @ right.T).toarray()
    # Value and place in one number: of equals those with the smaller places are greater.
    keys = products.view(np.uint32).astype(np.uint64) << np.uint64(32)
    keys |= ~np.arange(right.shape[0], dtype=np.uint32)
    kept = max(right.shape[0] - best - 1, 0)
    least = np.partition(keys, kept, axis=1)[:, kept : kept + 1] if keys.size else keys
    return csr_matrix(np.where(keys >= least, products, 0))


def cosines(matrix: csr_matrix, first: Rows, second: Rows) -> NDArray[np.float64]:
    """Give what `kg.link.similarity.products.cosines` gives."""
    products = matrix[first].multiply(matrix[second]).astype(np.float64)
    return np.asarray(products.sum(axis=1)).ravel()


def strongest(matrix: csr_matrix, first: Rows, second: Rows, best: int) -> NDArray[np.int32]:
    """Give what `kg.link.similarity.products.strongest` gives."""
    products = matrix[first].multiply(matrix[second]).tocsr()
    pair = np.repeat(np.arange(len(first)), np.diff(products.indptr))
    order = np.lexsort((products.indices, -products.data, pair))
    place = np.arange(len(order)) - products.indptr[pair]
    kept = place < best
    columns = np.full((len(first), best), -1, dtype=np.int32)
    columns[pair[kept], place[kept]] = products.indices[order[kept]]
    return columns


def among_nearest(
    first: Rows, second: Rows, score: NDArray[np.float64], rows: int, best: int
) -> NDArray[np.bool_]:
    """Give what `kg.link.similarity.products.among_nearest` gives."""
    row, other = np.concatenate([second, first]), np.concatenate([first, second])
    order = np.lexsort((other, -np.tile(score, 2), row))
    near = np.empty(len(order), dtype=np.bool_)
    ordered = row[order]
    near[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered) < best
    return near[: len(first)] | near[len(first) :]
