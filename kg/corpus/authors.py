"""
Whether lists of authors may be of one paper.

The same people are written in many ways: with initials, without accents, family name first, with particles, cut off
behind the first few. So names are compared generously, and a list that names nobody in particular agrees with any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from kg.disjoint import DisjointSets
from kg.names.folding import fold_title, in_ascii_letters

Authors = tuple[frozenset[str], ...]
"""The people of a list in their order, each as the names under which a list may have them."""

_PARTICLES = frozenset(
    "al bin da dal de del della den der di do dos du el ibn la le ten ter van von zu zur".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
_NOBODY = re.compile(
    r"\b(?:others|et al|collaboration|team|consortium|group|project|committee|association|network|initiative|"
    r"institute?|university|foundation|organi[sz]ation|agency|labs?|laboratory|research|ai|deepmind|anonymous)\b"
)
"""Members of lists that stand for people who are not named."""
_INITIALS_LAST = re.compile(r"[\w'-]{2,}[ ,]+(?:[A-Z][. -]{0,2}){1,3}")
_UMLAUT = re.compile("([aou])e")
_MOST = 100
"""Lists of one title with one name in common that are compared with each other; more are taken for alike."""


def people(names: Iterable[str]) -> Authors:
    """
    Give the people of a list of authors; none where it names only organisations.

    >>> [sorted(one) for one in people(["Aäron van den Oord", "LeCun Y", "OpenAI", "others"])]
    [['aaron oord', 'oord'], ['lecun']]
    """
    return tuple(filter(None, map(_person, names)))


def alike(some: Authors, others: Authors) -> bool:
    """
    Tell whether two lists may be of one paper: they share the first author, or half of the shorter list.

    A list without people may be any paper's.
    """
    if not some or not others or some[0] & others[0]:
        return True
    shared = min(_shared(some, others), _shared(others, some))
    return 2 * shared >= min(len(some), len(others))


def grouped(lists: Sequence[Authors]) -> list[list[int]]:
    """Give the indexes of the lists in groups: those that are alike, or alike to the same ones, are in one."""
    sets = DisjointSets[int]()
    first: dict[Authors, int] = {}
    for i, authors in enumerate(lists):
        sets.join((first.setdefault(authors, i), i))
    by_name: dict[str, list[int]] = defaultdict(list)
    for authors, i in first.items():
        for name in sorted(frozenset[str]().union(*authors)):
            by_name[name].append(i)
    for members in by_name.values():
        if len(members) > _MOST:
            sets.join(members)
            continue
        for i, other in combinations(members, 2):
            if sets.find(i) != sets.find(other) and alike(lists[i], lists[other]):
                sets.join((i, other))
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(lists)):
        groups[sets.find(i)].append(i)
    return list(groups.values())


def agree(papers: Sequence[Collection[Authors]]) -> bool:
    """Tell whether two papers, each with the lists of authors that it is stated with, may be one."""
    known = [lists for lists in papers if lists]
    if len(known) < 2:
        return True
    groups = grouped([one for lists in known for one in lists])
    return any(min(group) < len(known[0]) <= max(group) for group in groups)


def some_missing(lists: Collection[Authors]) -> bool:
    """Tell whether one of these lists has people that the longest one lacks."""
    longest = max(lists, key=lambda one: (len(one), [sorted(person) for person in one]), default=())
    return any(_shared(one, longest) < len(one) for one in lists)


def first_author(names: Iterable[str]) -> str | None:
    """Give the name of the first person of a list, which only lists that are alike begin with; None without people."""
    person = next(filter(None, map(_person, names)), None)
    return min(person, key=lambda name: (" " in name, name)) if person else None


def _shared(some: Authors, others: Authors) -> int:
    """Give how many of these people are among the others."""
    names = frozenset[str]().union(*others)
    return sum(not names.isdisjoint(person) for person in some)


def _person(name: str) -> frozenset[str]:
    """Give the names under which a person may be listed, the given name alone aside; none of an organisation."""
    words = [_folded(word) for word in name.split()]
    if _NOBODY.search(" ".join(words)) or (len(words) == 1 and name.isascii()):
        return frozenset()
    parts = [[part for part in word.split() if len(part) > 1 and part not in _SUFFIXES] for word in words]
    known = [part for word in parts for part in word]
    if not known:
        return frozenset()
    whole = " ".join(sorted(part for part in known if part not in _PARTICLES or part == known[-1]))
    if _INITIALS_LAST.fullmatch(name):
        return frozenset([*known, whole])
    family = [part for word in parts[1:] for part in word] or known
    return frozenset([*(part for part in family[:-1] if part not in _PARTICLES), family[-1], whole])


def _folded(word: str) -> str:
    """Give a word of a name without case and accents, and with blanks for hyphens."""
    folded = fold_title(re.sub("[-‐‑–]", " ", word))
    return _UMLAUT.sub(r"\1", in_ascii_letters(folded))
