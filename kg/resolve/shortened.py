"""Two names that one paper has for one thing: one shortens the words of the other, or says besides what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from kg.model import Mention
from kg.names.folding import GREEK, fold_name
from kg.resolve.spelling import numbers, stem

_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+?(?=[A-Z]|\b|_)")
"""A word within a name: two of PerceptionLM, three of Grid2Matrix."""
_LATIN = str.maketrans({letter: name[0] for letter, name in GREEK.items()})
_MARKS = re.compile(r"[+*†‡^]")
_JOINING = frozenset("a an and by for from in of on the to via with".split())
_LOOSE = _JOINING | frozenset("aware based driven framework guided method model network".split())
"""Words of a long form that only join others or describe the thing."""
_FEWEST_MORE = 2
"""How many letters a name has more than one that shortens it, at least."""
_FEWEST_SHARED = 2
"""How many letters of a name in brackets begin words of the one before, at least."""
_LONG_WORD = 3
"""Letters of the longest of its words, at least: LLMs shorten nothing."""
_HEAD = re.compile(
    r"(?P<rest>.+?)(?:['\u2019]s)? (?i:approach|architecture|algorithm|attention|block|estimator|framework|layer|loss"
    r"|method|model|module|net|network|prompting|sampler|scheme|solver|strategy|system|technique)s?"
)
"""A name with a word that says what is named so; words for data and agents are none, which others share a name with."""


def shortens(short: str, long: str, *, loosely: bool = False) -> bool:
    """
    Tell whether a name consists of the beginnings of all words of another one, `loosely` but for those that only describe.

    Of 100 such pairs of names that no lexicon knows, each pair in one of 40,000 papers, all but one were one thing.

    >>> shortens("PowerNorm", "Power Normalization"), shortens("DεpS", "Delayed ε-Shrinking"), shortens("G2M", "Grid2Matrix")
    (True, True, True)
    >>> shortens("T-PE", "T2B-PE"), shortens("SWE-QA", "SWE-QA-Agent"), shortens("Fast-WAM", "Faster-WAM")
    (False, False, False)
    """
    if " " in short or short.islower() or short[:1].lower() != long[:1].lower():
        return False
    if numbers(short) != numbers(long) or _MARKS.findall(short) != _MARKS.findall(long):
        return False
    words = _PIECE.findall(long)
    keys = [fold_name(word) for word in words]
    whole = "".join(keys)
    parts = {"".join(part) for at in range(1, len(keys)) for part in (keys[:at], keys[at:])}
    if len(words) < 2 or max(map(len, words)) < _LONG_WORD or stem(short) == stem(long):
        return False
    return any(
        1 < len(key) <= len(whole) - _FEWEST_MORE
        and key not in parts
        and _begins(key, words, _LOOSE if loosely else _JOINING)
        for key in {fold_name(short), fold_name(in_latin(short) or short)}
    )


def _begins(key: str, words: Sequence[str], needless: Set[str]) -> bool:
    """
    Tell whether a key is made of the beginnings of words, one or more letters of each.

    Of needless words but the first none is needed, of acronyms all: BR-MARLENE shortens no BRPW-MARLENE.
    """
    reached = {0}
    for number, part in enumerate(words, 1):
        word = fold_name(part)
        least = len(word) if part.isupper() else 1
        spare = word in needless and (number < len(words) or word not in _JOINING)
        behind = set(reached) if spare else set[int]()
        for taken in range(least, len(word) + 1):
            behind.update([at + taken for at in reached if key.startswith(word[:taken], at)])
        reached = behind
    return len(key) in reached


def abbreviates(short: str, long: str) -> bool:
    """
    Tell whether a name may be short for another one beside which it stands in brackets, whatever its other letters are.

    Both begin with the same letter, and two capitals of the short one begin words of the long one, in order. All
    of 76 such pairs in 20,000 papers, of which the paper introduces both, looked like one thing.

    >>> abbreviates("CAPIR", "Careful Paper Reading"), abbreviates("HIO", "Ink Order"), abbreviates("InkNet", "InkNet-XL")
    (True, False, False)
    """
    if short[:1].lower() != long[:1].lower():
        return False
    initials, shared = "".join([word[0].upper() for word in _PIECE.findall(long)]), 0
    for letter in short[:1].upper() + "".join(filter(str.isupper, short[1:])):
        if letter in initials:
            initials, shared = initials.partition(letter)[2], shared + 1
    return shared >= _FEWEST_SHARED and fold_name(short) not in fold_name(long)


def spelled_out_beside(short: Sequence[Mention], long: Sequence[Mention]) -> bool:
    """Tell whether a name is spelled out beside it, in brackets or before them: "Careful Paper Reading (CAPIR)"."""
    brief, whole = short[0].name, long[0].name
    if len(brief) >= len(whole) or not abbreviates(brief, whole):
        return False
    return _in_brackets(short, long) or _in_brackets(long, short)


def _in_brackets(some: Iterable[Mention], others: Iterable[Mention]) -> bool:
    """Tell whether some mention is in brackets directly behind one of others."""
    before = {(one.field, one.end + len(" (")): one.surface for one in others}
    return any(
        f"{before[one.field, one.start]} ({one.surface})" in one.sentence
        for one in some
        if (one.field, one.start) in before
    )


def without_head(name: str) -> str | None:
    """
    Give a name without the word after it that says what it is, None where there is none.

    >>> without_head("Squat method"), without_head("Dykstra's algorithm"), without_head("MedSAM-3 Agent")
    ('Squat', 'Dykstra', None)
    """
    found = _HEAD.fullmatch(name)
    return found["rest"] if found else None


def in_latin(name: str) -> str | None:
    """
    Give a name with a Latin letter for each Greek one, None where it has none.

    >>> in_latin("DεpS"), in_latin("DEpS")
    ('DepS', None)
    """
    return None if name.isascii() else name.translate(_LATIN)
