"""Features of a name as written: its case, its characters, its letters and words."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kg.extract.text import groups
from kg.extract.text.senses import FUNCTION, SENSES
from kg.extract.text.words import is_name

_MOST_NAMES = 1 << 14
"""Size of the cache of features: the same names occur again and again."""
UNKNOWN = "lex:none"
"""The leading feature of a name that the lexicon does not know."""
SHAPES = frozenset("lower acronym capital camel words2 words3 words4 words5 common".split())


@dataclass(slots=True, eq=False, init=False)
class Written:
    """Features of a name as written."""

    name: str
    said: Sequence[str]
    """Features that are not combined with others and depend on the name alone; `spelled` gives the rest of these."""
    more: Sequence[str]
    shapes: frozenset[str]
    leads: frozenset[str]
    """The leading features where the lexicon does not know the name."""

    def __init__(self, name: str, said: Sequence[str], more: Sequence[str]) -> None:
        """Find the leading ones among the features."""
        self.name, self.said, self.more = name, said, more
        self.shapes = SHAPES.intersection([*said, *more])
        self.leads = self.shapes | {UNKNOWN}


_ENDINGS = frozenset(
    "net nets former bert gpt gan gans nerf bench benchmark qa eval corpus dataset data set base db arena gym mnist "
    "llm lm vae flow diff diffusion mix drop norm prop opt adam lora splat gs seg det track rl nn cnn rnn vec "
    "lu ode sgd loss attn attention agent kit lab hub wiki sim world bank".split()
)
_LENGTHS = sorted({*map(len, _ENDINGS)}, reverse=True)
_NUMBERED = re.compile(r"(20\d\d|\d+[kmb]|\d+d)$")
_LONGEST_NUMBER = 20


_PARTS = re.compile(r"[\s-]")
_SYMBOLS = frozenset("+*^†μπλβ_/")


@lru_cache(_MOST_NAMES)
def written(best: str, common: frozenset[str]) -> Written:
    """Give the features of a name as written; `common` are the ordinary words of the language."""
    low = best.lower()
    words = [low] if low.isalnum() else _PARTS.split(low)
    found = [
        "bias",
        f"words{min(best.count(' ') + 1, 5)}",
        *_case(best, one=len(words) == 1),
        *_characters(best),
    ]
    if sense := SENSES.get(words[-1]):
        found.append(f"head:{sense}")
    if ending := _ending(low):
        found.append(f"suffix:{ending}")
    more = []
    if common.issuperset(filter(None, words)):
        more.append("common")
    elif not common.isdisjoint([word for word in words if len(word) > 3]):
        more.append("partcommon")
    if len(words) > 1:
        found.append(f"last={words[-1].removesuffix('s')}")
        if not FUNCTION.isdisjoint(words):
            more.append("wordy")
    return Written(best, found, more)


def _ending(low: str) -> str | None:
    """Give the longest of the endings that many names share."""
    if not low[-2:].isalpha() and (number := _NUMBERED.search(low, max(0, len(low) - _LONGEST_NUMBER))):
        return number.group(1)
    for length in _LENGTHS:
        if low[-length:] in _ENDINGS:
            return low[-length:]
    return None


_OUTLINE = str.maketrans(
    string.ascii_uppercase + string.ascii_lowercase + string.digits, "X" * 26 + "x" * 26 + "9" * 10
)


def spelled(name: str) -> list[str]:
    """
    Give the features of the letters and words of a name.

    These are its trigrams, its beginning and its end, its outline ("X-Xx" for "BERT-Large"), its words, the last two
    together, and their groups.
    """
    return [*[f"{PIECE}{piece}" for piece in pieces(name)], *worded(name)]


PIECE = "c:"
"""Prefix of the features that are pieces of a name."""


def pieces(name: str) -> set[str]:
    """Give the trigrams of a name, its beginning and its end."""
    framed = f"^{name.lower()}$"
    found = {framed[at : at + 3] for at in range(len(framed) - 2)}
    found.update((framed[:4], framed[-4:], framed[-5:]))
    return found


def worded(name: str) -> list[str]:
    """Give the features of the words of a name."""
    low = name.lower()
    words = [low] if low.isalnum() else _PARTS.split(low)
    found = [group(word) for word in name.split()]
    said = [f"word={word}" for word in words]
    if len(words) > 1:
        said = [*{*said}, f"end={' '.join(words[-2:])}", *[f"in:{group}" for group in {*found[:-1]}]]
    outline = "".join([sort for sort, _ in groupby(name.translate(_OUTLINE))])
    return [
        *said,
        f"outline:{outline[:12]}",
        f"{'last' if found[1:] else 'only'}:{found[-1]}",
        f"unknown{found.count(None)}of{len(found)}",
    ]


@lru_cache(_MOST_NAMES)
def group(word: str) -> str | None:
    """Give the group of a word of a name; see `kg.extract.text.groups`."""
    return groups.load().get(groups.form(word, word.lower(), named=is_name(word)))


def _case(best: str, *, one: bool) -> list[str]:
    if best.islower():
        return ["lower"]
    first = ["lowerfirst"] if best[:1].islower() else []
    if one and best.isupper():
        return ["acronym", f"acronym{min(len(best), 6)}"]
    if one and best[0].isupper() and best[1:].islower():
        return ["capital"]
    if is_name(best.replace(" ", "")) and sum(map(str.isupper, filter(str.isalpha, best))) > 1:
        return ["camel", *first]
    return first


def _characters(best: str) -> list[str]:
    said = []
    if not best.isalpha() and any(map(str.isdigit, best)):
        said.append("digit")
        if best[0].isdigit():
            said.append("digitfirst")
    if "-" in best:
        said.append("hyphen")
    if len(best) <= 2:
        said.append("tiny")
    elif len(best) > 30:
        said.append("long")
    if not _SYMBOLS.isdisjoint(best):
        said.append("symbol")
    return said
