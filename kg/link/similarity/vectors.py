"""
Papers as sparse TF-IDF vectors of unit length.

Terms are words, with plurals folded, and pairs of neighbouring words, stop words between them aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from kg.link.similarity.choice import functions_for
from kg.link.similarity.words import PAIR, numbered
from kg.model import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Vectors:
    """Papers by terms, one row a paper, in the order of the papers."""

    matrix: csr_matrix
    """
    Weights as 32-bit floats. Rows have unit length counting also the terms that only one paper has; those
    terms have no column, for they never add to a similarity.
    """
    words: pl.Series
    """The commonest written form of each word, by its number."""
    keys: NDArray[np.int64]
    """For each column its term: a word's number, or for a pair of words a and b (a + 1) * len(words) + b."""

    def names(self, terms: pl.Expr) -> pl.Expr:
        """Give terms in words."""
        first, second = (terms // len(self.words), terms % len(self.words))
        word = pl.lit(self.words)
        one = word.gather(second)
        return pl.when(first > 0).then(word.gather(first - 1) + " " + one).otherwise(one)


def vectors(papers: Sequence[Paper]) -> Vectors:
    """
    Weigh the terms of titles and abstracts.

    A term that occurs f times (in the title counting double), in d of n papers, weighs
    f / (f + 2) * (ln((1 + n) / (1 + d)) + 1): the saturation of BM25 with the smoothed idf of scikit-learn.
    """
    by = functions_for(len(papers))
    words = numbered(papers, by.cut)
    idf = np.log((1 + len(papers)) / (1 + np.arange(len(papers) + 1))) + 1
    keys, columns, squares = by.weighed(words, idf, PAIR * idf)
    columns.data /= np.sqrt(squares)[columns.indices]
    return Vectors(columns.tocsr(), words.written, keys)
