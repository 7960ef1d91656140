"""
Features of the wording around a name, for the roles that a linear model tells (`kg.extract.roles.finer`).

They are the words beside the name, by their distance or, cut to their stems, within some words of it; the word that
governs the name, and what rules make of it (`kg.extract.roles.rules`); whether the sentence speaks of the paper's own
work, or one before it did; and where the name stands. Other names count as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.roles.governors import Governed, split
from kg.extract.roles.introducing import Spoken
from kg.model import FinerRole

_OWN_NAME, _OTHER_NAME = "OWN", "NAME"
"""What stands in the place of a name that the paper introduces, and of others."""
_DIGIT = re.compile(r"\d")
_NUMBER = "#"
"""What stands in the place of a word with a digit."""
_OURS = frozenset({"we", "our", "ours", "us", "proposed", _OWN_NAME})
_BEFORE = tuple(f"l{distance}:" for distance in range(5))
_BEHIND = tuple(f"r{distance}:" for distance in range(4))
"""Prefixes of the features of single words before and behind a name, the nearest first."""
_NEAR_BEFORE, _NEAR_BEHIND = 10, 6
"""How many words count as near."""
_MOST_PLACES = 4
"""From so many places on a name has many."""
_STEM = 5
"""Letters of a stem."""
_PARTS = 5
"""Into how many parts an abstract is divided to say where a sentence stands."""


@dataclass(slots=True)
class Read:
    """A sentence as words, with other names as one word each."""

    places: list[int]
    """Where each word starts in the text."""
    words: list[str]
    stems: list[str]


@dataclass(slots=True)
class Place:
    """Where a name stands in a paper, as far as a sentence does not say it."""

    kind: str
    """dataset or method."""
    told: bool
    """Whether a sentence before has spoken of the paper's own work."""
    part: int
    """Of how many equal parts of the abstract this is which; see `_PARTS`."""
    in_title: bool
    count: int
    """How many places the name has."""


def part_of(begin: int, length: int) -> int:
    """Give the part of an abstract of this length in which a sentence begins."""
    return begin * _PARTS // max(length, 1)


def read(text: str, names: Sequence[tuple[int, int, bool]]) -> Read:
    """Give a sentence as words; `names` are the spans of names in it, in order, and whether they are the paper's own."""
    all_places, all_words = split(text)
    places, words = list[int](), list[str]()
    at = 0
    for start, end, own in names:
        first = bisect_left(all_places, start)
        if first < at:
            continue
        places += all_places[at:first]
        words += all_words[at:first]
        places.append(start)
        words.append(_OWN_NAME if own else _OTHER_NAME)
        at = bisect_left(all_places, end)
    places += all_places[at:]
    words += all_words[at:]
    plain = [word if word.isalpha() or _DIGIT.search(word) is None else _NUMBER for word in words]
    return Read(places, plain, [word[:_STEM] for word in plain])


def features(said: Read, start: int, place: Place, spot: Governed, ruled: Iterable[FinerRole]) -> Spoken:
    """Give the features of the name that starts there in a sentence; `spot` is the word that governs it, `ruled` its roles by rule."""
    at = bisect_left(said.places, start)
    words, stems = said.words, said.stems
    before, behind = words[max(0, at - len(_BEFORE)) : at], words[at + 1 : at + 1 + len(_BEHIND)]
    around: dict[str, set[str]] = {
        "l:": set(stems[max(0, at - _NEAR_BEFORE) : at]),
        "r:": set(stems[at + 1 : at + 1 + _NEAR_BEHIND]),
        "g:": {spot.governor, f"{spot.before} {spot.governor}"},
    }
    around |= {prefix: {word} for prefix, word in zip(_BEFORE, reversed(before), strict=False)}
    around |= {prefix: {word} for prefix, word in zip(_BEHIND, behind, strict=False)}
    ours = "ours" if not _OURS.isdisjoint(words[:at]) else "told" if place.told else "untold"
    own = {
        "bias",
        ours,
        place.kind,
        f"{ours}&{place.kind}",
        f"{ours}&{spot.governor}",
        f"{place.kind}&{spot.governor}",
        f"part:{place.part}",
        f"count:{min(place.count, _MOST_PLACES)}",
    }
    own.update([f"rule:{role}" for role in ruled] or ["rule:none"])
    if place.in_title:
        own.add(f"title&{place.kind}")
    if not at:
        own.add("first")
    return Spoken(frozenset(own), around)
