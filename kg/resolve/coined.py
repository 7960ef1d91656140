"""Names that several papers coin, each in its own title and for something else: STAR, PRISM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.disjoint import DisjointSets
from kg.model import KNOWN_NAME, Mention
from kg.resolve.normalise import SURE, Group
from kg.titles import begins_title, topics

_SHARED = 2
"""Words that titles about one thing share, besides its name."""
_COMMON = frozenset(
    "based effici framew genera langua large learni method model models multi networ neural system throug toward using".split()
)
"""Topics of titles about anything: nearly each is in 2 to 12 % of 100,000 titles."""
_MOST_WORDS = 60
"""How many words of a text are compared: more than titles have."""

Sign = tuple[str, ...]
"""What tells a thing: words that are together in a text about it, or its long form."""


def find_coined(block: Sequence[Group], mentions: Sequence[Mention]) -> None:
    """
    Note in the groups of one name which thing they mean, where papers coin it for several things.

    Papers whose titles begin with the name have coined one thing if these share words, or if they spell the name out alike.
    What the lexicon knows under the name is another one; where several coin just that, it is the one that most others mean.
    Any other paper means the thing whose title shares words with its sentences, if there is just one such.
    """
    titles = {at: title for at, group in enumerate(block) if (title := _coining_title(group, mentions))}
    if not titles:
        return
    new, of_new = _things(block, {at: title for at, title in titles.items() if not block[at].known})
    old, of_old = _things(block, {at: title for at, title in titles.items() if block[at].known})
    if len(known := set(old.values())) < 2:
        old, of_old, known = {}, {}, set()
    rest = any(group.known and at not in old for at, group in enumerate(block))
    if len(known.union(new.values())) + rest < 2:
        return
    coined, meant = new | old, Counter[str]()
    for at, group in enumerate(block):
        if at in coined:
            group.coined_by = coined[at]
        elif of_old or not group.known:
            group.coined_by = _meant(group, mentions, (of_old,) if group.known else (of_new, of_old))
            meant[group.coined_by] += 1
    _give_to_lexicon(block, known, meant)


def _meant(group: Group, mentions: Sequence[Mention], told: Sequence[Mapping[Sign, str]]) -> str:
    """Give the thing that signs in the sentences of a group tell, or its long form does; "" where that is not just one."""
    sentences = (mentions[number].sentence for number in group.mentions)
    signs = [(group.stem,)] if group.stem else list(_signs(sentences, group))
    things = {of[sign] for of in told for sign in signs if sign in of}
    return things.pop() if len(things) == 1 else ""


def _things(block: Sequence[Group], titles: Mapping[int, str]) -> tuple[dict[int, str], dict[Sign, str]]:
    """Give the first paper of the thing that each group coins by its title, and of the one that each sign tells."""
    alike, first = DisjointSets[int](), dict[Sign, int]()
    for at, title in titles.items():
        alike.join([at, *[first.setdefault(sign, at) for sign in _signs([title], block[at])]])
        if stem := block[at].stem:
            alike.join([at, first.setdefault((stem,), at)])
    papers: dict[int, str] = {}
    for at in titles:
        root, paper = alike.find(at), block[at].paper
        papers[root] = min(papers.get(root, paper), paper)
    return {at: papers[alike.find(at)] for at in titles}, {
        sign: papers[alike.find(at)] for sign, at in first.items()
    }


def _give_to_lexicon(block: Iterable[Group], things: Iterable[str], meant: Mapping[str, int]) -> None:
    """Take that of some things which most other papers mean for the one that the lexicon knows, if one is meant most."""
    ranked = sorted(((meant.get(thing, 0), thing) for thing in things), reverse=True)
    if ranked and ranked[0][0] > ranked[1][0]:
        for group in block:
            if group.coined_by == ranked[0][1]:
                group.coined_by = ""


def _coining_title(group: Group, mentions: Sequence[Mention]) -> str:
    """Give the title of a paper that begins with the name that it introduces, else an empty text."""
    if group.kind == "repo" or group.family:
        return ""
    found = (mentions[number] for number in group.mentions)
    return next(
        (one.sentence for one in found if _begins(one) and (one.rule == KNOWN_NAME) == group.known), ""
    )


def _begins(one: Mention) -> bool:
    """Tell whether a title begins with a name that its paper introduces; known ones of several words are descriptions."""
    if one.rule == KNOWN_NAME and " " in one.surface:
        return False
    return begins_title(one) and one.role == "introduces" and one.confidence >= SURE


def _signs(texts: Iterable[str], group: Group) -> Iterator[Sign]:
    """Give the longer words of some texts, a few together; those in the names of the group do not count."""
    text = " ".join(texts).lower()
    for surface in sorted(group.surfaces, key=len, reverse=True):
        if " " not in surface:
            text = text.replace(surface.lower(), " ")
    return combinations(sorted(topics(text) - _COMMON)[:_MOST_WORDS], _SHARED)
