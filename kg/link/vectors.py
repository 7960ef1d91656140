"""
Papers as sparse TF-IDF vectors of unit length.

Terms are words, with plurals folded, and pairs of neighbouring words. Words are cut, counted and numbered
column by column, so that 100,000 papers take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from kg.model import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_BLOCK = 10_000
"""Papers that are cut into words at a time; bounds the memory that their strings take."""

# Measured on 18,027 abstracts with 13,979 known citations (benchmarks/similarity.py), half of them set aside:
# word pairs add 0.010 to nDCG@10, folded plurals 0.005, a title that counts twice 0.004, saturation in
# place of the logarithm 0.003. Neighbouring values of the three numbers differ by less than 0.002.
_TITLE = 2
_SATURATION = 2.0
_PAIR = 0.7

_WORD = r"\p{N}*\p{L}[\p{L}\p{M}\p{N}]+(?:-\p{N}[\p{L}\p{N}]*)?|\p{L}-\p{L}[\p{L}\p{M}\p{N}]+"
"""Two characters or more with a letter among them; "cifar-10" and "u-net" are one word, "pre-training" is two."""
_NOISE = r"https?://\S+|\bwww\.\S+|\\[a-z]+"
"""Addresses and LaTeX commands: they say where things are and how they look, not what the paper is about."""

_STOP_WORDS = frozenset(
    """
    about above across after again against al all almost along already also although always among an and
    another any are around as at be became because become been before being below between both but by can
    cannot common commonly could did do does doing done down due during each either else enough especially et
    etc even ever every few first for from further generally had has have having he hence her here him his how
    however if in indeed instead into is it its itself just last latter least less made make makes making many
    may me might more moreover most mostly much must my near neither never next no none nor not nothing now of
    off often on once one only onto or other others otherwise our out over own particular particularly per
    perhaps rather same second see seem seems several she should since so some still such than that the their
    them then there thereby therefore these they this those though three through thus to together too toward
    towards two typically under until up upon us usually very via was way ways we well were what when where
    whereas whether which while who whole whom whose why will with within without would yet you your

    achieve achieves additionally address addresses approach approaches based compared conduct conducted
    demonstrate demonstrated demonstrates develop developed different effective effectiveness evaluate
    evaluated existing experimental extensive furthermore improve improved improves introduce introduced
    introduces method methods new novel outperform outperforms paper present presented presents previous
    propose proposed proposes provide provides recent recently result results show showed shown shows
    significantly use used uses using various work
    """.split()
)
"""Words that say nothing about a subject: those of the language, then those of reports about research."""


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
    from scipy.sparse import csr_matrix

    blocks, words = _numbered(_written(papers))
    counted = [_counted(number * _BLOCK, *block, len(words)) for number, block in enumerate(blocks)]
    paper, term, times = (
        _column(counted, row, kind) for row, kind in enumerate((np.int32, np.int64, np.int32))
    )
    del blocks, counted  # at 100,000 papers these and what follows are the most that a build has in memory
    keys, column, papers_with = np.unique(term, return_inverse=True, return_counts=True)
    del term
    idf = (np.log((1 + len(papers)) / (1 + papers_with)) + 1) * np.where(keys < len(words), 1, _PAIR)
    weights = times / (times + _SATURATION) * idf[column]
    weights /= np.sqrt(np.bincount(paper, weights**2, minlength=len(papers)))[paper]
    shared = papers_with > 1
    kept = shared[column]
    numbers = np.cumsum(shared) - 1
    matrix = csr_matrix(
        (weights[kept].astype(np.float32), (paper[kept], numbers[column[kept]])),
        shape=(len(papers), int(shared.sum())),
    )
    return Vectors(matrix, words, keys[shared])


def _column(counted: Sequence[NDArray[np.int64]], row: int, kind: Any) -> NDArray[Any]:
    """Give one row of all blocks."""
    return np.concatenate([np.empty(0, kind), *(block[row].astype(kind) for block in counted)])


def _written(papers: Sequence[Paper]) -> Iterator[pl.DataFrame]:
    """Give the words of each block of papers in their order; fields 0 and 1 are the first paper's, and so on."""
    for first in range(0, len(papers), _BLOCK):
        block = papers[first : first + _BLOCK]
        texts = [text for paper in block for text in (paper.title, paper.abstract)]
        yield (
            pl.DataFrame({"text": texts}, schema={"text": pl.String})
            .with_row_index("field")
            .with_columns(
                word=pl.col("text")
                .str.normalize("NFKC")
                .str.to_lowercase()
                .str.replace_all(_NOISE, " ")
                .str.extract_all(_WORD)
            )
            .select("field", "word")
            .explode("word")
            .filter(pl.col("word").is_not_null() & ~pl.col("word").is_in(_STOP_WORDS))
        )


def _numbered(
    blocks: Iterator[pl.DataFrame],
) -> tuple[list[tuple[NDArray[np.int64], NDArray[np.int64]]], pl.Series]:
    """Give for each block the fields and numbers of its words, and the commonest written form by number."""
    fields, places, vocabularies = [], [], []
    for block in blocks:
        vocabulary = block.group_by("word").len("times").sort("word").with_row_index("place")
        placed = block.join(vocabulary, on="word", maintain_order="left")
        fields.append(placed["field"].cast(pl.Int64).to_numpy())
        places.append(placed["place"].to_numpy())
        vocabularies.append(vocabulary.select("word", "times"))
    forms = (
        pl.concat([pl.DataFrame(schema={"word": pl.String, "times": pl.UInt32}), *vocabularies])
        .group_by("word")
        .agg(pl.col("times").sum())
        .with_columns(term=_singular(pl.col("word")))
        .sort("term", "times", "word", descending=[False, True, False])
        .with_columns(number=pl.col("term").rle_id().cast(pl.Int64))
    )
    numbers = [
        vocabulary.join(forms, on="word", maintain_order="left")["number"].to_numpy()
        for vocabulary in vocabularies
    ]
    numbered = [(field, number[place]) for field, number, place in zip(fields, numbers, places, strict=True)]
    return numbered, forms.unique("number", keep="first", maintain_order=True)["word"]


def _singular(word: pl.Expr) -> pl.Expr:
    """Fold regular plurals: "policies" and "policy", "embeddings" and "embedding", but not "analysis" or "gas"."""
    folded = (
        word.str.replace(r"^(.{2,})ies$", "${1}y")
        .str.replace(r"^(.{2,}ss)es$", "${1}")
        .str.replace(r"^(.{2,}[^sui])s$", "${1}")
    )
    return pl.when(word.str.len_chars() > 3).then(folded).otherwise(word)


def _counted(first: int, field: NDArray[np.int64], word: NDArray[np.int64], words: int) -> NDArray[np.int64]:
    """
    Count words and pairs of neighbours (stop words between them aside) of a block of papers.

    Gives three rows: the number of the paper (that of the block's first one is given), the term, and how often.
    """
    within = field[:-1] == field[1:]
    field = np.concatenate([field, field[:-1][within]])
    term = np.concatenate([word, ((word[:-1] + 1) * words + word[1:])[within]])
    times = np.where(field % 2 == 0, _TITLE, 1)
    # A paper and a term in one number: sorting numbers is many times faster than sorting pairs of them.
    terms = (words + 1) * words
    together, count = np.unique(np.repeat(field // 2 * terms + term, times), return_counts=True)
    return np.stack([first + together // max(terms, 1), together % max(terms, 1), count])
