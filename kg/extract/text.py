"""Sentences and tokens of a title or abstract, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.extract import formulas, groups
from kg.extract.senses import SENSES
from kg.ids import fold_name

if TYPE_CHECKING:
    from kg.extract.lexicon import Known

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
_MOST_SEEN = 1 << 17
"""Most words that a vocabulary keeps."""
_USUAL = 1 << 12
"""How many of the first words are looked at closely: the most frequent ones are among them."""
_URL = re.compile(r"(?:https?:/{0,2}|www\.)[^\s<>\"]+|\\url\b")
_WORD = re.compile(
    r"([^\W_][A-Za-z]*+(?:(?=[ ,)])|"  # most words end here; the rest says the same of them, but takes longer
    r"(?<=[a-z])(?:(?:--|–)[A-Z][a-z]++)++|"  # several persons: Bradley--Terry
    r"[^\W_]*+(?:(?:[-‐‑_/^&@+*·](?=[^\W_])|(?<=[A-Za-z])–(?=\d)|['’](?=[^\W_]{2})|\.(?=\d|[a-z](?![a-z]{3}))|\^?\{\w+\})[^\W_]*+)*+"
    r"[+*†]{0,2}+(?:['’]s\b)?))"
)
_PARTED = re.compile(r"[A-Za-z][\w-]+(?:[/+][A-Za-z][\w-]+)+")
"""Two names joined into one word: "PTB/WikiText-103", "SVM+PCA"."""
_JOINT = re.compile("[/+]")
_DASHES = [(mark, re.compile(f"{mark}[A-Z]")) for mark in ("s-", "--", "–")]
"""A dash without blanks between a plain word and a name: "benchmarks--GLUE", "datasets-COCO"."""
_PLAIN = re.compile(r"[a-z]{4,}(?=(?:(?<=[^aisu]s)-|--|–)[A-Z])")
"""Such a word; a hyphen parts a plural alone from a name: "bias-Free" is one word."""
_COMPOUND = re.compile(
    r"[-‐‑/](?:based|style|like|driven|guided|inspired|augmented|free|aware|level|trained|pretrained|derived|specific|"
    r"enhanced|powered|only|type|wise|equipped|generated|assisted|oriented|compatible|native|centric|related|"
    r"compliant|optimal|agnostic|dependent|family|class|scale|sized|initialized|finetuned|tuned|by|the|an|which|with|for|is|"
    r"(?:to|and|or|in|of|as)(?!-(?:an?-|the-)?[A-Z\d])|"
    r"shaped|enabled|induced|regularized|compressed|quantized|distilled|encoded|constrained|stabilized|optimized|"
    r"adapted|grounded|theoretic|architectured|variant|variants|backed|integrated|judge|conditioned|supervised|score|scores|"
    r"Based|Style|Like|Driven|Guided|Inspired)\b.*$"
)
_VERSION = re.compile(
    r"(?:19|20)\d\d$|\d+x\d+$|v?1?\d(?:\.\d)?[A-Za-z]?$|\d+(?:\.\d+)?[BKM]$|[A-Z]\d*$|[IVX]+$"
)
_NUMBER = re.compile(r"[\d.,%]+$|[IVX]{1,4}$|\d+(?:\.\d+)?(?:[a-zA-Z]{1,3}|-?bit|-?fold|th|-?[dD])?$")


@dataclass(slots=True, eq=False)
class Word:
    """A word type: everything about a word that does not depend on where it occurs."""

    text: str
    """As written, without a modifying ending; see `bare`."""
    key: str
    """Folded as names are; see `kg.ids.fold_name`."""
    lower: str
    sense: str | None
    """What it suggests about a name beside it; see `kg.extract.senses`."""
    named: bool
    """Whether it has the shape of a name; see `is_name`."""
    capital: bool
    """Whether it begins with a capital."""
    number: bool
    """Whether it is a number or a quantity, not a name."""
    version: bool
    """Whether it may continue a name: a year, a version, a size."""
    vector: int
    """The row of its word vector in `kg.extract.network`; see `kg.extract.groups.numbers`."""
    initial: str
    """The first character of its key."""
    known: tuple[Known, ...] = ()
    """What the lexicon knows under this one word."""
    follow: str = ""
    """If the word begins names of the lexicon: the characters with which their next word may begin; see `kg.extract.spelling`."""


BREAK = "\n"
"""Key of the boundary between sentences; no folded name has this character."""
_BREAK = Word(
    "",
    BREAK,
    "",
    sense=None,
    named=False,
    capital=False,
    number=False,
    version=False,
    vector=0,
    initial=BREAK,
)


class Vocabulary(dict[str, Word]):
    """A cache from a word as written to its `Word`, filled on demand: the same words occur again and again."""

    def __init__(
        self,
        known: Callable[[str, str], tuple[Known, ...]] = lambda _text, _key: (),
        follow: Callable[[str, bool], str] = lambda _key, _closely: "",
        ordinary: Callable[[str], bool] = lambda _text: False,
    ) -> None:
        """Take the functions that look up `Word.known` and `Word.follow`, and that tell ordinary words from names."""
        super().__init__({BREAK: _BREAK})
        self.known, self.follow, self.ordinary = known, follow, ordinary

    def __missing__(self, piece: str) -> Word:
        """Make the `Word`."""
        answer = _word(piece, self.ordinary)
        answer.known = self.known(answer.text, answer.key)
        answer.follow = self.follow(answer.key, len(self) < _USUAL)
        if len(self) < _MOST_SEEN:
            self[piece] = answer
        return answer


_ANY = Vocabulary()
"""Words without a lexicon."""


@dataclass(slots=True)
class Sentence:
    """A sentence: its span in the text, and the indexes of its words in the passage (first to last, exclusive)."""

    start: int
    end: int
    text: str
    first: int
    last: int


@dataclass(slots=True)
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
    senses: list[str | None]

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
    starts, pieces = _pieces(masked)
    if formulas.has_formula(masked):
        _join_formulas(masked, starts, pieces, vocabulary)
    starts.insert(0, 0)
    pieces.insert(0, BREAK)
    found = list[Sentence]()
    start, first = 0, 1
    for end in _bounded(masked, [*_ends(masked), len(text)]):
        body = text[start:end].lstrip()
        begin, start = end - len(body), end
        body = body.rstrip()
        if body:
            stop = begin + len(body)
            last = bisect_left(starts, stop, first)
            if starts[last - 1] + len(pieces[last - 1]) > stop:  # the sentence was cut inside a word
                cut = stop - starts[last - 1]
                pieces[last - 1 : last] = pieces[last - 1][:cut], pieces[last - 1][cut:]
                starts.insert(last, stop)
            starts.insert(last, stop)
            pieces.insert(last, BREAK)
            found.append(Sentence(begin, stop, body, first, last))
            first = last + 1
    words = [*map(vocabulary.__getitem__, pieces)]
    return Passage(text, found, words, starts, [word.key for word in words], [word.sense for word in words])


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


def _pieces(masked: str) -> tuple[list[int], list[str]]:
    """Give the starts of the words of a text, and the words as written."""
    pieces = _WORD.split(masked)  # what lies between words, and the words, in turn
    starts = list(accumulate(map(len, pieces)))[:-1:2]
    pieces = pieces[1::2]
    if "/" in masked or "+" in masked:
        _split_joint(starts, pieces)
    if any(mark in masked and bool(found.search(masked)) for mark, found in _DASHES):
        _split_dashes(starts, pieces)
    return starts, pieces


def _split_joint(starts: list[int], pieces: list[str]) -> None:
    """Split the words that are two names joined."""
    marked = [at for at, piece in enumerate(pieces) if "/" in piece or "+" in piece]
    for at in reversed([at for at in marked if _PARTED.fullmatch(pieces[at])]):
        parts = _JOINT.split(pieces[at])
        starts[at : at + 1] = accumulate([len(part) + 1 for part in parts[:-1]], initial=starts[at])
        pieces[at : at + 1] = parts


def _split_dashes(starts: list[int], pieces: list[str]) -> None:
    """Split the words that are a plain word, a dash and a name."""
    for at in reversed(range(len(pieces))):
        plain = _PLAIN.match(pieces[at])
        if plain:
            behind = at + 1
            if starts[behind : behind + 1] == [starts[at] + len(pieces[at])]:
                behind += 1  # more of the name, as "Net" in "claim--GlazeNet"
            whole = "".join(pieces[at:behind])
            name = whole[plain.end() :].lstrip("-–")
            starts[at:behind] = starts[at], starts[at] + len(whole) - len(name)
            pieces[at:behind] = plain.group(), name


def _join_formulas(masked: str, starts: list[int], pieces: list[str], vocabulary: Vocabulary) -> None:
    """Join the words that a formula divides into one, where they are a name: one with a capital, or a known one."""
    for start, end, capital in reversed([*formulas.words(masked)]):
        whole = masked[start:end]
        word = vocabulary[whole]
        if word.text == whole and (capital or word.known or word.follow):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            if _behind(starts, pieces, first - 1) <= start and _behind(starts, pieces, last - 1) <= end:
                starts[first:last], pieces[first:last] = [start], [whole]


def _behind(starts: Sequence[int], pieces: Sequence[str], at: int) -> int:
    return starts[at] + len(pieces[at]) if at >= 0 else 0


def _word(piece: str, ordinary: Callable[[str], bool]) -> Word:
    if piece.isalpha() and piece.islower() and piece.isascii():
        at = groups.numbers().get(piece, _LOWER)
        return Word(piece, piece, piece, SENSES.get(piece), False, False, False, False, at, piece[0])
    text = bare(piece, ordinary).removesuffix("'s").removesuffix("’s")
    lower, named = text.lower(), is_name(text)
    key, plain = fold_name(text), text.isalpha() and not text.isupper()
    number, form = not plain and bool(_NUMBER.match(text)), groups.form(text, lower, named=named)
    other = _NAME if named else _QUANTITY if number else _CAPITAL if text[0].isupper() else _LOWER
    return Word(
        text,
        key,
        lower,
        SENSES.get(lower),
        named,
        text[0].isupper(),
        number,
        not plain and bool(_VERSION.match(text)) and not text.islower(),
        groups.numbers().get(form, other),
        key[:1],
    )


_LOWER, _CAPITAL, _QUANTITY, _NAME = range(1, len(groups.OTHERS))


def is_name(word: str) -> bool:
    """
    Tell whether a word has the shape of a name: capitals inside, or letters with digits.

    >>> [w for w in ("U-Net", "ReLU", "BERT", "enwik8", "Mamba", "well-known", "3D", "2020") if is_name(w)]
    ['U-Net', 'ReLU', 'BERT', 'enwik8', '3D']
    """
    if word.islower() or word.isdigit():
        return not word.isalpha() and any(map(str.isdigit, word)) and word[0].isalpha() and len(word) > 2
    inner = word[1:]
    if word.isalpha():
        return not inner.islower() and any(map(str.isupper, inner))
    return any(map(str.isupper, inner)) or (any(map(str.isdigit, inner)) and word[0].isalpha())


def bare(word: str, ordinary: Callable[[str], bool] = lambda _word: False) -> str:
    """
    Give a word without a modifying ending, unless it modifies an ordinary word and so may begin a name.

    >>> bare("ResNet-based"), bare("U-Net-style"), bare("GPT-4-as-a-judge"), bare("Best-of-N"), bare("nnU-Net")
    ('ResNet', 'U-Net', 'GPT-4', 'Best-of-N', 'nnU-Net')
    >>> bare("Memory-based"), bare("Memory-based", {"Memory"}.__contains__)
    ('Memory', 'Memory-based')
    """
    cut = _COMPOUND.sub("", word)
    if cut == word:
        return word
    if word[len(cut) + 1 : len(cut) + 2].isupper() and not is_name(cut):
        return word  # "Semantic-Guided" begins a name
    if not any(c.isupper() or c.isdigit() for c in cut):
        return word
    return word if ordinary(cut) else cut
