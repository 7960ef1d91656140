"""
Second step: which groups of one name mean the same thing, and which long forms join different names.

A name is divided into senses by the long forms that papers give it: an acronym that two papers expand
differently is two things. Only long forms of one name are compared with each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from kg.names.folding import without_plural
from kg.resolve.normalise import Group
from kg.resolve.spelling import numbers, same

_SHORTEST = 12
"""Fewest letters of a long form for which another one that differs in one letter is a misspelling of it."""
_DOMINANT = 0.7
"""Share of the defining papers from which a sense also gets the papers that do not define the name."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of one name: the groups that share it and the stem of its long form ("" for none)."""

    long: str
    groups: tuple[Group, ...]


def senses(block: Sequence[Group]) -> list[Sense]:
    """
    Divide the groups of one kind and name into senses: by the paper that coins what they mean, then by long forms.

    Where one thing is coined, those that mean another may all mean the one that most of them spell out.
    """
    by_coining: dict[str, list[Group]] = defaultdict(list)
    for group in block:
        by_coining[group.coined_by].append(group)
    found = [
        Sense(sense.long or (paper and f"={paper}"), sense.groups)
        for paper, among in sorted(by_coining.items())
        for sense in _by_long_forms(among, undivided=len(by_coining) <= (1 if paper else 2))
    ]
    return _by_use(found)


def _by_long_forms(block: Sequence[Group], *, undivided: bool) -> list[Sense]:
    """
    Divide groups into senses by their long forms, the most used first.

    What the lexicon knows under one canonical name is one sense. Papers that do not spell the name out get the sense of
    the lexicon; without that, the one of nearly all other papers, or else a sense of their own.
    """
    if len(block) == 1:
        return [Sense(block[0].stem, tuple(block))]
    defined: dict[str, list[Group]] = defaultdict(list)
    bare: list[Group] = []
    for group in block:
        if group.stem:
            defined[_representative(group.stem, defined)].append(group)
        else:
            bare.append(group)
    meanings = _by_lexicon(defined)
    if any(group.known for group in bare):
        long = _known_meaning(block[0].key, {group.name for group in _known(bare)}, meanings)
        found = [Sense(one, tuple(members)) for one, members in meanings if one != long]
        members = [group for one, among in meanings if one == long for group in among]
        return _by_use([Sense(long, (*members, *bare)), *found])
    if (
        undivided
        and meanings
        and len(meanings[0][1]) >= _DOMINANT * sum(len(members) for _, members in meanings)
    ):
        meanings[0][1].extend(bare)
        bare = []
    found = [Sense(long, tuple(members)) for long, members in meanings]
    return _by_use([*found, Sense("", tuple(bare))] if bare else found)


def _known_meaning(key: str, names: Collection[str], meanings: Sequence[tuple[str, list[Group]]]) -> str:
    """
    Give the long form of what the lexicon knows under some names of a key, "" where no paper spells that out.

    Where it knows the acronym only under its own name, a long form that it knows as well is meant if most papers use it.
    """
    known = [(long, _known(members)) for long, members in meanings]
    if any(same(name) != without_plural(key) for name in names):
        return next((long for long, members in known if any(one.name in names for one in members)), "")
    total = sum(len(members) for _, members in known)
    long, members = max(known, key=lambda one: len(one[1]), default=("", []))
    return long if total and len(members) >= _DOMINANT * total else ""


def _known(members: Sequence[Group]) -> list[Group]:
    return [group for group in members if group.known]


def _by_lexicon(defined: dict[str, list[Group]]) -> list[tuple[str, list[Group]]]:
    """Give long forms with the groups that use them, most used first; those of one known name are joined."""
    ranked = sorted(defined.items(), key=lambda item: (-len(item[1]), item[0]))
    meanings: dict[str, list[Group]] = {}
    first: dict[str, str] = {}
    for long, members in ranked:
        names = Counter(group.name for group in _known(members))
        name = min(names, key=lambda one: (-names[one], one)) if names else ""
        place = first.setdefault(name, long) if name else long
        meanings.setdefault(place, []).extend(members)
    return sorted(meanings.items(), key=lambda item: (-len(item[1]), item[0]))


def _by_use(found: list[Sense]) -> list[Sense]:
    return sorted(found, key=lambda one: (-len(one.groups), one.long))


def _representative(long: str, known: Collection[str]) -> str:
    """Give the long form already seen that this one equals or misspells, else itself."""
    if long in known or len(long) < _SHORTEST:
        return long
    alike = (other for other in known if OSA.distance(other, long, score_cutoff=1) <= 1)
    return min((other for other in alike if numbers(other) == numbers(long)), default=long)
