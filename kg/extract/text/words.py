"""Words of a text, with what does not depend on where they occur."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.known import Known
from kg.extract.text import groups
from kg.extract.text.senses import SENSES
from kg.names.folding import fold_name

_MOST_SEEN = 1 << 17
"""Most words that a vocabulary keeps."""
_MOST_CHUNKS = 1 << 16
"""Most chunks whose words it keeps."""
_LONGEST_CHUNK = 32
"""Most characters of such a chunk."""
_USUAL = 1 << 12
"""How many of the first words are looked at closely: the most frequent ones are among them."""
_WORD = re.compile(
    r"([^\W_][A-Za-z]*+(?:(?=[ ,)])|"  # most words end here; the rest says the same of them, but takes longer
    r"(?<=[a-z])(?:(?:--|–)[A-Z][a-z]++)++|"  # several persons: Bradley--Terry
    r"[^\W_]*+(?:(?:[-‐‑_/^&@+*·](?=[^\W_])|(?<=[A-Za-z])–(?=\d)|['’](?=[^\W_]{2})|\.(?=\d|[a-z](?![a-z]{3}))|\^?\{\w+\})[^\W_]*+)*+"
    r"[+*†]{0,2}+(?:['’]s\b)?))"
)
_APART = (",", "(", ")", ":")
"""Marks that part words as a space does; with fewer sorts of chunks, more of them are in the cache."""
_PART = r"(?:[A-Za-z]|\dD(?=[A-Z]))(?:[\w-]|\.(?=\d))+"
_PARTED = re.compile(rf"(?:\d+(?:\.\d+)?(?=/[A-Z][a-z]{{2}})|{_PART})(?:[/+]{_PART})+")
"""Two names joined into one word: "PTB/WikiText-103", "SVM+PCA", "3DBoat/3DShip"; or a number and a name: Cat "3/Dog" 4."""
_JOINT = re.compile("[/+]")
_HEAD = r"(?:algorithm|benchmark|dataset|framework|method|model|network|system|task)"
_DASHES = [
    *[(mark, re.compile(f"{mark}[A-Z]")) for mark in ("s-", "--", "–")],
    ("-", re.compile(rf"{_HEAD}-[A-Z]\w")),
]
"""A dash without blanks between a plain word and a name: "benchmarks--GLUE", "datasets-COCO", "method-LIME"."""
_PLAIN = re.compile(rf"[a-z]{{4,}}(?=(?:(?<=[^aisu]s)-|--|–)[A-Z])|\b{_HEAD}(?=-[A-Z]\w)")
"""Such a word; a hyphen parts only a plural or the word for a thing from a name: "bias-Free" is one word."""
_COMPOUND = re.compile(
    r"[-‐‑/](?:based|style|like|driven|guided|inspired|augmented|free|aware|level|trained|pretrained|derived|specific|"
    r"enhanced|powered|only|type|wise|equipped|generated|assisted|oriented|compatible|native|centric|related|have|has|can|are|was|were|remains?|achieves?|"
    r"compliant|optimal|agnostic|dependent|family|class|scale|sized|initialized|finetuned|tuned|by|the|an|which|with|for|is|"
    r"(?:to|and|or|in|of|as)(?!-(?:an?-|the-)?[A-Z\d])|"
    r"shaped|enabled|induced|regularized|compressed|quantized|distilled|encoded|constrained|stabilized|optimized|"
    r"adapted|grounded|theoretic|architectured|variant|variants|backed|integrated|judge|conditioned|supervised|score|scores|"
    r"Based|Style|Like|Driven|Guided|Inspired)\b.*$"
)
_VERSION = re.compile(
    r"(?:19|20)\d\d(?:(?:/|--?|–)(?:(?:19|20)?\d\d))?$|\d+x\d+$|v?1?\d(?:\.\d)?[A-Za-z]?$|\d+(?:\.\d+)?[BKM]$|[A-Z]\d*$|[IVX]+$"
)
_NUMBER = re.compile(r"[\d.,%]+$|[IVX]{1,4}$|\d+(?:\.\d+)?(?:[a-zA-Z]{1,3}|-?bit|-?fold|th|-?[dD])?$")


@dataclass(slots=True, eq=False, init=False)
class Word:
    """A word type: everything about a word that does not depend on where it occurs."""

    text: str
    """As written, without a modifying ending; see `bare`."""
    length: int
    """Characters as written, with such an ending."""
    key: str
    """Folded as names are; see `kg.names.folding.fold_name`."""
    lower: str
    sense: str | None
    """What it suggests about a name beside it; see `kg.extract.text.senses`."""
    named: bool
    """Whether it has the shape of a name; see `is_name`."""
    capital: bool
    """Whether it begins with a capital."""
    number: bool
    """Whether it is a number or a quantity, not a name."""
    version: bool
    """Whether it may continue a name: a year, a version, a size."""
    vector: int
    """The row of its word vector in `kg.extract.models.network`; see `kg.extract.text.groups.numbers`."""
    initial: str
    """The first character of its key."""
    known: tuple[Known, ...]
    """What the lexicon knows under this one word."""
    follow: str
    """If the word begins names of the lexicon: the characters with which their next word may begin; see `kg.extract.lexicon.prefix_index`."""

    def __init__(
        self,
        text: str,
        length: int,
        key: str,
        lower: str,
        sense: str | None,
        *,
        named: bool,
        capital: bool,
        number: bool,
        version: bool,
        vector: int,
    ) -> None:
        """Leave to the vocabulary what the lexicon says of the word."""
        self.text, self.length, self.key, self.lower, self.sense = text, length, key, lower, sense
        self.named, self.capital, self.number, self.version = named, capital, number, version
        self.vector, self.initial = vector, key[:1]
        self.known, self.follow = (), ""


BREAK = "\n"
"""Key of the boundary between sentences; no folded name has this character."""
BOUNDARY = Word("", 0, BREAK, "", None, named=False, capital=False, number=False, version=False, vector=0)


class Vocabulary(dict[str, Word]):
    """A cache from a word as written to its `Word`, filled on demand: the same words occur again and again."""

    def __init__(
        self,
        known: Callable[[str, str], tuple[Known, ...]] = lambda _text, _key: (),
        follow: Callable[[str, bool], str] = lambda _key, _closely: "",
        ordinary: Callable[[str], bool] = lambda _text: False,
    ) -> None:
        """Take the functions that look up `Word.known` and `Word.follow`, and that tell ordinary words from names."""
        super().__init__({BREAK: BOUNDARY})
        self.known, self.follow, self.ordinary = known, follow, ordinary
        self.chunks = _Chunks(self)

    def __missing__(self, piece: str) -> Word:
        """Make the `Word`."""
        answer = _word(piece, self.ordinary)
        answer.known = self.known(answer.text, answer.key)
        answer.follow = self.follow(answer.key, len(self) < _USUAL)
        if len(self) < _MOST_SEEN:
            self[piece] = answer
        return answer


_Chunk = Word | list[tuple[int, Word]]
"""What stands between two spaces: its words, each with its start there; or, as mostly, the one word that it is."""


class _Chunks(dict[str, _Chunk]):
    """
    A cache from what stands between two spaces to its words, filled on demand.

    No word has a space in it, and how a chunk is split does not depend on what is beside it.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary

    def __missing__(self, chunk: str) -> _Chunk:
        answer: _Chunk
        if chunk.isalnum():
            answer = self.vocabulary[chunk]
        else:
            starts, pieces = _pieces(chunk)
            answer = [(start, self.vocabulary[piece]) for start, piece in zip(starts, pieces, strict=True)]
            if pieces == [chunk]:
                answer = answer[0][1]
        if len(self) < _MOST_CHUNKS and len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = answer
        return answer


def words(text: str, vocabulary: Vocabulary) -> tuple[list[int], list[Word]]:
    """Give the starts of the words of a text, and the words."""
    starts, found = list[int](), list[Word]()
    begin, chunks = 0, vocabulary.chunks
    apart = text.replace(". ", "  ")
    for mark in _APART:
        apart = apart.replace(mark, " ")
    for chunk in apart.split(" "):
        if chunk:
            inside = chunks[chunk]
            if isinstance(inside, Word):
                starts.append(begin)
                found.append(inside)
            else:
                for start, word in inside:
                    starts.append(begin + start)
                    found.append(word)
        begin += len(chunk) + 1
    return starts, found


def _pieces(chunk: str) -> tuple[list[int], list[str]]:
    """Give the starts of the words of a chunk, and the words as written."""
    pieces = _WORD.split(chunk)  # what lies between words, and the words, in turn
    starts = list(accumulate(map(len, pieces)))[:-1:2]
    pieces = pieces[1::2]
    if "/" in chunk or "+" in chunk:
        _split_joint(starts, pieces)
    if any(mark in chunk and bool(found.search(chunk)) for mark, found in _DASHES):
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


def _word(piece: str, ordinary: Callable[[str], bool]) -> Word:
    if piece.isalpha() and piece.islower() and piece.isascii():
        at = groups.numbers().get(piece, _LOWER)
        return Word(
            piece,
            len(piece),
            piece,
            piece,
            SENSES.get(piece),
            named=False,
            capital=False,
            number=False,
            version=False,
            vector=at,
        )
    text = bare(piece, ordinary).removesuffix("'s").removesuffix("’s")
    lower, named = text.lower(), is_name(text)
    key, plain = fold_name(text), text.isalpha() and not text.isupper()
    number, form = not plain and bool(_NUMBER.match(text)), groups.form(text, lower, named=named)
    other = _NAME if named else _QUANTITY if number else _CAPITAL if text[0].isupper() else _LOWER
    return Word(
        text,
        len(piece),
        key,
        lower,
        SENSES.get(lower),
        named=named,
        capital=text[0].isupper(),
        number=number,
        version=not plain and bool(_VERSION.match(text)) and not text.islower(),
        vector=groups.numbers().get(form, other),
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
