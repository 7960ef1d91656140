"""Sentences and tokens of a title or abstract, with their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ids import fold_name

_END = re.compile(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[A-Z0-9\u0370-\u03ff$])|[.!?](?=[A-Z][a-z]+ [a-z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|approx|w\.r\.t|a\.k\.a|aka|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|No|Dr|St|viz)"
    r"|(?:^|[\s(])[A-Z])\.$"
)
_LONGEST = 2_000
"""Characters of a sentence; text without ends (the longest real sentence of 118,000 papers had 1,812) is cut."""
_URL = re.compile(r"(?:https?:/{0,2}|www\.)[^\s<>\"]+|\\url\b")
_TOKEN = re.compile(
    r"[^\W_]+(?:(?:[-‐‑_/^&@+*](?=[^\W_])|['’](?=[^\W_]{2})|\.(?=\d|[a-z](?![a-z]{3}))|\^?\{\w+\})[^\W_]*)*"
    r"[+*†]{0,2}(?:['’]s\b)?"
)
_PARTED = re.compile(r"[A-Za-z][\w-]{2,}(?:/[A-Za-z][\w-]{2,})+")
_COMPOUND = re.compile(
    r"[-‐‑/](?:based|style|like|driven|guided|inspired|augmented|free|aware|level|trained|pretrained|derived|specific|"
    r"enhanced|powered|only|type|wise|equipped|generated|assisted|oriented|compatible|native|centric|related|"
    r"compliant|optimal|agnostic|dependent|family|class|scale|sized|initialized|finetuned|tuned|to|and|or|in|of|as|"
    r"shaped|enabled|induced|regularized|compressed|quantized|distilled|encoded|constrained|stabilized|optimized|"
    r"theoretic|architectured|variant|variants|backed|integrated|judge|conditioned|supervised|score|scores|"
    r"Based|Style|Like|Driven|Guided|Inspired)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word-like piece of text: its place and how it is written."""

    start: int
    end: int
    text: str
    key: str
    """Folded as names are; see `kg.ids.fold_name`."""
    lower: str
    named: bool
    """Whether it is written as only names are; see `is_name`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text and its tokens, whose places count in the text as well."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


def mask_urls(text: str) -> str:
    """Give the text with every web address blanked out, so that all places stay the same."""
    return _URL.sub(lambda found: " " * len(found.group()), text) if "http" in text or "www" in text else text


def sentences(text: str) -> list[Sentence]:
    """
    Split a text into sentences and these into tokens.

    >>> [s.text for s in sentences("We use U-Net, e.g. on ISBI. It wins.")]
    ['We use U-Net, e.g. on ISBI.', 'It wins.']
    """
    masked = mask_urls(text)
    found, start = [], 0
    for end in _bounded(masked, [*_ends(masked), len(text)]):
        body = text[start:end]
        begin = start + len(body) - len(body.lstrip())
        if body.strip():
            stop = begin + len(body.strip())
            found.append(Sentence(begin, stop, text[begin:stop], _tokens(masked, begin, stop)))
        start = end
    return found


def _bounded(text: str, ends: Iterable[int]) -> Iterator[int]:
    """Give the ends, and more where they lie too far apart: work on a sentence may grow with its square."""
    start = 0
    for end in ends:
        while end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            start = blank if blank > 0 else start + _LONGEST
            yield start
        yield end
        start = end


def _ends(text: str) -> list[int]:
    return [
        found.end()
        for found in _END.finditer(text)
        if not _ABBREVIATION.search(text, max(0, found.start() - 12), found.start() + 1)
    ]


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    tokens = []
    for found in _TOKEN.finditer(text, start, end):
        piece = found.group()
        if piece.isalpha():
            tokens.append(Token(found.start(), found.end(), piece, *_traits(piece)))
            continue
        if "/" in piece and _PARTED.fullmatch(piece):
            tokens += _parts(found.start(), piece)
            continue
        if "-" in piece or "/" in piece or "‐" in piece or "‑" in piece:
            piece = bare(piece)
        if piece.endswith(("'s", "’s")):
            piece = piece[:-2]
        tokens.append(Token(found.start(), found.start() + len(piece), piece, *_traits(piece)))
    return tuple(tokens)


def _parts(start: int, piece: str) -> list[Token]:
    """Give the words of "PTB/WikiText-103" one by one."""
    tokens = []
    for part in piece.split("/"):
        word = bare(part)
        tokens.append(Token(start, start + len(word), word, *_traits(word)))
        start += len(part) + 1
    return tokens


@lru_cache(maxsize=1 << 17)
def _traits(word: str) -> tuple[str, str, bool]:
    return fold_name(word), word.lower(), is_name(word)


def is_name(word: str) -> bool:
    """
    Tell whether a word is written as only names are: capitals inside, or letters with digits.

    >>> [w for w in ("U-Net", "ReLU", "BERT", "enwik8", "Mamba", "well-known", "3D", "2020") if is_name(w)]
    ['U-Net', 'ReLU', 'BERT', 'enwik8', '3D']
    """
    if word.islower() or word.isdigit():
        return any(c.isdigit() for c in word) and word[0].isalpha() and len(word) > 2
    inner = word[1:]
    return any(c.isupper() for c in inner) or (any(c.isdigit() for c in inner) and word[0].isalpha())


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """
    Give a word without a modifying ending.

    >>> bare("ResNet-based"), bare("U-Net-style"), bare("GPT-4-as-a-judge"), bare("nnU-Net")
    ('ResNet', 'U-Net', 'GPT-4', 'nnU-Net')
    """
    cut = _COMPOUND.sub("", word)
    return cut if any(c.isupper() or c.isdigit() for c in cut) else word
