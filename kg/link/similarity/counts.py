"""
Tokenising, counting and weighting the words of many papers, compiled.

The work is shared among as many threads as there are processors; the result does not depend on their number.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl

from kg.link.similarity import word_kernels as kernels
from kg.link.similarity.threads import shared
from kg.link.similarity.words import SATURATION, TITLE, Cut, Words, stop_words

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix

    _Terms: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]
    """Keys of terms, the number of papers of each, these papers, and what the term weighs in each."""

KINDS = (r"\p{L}+", r"\p{M}+", r"\p{N}+", "-+")
"""The kinds of characters that `kg.link.similarity.words.WORD` tells apart; the number of each is the power of two of its place."""
_PORTIONS = 8
"""Parts in which terms are weighed, whatever the number of threads, so that sums are always rounded alike."""


def cut(texts: pl.Series) -> Cut:
    """Split texts into words, without stop words."""
    left_out = stop_words()
    parts = [" ".join(left_out), *texts.to_list()]
    whole = "\n".join([*parts, "\n\n"])
    ends = np.cumsum([len(part) + 1 for part in parts])
    most = len(whole) // 3 + 1  # a word and what divides it from the next are three characters at least
    fields, places, begins, lengths, times = (np.empty(most, np.int32) for _ in range(5))
    slots = np.zeros(1 << most.bit_length(), np.int32)
    text, stops = np.frombuffer(whole.encode("utf-32-le"), "<u4"), len(left_out)
    seed = np.uint64(hash(parts[0]) % 2**64)  # another in each process, so that no text is made to be slow
    found, different = kernels.cut(
        text, ends, _kinds(), stops, seed, fields, places, begins, lengths, times, slots
    )
    spans = zip(begins[stops:different].tolist(), lengths[stops:different].tolist(), strict=True)
    written = [whole[begin : begin + length] for begin, length in spans]
    return Cut(fields[:found].copy(), places[:found].copy(), written, times[stops:different].copy())


@cache
def _kinds() -> NDArray[np.uint8]:
    """Give the kind of each character by its number."""
    kinds = np.zeros(0x110000, np.uint8)
    numbers = np.delete(np.arange(len(kinds), dtype="<u4"), slice(0xD800, 0xE000))  # all but surrogates
    characters = numbers.tobytes().decode("utf-32-le")
    for place, pattern in enumerate(KINDS):
        for run in pl.Series([characters]).str.extract_all(pattern)[0]:
            kinds[ord(run[0]) : ord(run[-1]) + 1] |= 1 << place
    return kinds


def weighed(
    words: Words, idf: NDArray[np.float64], pair_idf: NDArray[np.float64]
) -> tuple[NDArray[np.int64], csc_matrix, NDArray[np.float64]]:
    """
    Weigh words and pairs of neighbouring words.

    Given the idf of words and of pairs by the number of papers that have them, gives the keys (`kg.link.similarity.vectors.Vectors`)
    and the weights of those that two papers have or more, a column each, and by paper the sum of the squares of the
    weights of all its terms.
    """
    from scipy.sparse import csc_matrix

    number, squares = len(words.written), np.zeros(len(idf) - 1)
    begins = _begins(words.number, number)
    ends = begins[:-1].copy()
    records = np.empty(len(words.number), np.uint64)
    kernels.by_word(words.field, words.number, ends, records)
    terms = _terms(records, begins, (1, 0xFFFFFFFF), idf, squares)

    begins = _begins(words.number[:-1][words.field[1:] == words.field[:-1]], number)
    pairs = np.empty(begins[-1], np.uint64)
    kernels.by_pair(records, ends, begins[:-1].copy(), pairs)
    del records
    terms += _terms(pairs, begins, (number, 0xFFFFFFFFFFFFFFFF), pair_idf, squares)
    del pairs

    keys = np.concatenate([one[0] for one in terms])
    keys[sum(len(one[0]) for one in terms[:_PORTIONS]) :] += number
    papers = np.concatenate([one[1] for one in terms])
    paper = np.concatenate([one[2] for one in terms])
    weight = np.concatenate([one[3] for one in terms])
    del terms
    pointers = np.concatenate([[0], np.cumsum(papers)])
    return keys, csc_matrix((weight, paper, pointers), shape=(len(squares), len(keys))), squares


def _begins(words: NDArray[np.int32], number: int) -> NDArray[np.int64]:
    """Give where the records of each word begin, and where those of the last end."""
    return np.concatenate([[0], np.cumsum(np.bincount(words, minlength=number))])


def _terms(
    records: NDArray[np.uint64],
    begins: NDArray[np.int64],
    keyed: tuple[int, int],
    idf: NDArray[np.float64],
    squares: NDArray[np.float64],
) -> list[_Terms]:
    """Give the terms of each portion of the records; `keyed` is how a key is made, and squares are added to `squares`."""
    width, mask = keyed
    rules = (TITLE, SATURATION, idf)
    cuts = np.searchsorted(begins, np.linspace(0, len(records), _PORTIONS + 1)).tolist()

    def share(portion: int, _: int) -> tuple[_Terms, NDArray[np.float64]]:
        """Give the terms of one portion, and what it adds to the squares."""
        groups = (cuts[portion], cuts[portion + 1])
        most = begins[groups[1]] - begins[groups[0]]
        keys, papers = np.empty(most // 2, np.int64), np.empty(most // 2, np.int64)
        paper, weight = np.empty(most, np.int32), np.empty(most, np.float32)
        own = np.zeros_like(squares)
        terms, found = kernels.weigh(
            records, begins, groups, width, np.uint64(mask), rules, keys, papers, paper, weight, own
        )
        return (keys[:terms].copy(), papers[:terms].copy(), paper[:found].copy(), weight[:found].copy()), own

    found = []
    for terms, own in shared(share, _PORTIONS, 1):
        squares += own
        found.append(terms)
    return found
