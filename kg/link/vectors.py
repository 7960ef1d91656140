"""
Papers as sparse TF-IDF vectors of unit length.

Terms are words, with plurals folded, and pairs of neighbouring words. Words are cut, counted and numbered
column by column, so that 100,000 papers take seconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl

from kg.model import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    _Words: TypeAlias = tuple[NDArray[np.int32], NDArray[np.int32]]
    """For each word of the papers, in their order: its field and its number. Fields 0 and 1 are the first paper's."""

_BLOCK = 10_000
"""Papers that are cut into words at a time; bounds the memory that their strings take."""
_PORTIONS = 8
"""Parts in which terms are counted; bounds the memory that this takes."""

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
    from scipy.sparse import csc_matrix

    (field, number), words = _numbered(_written(papers))
    squares = np.zeros(len(papers))
    columns = [tuple(np.empty(0, kind) for kind in (np.int64, np.int64, np.int32, np.float32))]
    for first, term, fields in _terms(field, number, len(words), len(papers)):
        key, begins, paper, times = _counted(term, fields, len(papers))
        papers_with = np.diff(begins, append=len(paper))
        idf = (np.log((1 + len(papers)) / (1 + papers_with)) + 1) * (1 if first < len(words) else _PAIR)
        weights = times / (times + _SATURATION) * np.repeat(idf, papers_with)
        squares += np.bincount(paper, weights**2, minlength=len(papers))
        shared = papers_with > 1
        kept = np.repeat(shared, papers_with)
        columns.append(
            (first + key[shared], papers_with[shared], paper[kept], weights[kept].astype(np.float32))
        )
    del field, number
    keys, papers_with, paper, weights = (np.concatenate(part) for part in zip(*columns, strict=True))
    del columns
    weights /= np.sqrt(squares)[paper]
    pointers = np.concatenate([[0], np.cumsum(papers_with)])
    matrix = csc_matrix((weights, paper, pointers), shape=(len(papers), len(keys)))
    return Vectors(matrix.tocsr(), words, keys)


def _written(papers: Sequence[Paper]) -> Iterator[pl.DataFrame]:
    """Give the words of each block of papers in their order; fields 0 and 1 are the first paper's, and so on."""
    for first in range(0, len(papers), _BLOCK):
        block = papers[first : first + _BLOCK]
        texts = [_normal(text) for paper in block for text in (paper.title, paper.abstract)]
        yield (
            pl.DataFrame({"text": texts}, schema={"text": pl.String})
            .with_row_index("field", offset=2 * first)
            .with_columns(
                word=pl.col("text").str.to_lowercase().str.replace_all(_NOISE, " ").str.extract_all(_WORD)
            )
            .select("field", "word")
            .explode("word")
            .filter(pl.col("word").is_not_null() & ~pl.col("word").is_in(_STOP_WORDS))
        )


def _normal(text: str) -> str:
    """Give the text with its characters in one form; most texts are ASCII and need nothing."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _numbered(blocks: Iterator[pl.DataFrame]) -> tuple[_Words, pl.Series]:
    """Number the words, and give the commonest written form of each by its number."""
    fields, places, vocabularies = [np.empty(0, np.int32)], [], []
    for block in blocks:
        vocabulary = block.group_by("word").len("times").sort("word").with_row_index("place")
        placed = block.join(vocabulary, on="word", how="left", maintain_order="left")
        fields.append(placed["field"].cast(pl.Int32).to_numpy())
        places.append(placed["place"].to_numpy())
        vocabularies.append(vocabulary.select("word", "times"))
    forms = (
        pl.concat([pl.DataFrame(schema={"word": pl.String, "times": pl.UInt32}), *vocabularies])
        .group_by("word")
        .agg(pl.col("times").sum())
        .with_columns(term=_singular(pl.col("word")))
        .sort("term", "times", "word", descending=[False, True, False])
        .with_columns(number=pl.col("term").rle_id().cast(pl.Int32))
    )
    numbers = [np.empty(0, np.int32)]
    for vocabulary, place in zip(vocabularies, places, strict=True):
        found = vocabulary.join(forms, on="word", how="left", maintain_order="left")
        numbers.append(found["number"].to_numpy()[place])
    words = forms.unique("number", keep="first", maintain_order=True)["word"]
    return (np.concatenate(fields), np.concatenate(numbers)), words


def _singular(word: pl.Expr) -> pl.Expr:
    """Fold regular plurals: "policies" and "policy", "embeddings" and "embedding", but not "analysis" or "gas"."""
    folded = (
        word.str.replace(r"^(.{2,})ies$", "${1}y")
        .str.replace(r"^(.{2,}ss)es$", "${1}")
        .str.replace(r"^(.{2,}[^sui])s$", "${1}")
    )
    return pl.when(word.str.len_chars() > 3).then(folded).otherwise(word)


def _terms(
    field: NDArray[np.int32], word: NDArray[np.int32], words: int, papers: int
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int32]]]:
    """
    Give the words, and then the pairs of neighbours (stop words between them aside), portion by portion.

    A portion is the key of its first term, the keys of the terms less that one, and the fields that they stand in.
    """
    for start, chosen in _portions(word, words, max(words, 1)):
        yield start, (word[chosen] - start).astype(np.int64), field[chosen]
    pairs = np.flatnonzero(field[:-1] == field[1:])
    first, second, field = word[pairs], word[pairs + 1], field[pairs]
    most = (1 << 61) // max(words * papers, 1)  # beyond, `_counted` would run out of bits
    for start, chosen in _portions(first, words, most):
        begin = (first[chosen] - start).astype(np.int64) * words
        yield (start + 1) * words, begin + second[chosen], field[chosen]


def _portions(word: NDArray[np.int32], words: int, most: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Cut the words at some of their numbers, `most` apart at most: give the first number and the places of each part."""
    ends = np.cumsum(np.bincount(word, minlength=words))
    bounds = np.searchsorted(ends, np.linspace(0, len(word), _PORTIONS + 1)[1:-1], side="right")
    for start, end in pairwise(np.unique([*range(0, words, most), *bounds, words]).tolist()):
        yield start, np.flatnonzero((word >= start) & (word < end))


def _counted(
    term: NDArray[np.int64], field: NDArray[np.int32], papers: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """
    Count how often each paper has each term.

    Gives the different terms, sorted, and where each begins in the other two: its papers, and how often each has it.
    """
    # Term, paper and field in one number: sorting numbers is many times faster than sorting triples.
    bits = papers.bit_length() + 1
    together = np.sort(term << bits | field)
    entry = together >> 1
    begins = np.flatnonzero(np.diff(entry, prepend=-1))
    times = np.diff(begins, append=len(entry))
    if len(begins):
        times += (_TITLE - 1) * np.add.reduceat(1 - (together & 1), begins)
    entry = entry[begins]
    paper = (entry & ((1 << (bits - 1)) - 1)).astype(np.int32)
    term = entry >> (bits - 1)
    begins = np.flatnonzero(np.diff(term, prepend=-1))
    return term[begins], begins, paper, times
