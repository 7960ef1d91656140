"""
Tokenising, sorting and weighting words, compiled; `kg.link.similarity.counts` gives the work to threads.

Numbers of characters and their places are without sign, as nobody then asks whether they count from the end.
"""

# Loops over numbers are the point here, and what numba compiles cannot be typed as mypy wants it.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,untyped-decorator,misc"

from __future__ import annotations

import numpy as np

from kg.link.similarity.machine_code import compiled

_LETTER, _MARK, _NUMBER, _HYPHEN = (np.uint8(1 << bit) for bit in range(4))
"""Kinds of characters, in the order of `kg.link.similarity.counts.KINDS`."""
_INNER = np.uint8(_LETTER | _MARK | _NUMBER)
_TAIL = np.uint8(_LETTER | _NUMBER)
_ONE, _TWO = np.uint64(1), np.uint64(2)


@compiled
def cut(text, ends, kinds, stops, seed, fields, places, begins, lengths, times, slots):
    """
    Cut texts that stand one behind the other into words, and find which of these are the same.

    `text` are the numbers of the characters, closed by some that belong to no word; `ends` says where each text ends, and
    `kinds` of which kind each character is. The first text holds the stop words, so many different ones; where they
    occur is not told. For each other word its text and its place among the different ones go into `fields` and `places`;
    for each different one where it first begins, its length and how often it occurs go into `begins`, `lengths` and
    `times`. `slots` is room to look words up: zeros, a power of two. Gives the number of words and of different ones.
    """
    found, different, field, end = 0, 0, 0, np.uint64(0)
    last = np.uint64(len(slots) - 1)
    while end < np.uint64(ends[-1]):
        begin = end
        end, is_word = _end(text, kinds, begin)
        if not is_word:
            continue
        while begin >= np.uint64(ends[field]):
            field += 1
        slot = _hash(text, begin, end, seed) & last
        place = slots[slot] - 1
        while place >= 0 and not _same(text, begin, end, np.uint64(begins[place]), np.uint64(lengths[place])):
            slot = (slot + _ONE) & last
            place = slots[slot] - 1
        if place < 0:
            place = different
            begins[place], lengths[place], times[place] = begin, end - begin, 0
            different += 1
            slots[slot] = different
        times[place] += 1
        fields[found], places[found] = field - 1, place - stops
        found += place >= stops  # without a branch, since nothing could foretell it
    return found, different


@compiled
def _end(text, kinds, begin):
    """Give where a word ends that begins here, as `kg.link.similarity.words.WORD` says, or where else one may begin, and which it is."""
    at = begin
    while kinds[text[at]] == _NUMBER:
        at += _ONE
    if kinds[text[at]] != _LETTER:
        return max(at, begin + _ONE), False
    single = not kinds[text[at + _ONE]] & _INNER
    if single:
        if (
            at > begin
            or kinds[text[at + _ONE]] != _HYPHEN
            or kinds[text[at + _TWO]] != _LETTER
            or not kinds[text[at + _TWO + _ONE]] & _INNER
        ):
            return max(at, begin + _ONE), False
        at += _TWO
    while kinds[text[at]] & _INNER:
        at += _ONE
    if not single and kinds[text[at]] == _HYPHEN and kinds[text[at + _ONE]] == _NUMBER:
        at += _TWO
        while kinds[text[at]] & _TAIL:
            at += _ONE
    return at, True


@compiled
def _hash(text, begin, end, seed):
    """Give the FNV-1a of characters, with its upper half mixed into the lower."""
    value = seed
    for at in range(begin, end):
        value = (value ^ text[at]) * np.uint64(0x100000001B3)
    return value ^ value >> np.uint64(32)


@compiled
def _same(text, begin, end, other, length):
    """Tell whether two words have the same characters."""
    if end - begin != length:
        return False
    step = np.uint64(0)
    while step < length and text[begin + step] == text[other + step]:
        step += _ONE
    return step == length


@compiled
def by_word(fields, numbers, begins, records):
    """
    Order words by their numbers.

    A record holds the number of the word before, plus one, or 0 where a field begins; under it the field. `begins` says
    where the records of each word begin, and afterwards where they end.
    """
    field, before = np.int32(-1), np.uint64(0)
    for place in range(len(fields)):
        if fields[place] != field:
            field, before = fields[place], np.uint64(0)
        word = numbers[place]
        records[begins[word]] = before << np.uint64(32) | np.uint64(field)
        begins[word] += 1
        before = np.uint64(word + 1)


@compiled
def by_pair(records, ends, begins, pairs):
    """
    Order pairs of words by the first and then the second, given the records of single words and where those of each end.

    A record holds the number of the second word, and under it the field. `begins` says where the records of each first
    word begin, and afterwards where they end.
    """
    start = 0
    for second in range(len(ends)):
        for place in range(start, ends[second]):
            first = records[place] >> np.uint64(32)
            if first:
                slot = begins[first - np.uint64(1)]
                pairs[slot] = np.uint64(second) << np.uint64(32) | records[place] & np.uint64(0xFFFFFFFF)
                begins[first - np.uint64(1)] = slot + 1
        start = ends[second]


@compiled
def weigh(records, begins, groups, width, mask, rules, keys, rows, papers, weights, squares):
    """
    Weigh the terms of some groups of records, as `kg.link.similarity.vectors.vectors` says.

    `begins` says where the records of each group begin, and `groups` which is the first and which the one behind the
    last. A term are the records of a group that are alike in their upper half, as far as `mask` lets it be seen.
    `rules` are what a word in a title counts, the saturation and, by the number of papers that have a term, its idf.
    For each term that several papers have, its group times the width, plus what was seen of its upper half, goes into
    `keys` and the number of its papers into `rows`; for each of these the paper and the weight go into `papers` and
    `weights`. Squares of the weights of all terms are added to `squares`, by paper. Gives the numbers of terms and of
    weights.
    """
    title, saturation, idf = rules
    terms, found = 0, 0
    for group in range(groups[0], groups[1]):
        place, end = begins[group], begins[group + 1]
        while place < end:
            key = (records[place] & mask) >> np.uint64(32)
            start = found
            while place < end and (records[place] & mask) >> np.uint64(32) == key:
                paper = np.uint32(records[place]) >> np.uint32(1)
                times = title if records[place] & np.uint64(1) == 0 else 1
                if found == start or papers[found - 1] != paper:
                    papers[found], weights[found] = paper, 0
                    found += 1
                weights[found - 1] += times
                place += 1
            for one in range(start, found):
                weight = weights[one] / (weights[one] + saturation) * idf[found - start]
                squares[papers[one]] += weight * weight
                weights[one] = weight
            if found - start > 1:
                keys[terms] = group * width + np.int64(key)
                rows[terms] = found - start
                terms += 1
            else:
                found = start
    return terms, found
