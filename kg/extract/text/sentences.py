"""Sentences and words of a title or abstract, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.text import formulas
from kg.extract.text.words import BOUNDARY, BREAK, Vocabulary, Word, words

_END = re.compile(
    r"[.!?](?:(?<![.!?]{2})[.!?]*+[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[A-Z0-9\u0370-\u03ff$])|(?=[A-Z][a-z]+ [a-z]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|approx|w\.r\.t|a\.k\.a|aka|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|No|Dr|St|viz)"
    r"|(?:^|[\s(])[A-Z])\.$"
)
SPACES = frozenset({" ", "~", "\u00a0"})
"""What separates the words of one name."""
_LONGEST = 2_000
"""Most characters of a sentence; longer text is cut (the longest real sentence of 118,000 papers had 1,812)."""
_URL = re.compile(r"(?:https?:/{0,2}|www\.)[^\s<>\"]+|\\url\b")
_ANY = Vocabulary()
"""Words without a lexicon."""


@dataclass(slots=True, init=False)
class Sentence:
    """A sentence: its span in the text, and the indexes of its words in the passage (first to last, exclusive)."""

    start: int
    end: int
    text: str
    first: int
    last: int

    def __init__(self, start: int, end: int, text: str, first: int, last: int) -> None:
        """Take what a sentence is."""
        self.start, self.end, self.text, self.first, self.last = start, end, text, first, last


@dataclass(slots=True, init=False)
class Passage:
    """
    A title or an abstract, split into sentences and words.

    The words of all sentences are one list, with an empty word of key `BREAK` before the first sentence and after each
    one, so that every word has two neighbours and nothing is found across two sentences.
    """

    text: str
    sentences: list[Sentence]
    words: list[Word]
    starts: list[int]
    """The start of each word in the text."""
    keys: list[str]

    def __init__(self, text: str, sentences: list[Sentence], words: list[Word], starts: list[int]) -> None:
        """Take what was split."""
        self.text, self.sentences, self.words, self.starts = text, sentences, words, starts
        self.keys = [word.key for word in words]

    def behind(self, at: int) -> int:
        """Give the end of a word in the text."""
        return self.starts[at] + len(self.words[at].text)

    def gap(self, at: int) -> str:
        """Give the text between a word and the word before it."""
        starts, before = self.starts, at - 1
        return self.text[starts[before] + len(self.words[before].text) : starts[at]]

    def between(self, first: int, last: int) -> str:
        """Give the text from the first word to the last (exclusive)."""
        return self.text[self.starts[first] : self.behind(last - 1)]

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """
        Give the words of a stretch of the text (first to last, exclusive), None where it begins or ends inside one.

        A letter more is a plural.
        """
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)
        whole = self.starts[first] == start and first < last and self.behind(last - 1) <= end + 1
        return (first, last) if whole and BREAK not in self.keys[first:last] else None


def mask_urls(text: str) -> str:
    """Give the text with every web address blanked out; all offsets stay the same."""
    return _URL.sub(lambda found: " " * len(found.group()), text) if "http" in text or "www" in text else text


def passage(text: str, vocabulary: Vocabulary = _ANY) -> Passage:
    """
    Split a text into sentences, and these into words.

    >>> [s.text for s in passage("We use U-Net, e.g. on ISBI. It wins.").sentences]
    ['We use U-Net, e.g. on ISBI.', 'It wins.']
    """
    masked = mask_urls(text)
    starts, found = words(masked, vocabulary)
    if formulas.has_formula(masked):
        _join_formulas(masked, starts, found, vocabulary)
    starts.insert(0, 0)
    found.insert(0, BOUNDARY)
    parts = list[Sentence]()
    start, first = 0, 1
    for end in _bounded(masked, [*_ends(masked), len(text)]):
        body = text[start:end].lstrip()
        begin, start = end - len(body), end
        body = body.rstrip()
        if body:
            stop = begin + len(body)
            last = bisect_left(starts, stop, first)
            before = starts[last - 1]
            behind = before + found[last - 1].length
            if behind > stop:  # the sentence was cut inside a word
                found[last - 1 : last] = vocabulary[masked[before:stop]], vocabulary[masked[stop:behind]]
                starts.insert(last, stop)
            starts.insert(last, stop)
            found.insert(last, BOUNDARY)
            parts.append(Sentence(begin, stop, body, first, last))
            first = last + 1
    return Passage(text, parts, found, starts)


def sentences(text: str) -> list[Sentence]:
    """Give the sentences of a text alone; see `passage`."""
    return passage(text).sentences


def _bounded(text: str, ends: Sequence[int]) -> Sequence[int]:
    """Give the ends of sentences, with more where one is too long: work on a sentence may grow with its square."""
    if len(text) <= _LONGEST:
        return ends
    start, found = 0, list[int]()
    for end in ends:
        while end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            start = blank if blank > 0 else start + _LONGEST
            found.append(start)
        found.append(end)
        start = end
    return found


def _ends(text: str) -> list[int]:
    return [
        found.end()
        for found in _END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, found.start() - 12), found.start() + 1)
    ]


def _join_formulas(masked: str, starts: list[int], found: list[Word], vocabulary: Vocabulary) -> None:
    """Join the words that a formula divides into one, where they are a name: one with a capital, or a known one."""
    for start, end, capital in reversed([*formulas.words(masked)]):
        whole = masked[start:end]
        word = vocabulary[whole]
        if word.text == whole and (capital or word.known or word.follow):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if _behind(starts, found, first - 1) <= start and _behind(starts, found, last - 1) <= end:
                starts[first:last], found[first:last] = [start], [word]


def _behind(starts: Sequence[int], found: Sequence[Word], at: int) -> int:
    return starts[at] + found[at].length if at >= 0 else 0
