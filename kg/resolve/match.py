"""
Second step: which groups of one name mean the same thing, and which long forms join different names.

A name is divided into senses by the long forms that papers give it: an acronym that two papers expand
differently is two things. Nothing is compared with everything: only long forms of one name are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.resolve.normalise import Group, numbers, singular

_SAME_LONG_FORM = 90
"""Percent of equal characters above which two long forms of one acronym are spellings of each other."""
_ALIKE = 70
"""The same for the long forms of a name that the lexicon knows: they may be shortened and extended."""
_DOMINANT = 0.7
"""Share of the defining papers that a sense needs to take the papers that do not define the name."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of one name: the groups that share it and the long form that tells it apart ("" for none)."""

    long: str
    groups: tuple[Group, ...]


def senses(block: Sequence[Group]) -> list[Sense]:
    """
    Divide the groups of one kind and name into senses, the most used first.

    Where the lexicon knows the name its meaning is settled; only papers that spell it out otherwise mean
    something else.
    """
    if block[0].kind == "repo":
        return [Sense("", tuple(block))]
    defined: dict[str, list[Group]] = defaultdict(list)
    bare: list[Group] = []
    for group in block:
        forms = group.long_forms()
        if forms:
            defined[_representative(singular(forms[0]), defined)].append(group)
        else:
            bare.append(group)
    ranked = sorted(defined.items(), key=lambda item: (-len(item[1]), item[0]))
    settled = [(long, members) for long, members in ranked if any(group.known for group in members)]
    if settled or any(group.known for group in bare):
        long = settled[0][0] if settled else ""
        together = [*bare, *(group for _, members in settled for group in members)]
        rest = [(long, members) for long, members in ranked if not any(group.known for group in members)]
        return _by_use(
            [Sense(long, tuple(together)), *(Sense(long, tuple(members)) for long, members in rest)]
        )
    if ranked and len(ranked[0][1]) >= _DOMINANT * sum(len(members) for _, members in ranked):
        ranked[0][1].extend(bare)
        bare = []
    found = [Sense(long, tuple(members)) for long, members in ranked]
    return _by_use([*found, Sense("", tuple(bare))] if bare else found)


def _by_use(found: list[Sense]) -> list[Sense]:
    return sorted(found, key=lambda one: (-len(one.groups), one.long))


def _representative(long: str, known: dict[str, list[Group]]) -> str:
    """Give the long form already seen that this one is a spelling of, or itself."""
    if long in known:
        return long
    for other in sorted(known):
        if numbers(other) == numbers(long) and fuzz.ratio(other, long) >= _SAME_LONG_FORM:
            return other
    return long
