"""
A user's own names beside those that ship with the package.

A list that a person wrote overrides the shipped lexicon: its entries replace those for the same name, and take over
the aliases that the shipped lexicon has for the same thing. A dump, whose names nobody checked one by one, only adds: it
changes nothing about names that are known already, and its names that may be ordinary words or common abbreviations are
flagged, so that they count only where the context supports them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.known import OWN, Known
from kg.extract.lexicon.tables import Lexicon, make
from kg.extract.text.words import is_name
from kg.model import KnownName, NameList
from kg.names.folding import fold_name

_LONGEST_ACRONYM = 5


def with_names(shipped: Lexicon, lists: Sequence[NameList]) -> Lexicon:
    """
    Give a lexicon with the names of these lists as well.

    The order of the lists does not matter; what a person wrote takes precedence over dumps.
    """
    own = [one for given in lists if given.format != "dump" for one in given.names]
    dumped = [one for given in lists if given.format == "dump" for one in given.names]
    if not own and not dumped:
        return shipped
    known = _overridden(list(_all(shipped)), sorted(set(own)), shipped.common)
    return make(_added(known, sorted(set(dumped)), shipped.common), shipped.common)


def guessed_flags(spelling: str, common: frozenset[str]) -> frozenset[str]:
    """
    Give the flags of an unchecked name, from its shape and a list of ordinary words.

    >>> common = frozenset({"linear", "layer"})
    >>> [sorted(guessed_flags(name, common)) for name in ("Linear Layer", "Focus", "RAM", "ResNet-50", "k-NN")]
    [['case', 'word'], ['word'], ['ambiguous'], [], []]
    """
    words = spelling.replace("-", " ").split()
    if len(words) > 1:
        usual = all(word.lower() in common or not is_name(word) for word in words)
        return frozenset({"case", "word"} if usual else ())
    if spelling.isupper() and spelling.isalpha() and len(spelling) <= _LONGEST_ACRONYM:
        return frozenset({"ambiguous"})
    return frozenset({"word"} if spelling.lower() in common or not is_name(spelling) else ())


def _all(lexicon: Lexicon) -> Iterable[Known]:
    return (one for found in lexicon.names.values() for one in found)


def _spelled(one: KnownName, common: frozenset[str], *, guess: bool) -> list[Known]:
    return [
        Known(
            one.name,
            spelling,
            one.kind,
            guessed_flags(spelling, common) if guess else frozenset(one.flags),
        )
        for spelling in dict.fromkeys((one.name, *one.aliases))
    ]


def _overridden(shipped: list[Known], own: Sequence[KnownName], common: frozenset[str]) -> list[Known]:
    """Give the shipped names, with a person's in place of those that the same text could mean."""
    mine = [_trusted(one) for name in own for one in _spelled(name, common, guess=False)]
    by_key: dict[str, list[Known]] = defaultdict(list)
    for one in mine:
        by_key[fold_name(one.spelling)].append(one)
    kept, renamed = [], {}
    for one in shipped:
        rivals = [new for new in by_key.get(fold_name(one.spelling), ()) if _clash(one, new, common)]
        if not rivals:
            kept.append(one)
        for new in rivals:
            if new.kind == one.kind:
                renamed[one.kind, one.name] = new.name
    moved = [
        replace(one, name=renamed[one.kind, one.name]) if (one.kind, one.name) in renamed else one
        for one in kept
    ]
    return [*moved, *mine]


def _trusted(one: Known) -> Known:
    """Mark a name as given by a person, unless they flagged it with a warning themselves."""
    return one if one.flags & {"word", "ambiguous"} else replace(one, flags=one.flags | {OWN})


def _clash(one: Known, other: Known, common: frozenset[str]) -> bool:
    return one.allows(other.spelling, common) or other.allows(one.spelling, common)


def _added(known: list[Known], dumped: Sequence[KnownName], common: frozenset[str]) -> list[Known]:
    """Give the known names, with those of dumps that are not known yet."""
    by_key: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        by_key[fold_name(one.spelling)].append(one)
    added = []
    for name in dumped:
        spelled = _spelled(name, common, guess=True)
        there = [(new, by_key.get(fold_name(new.spelling), ())) for new in spelled]
        same = sorted(
            {
                one.name
                for new, found in there
                for one in found
                if one.kind == new.kind and _clash(one, new, common)
            }
        )
        canonical = same[0] if len(same) == 1 else name.name
        if len(same) < 2:  # a name of two known things is none of a third
            added += [replace(new, name=canonical) for new, found in there if not found]
    return [*known, *added]
