"""
Which sense of a name a paper means that does not say so, told by what else it says.

The papers that certainly mean a sense (they spell it out, or coin it) are its centroid, and a paper belongs to the nearest
(Rocchio's classifier: Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, chapter 14). What is
compared are the words of title and abstract and the other things that the paper names, weighted by their rarity.
A centroid of few papers is drawn towards all papers that are looked at (a Dirichlet prior: Zhai and Lafferty, 2004), and
these are a rival of each sense: most names have senses that no paper spells out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Kind, Mention, Paper
from kg.names.folding import without_plural
from kg.resolve.decisions import Decisions
from kg.resolve.match import Sense
from kg.resolve.normalise import SURE, Group
from kg.text.titles import topics

FEWEST = 3
"""Papers that certainly mean a sense which others get."""
MARGIN = 0.015
"""By how much a paper is nearer to its sense than to any other, and to all papers."""
_PRIOR = 2
"""As many papers of the average of all are added to those of a sense."""
_MOST = 50
"""How many senses of a name are compared, the largest, so that a name with thousands takes time by its papers alone."""

Place = tuple[Kind, str]
Signs = frozenset[str]
"""Words and names that tell what a paper is about."""


@dataclass(frozen=True, slots=True)
class Centroid:
    """The papers of a sense: how many, and how many of them have each sign."""

    papers: int
    having: Mapping[str, int]


def told_by_topic(
    found: Mapping[Place, Sequence[Sense]],
    mentions: Sequence[Mention],
    papers: Iterable[Paper],
    decisions: Decisions,
) -> dict[Place, Sequence[Sense]]:
    """
    Give the senses of each name, where a paper that does not say which one it means is in the one that its topic tells.

    Only senses of several papers get others, and only by a clear margin; all else stays where it was, as do papers that
    introduce the name, and names that a person split off.
    """
    asked = {place: among for place, among in found.items() if _is_asked(place, among, decisions)}
    signs = _signs(asked, found, papers)
    spread = Counter(sign for one in signs.values() for sign in one)
    shares = {sign: number / len(signs) for sign, number in spread.items()}
    return {**found, **{place: _moved(among, signs, shares, mentions) for place, among in asked.items()}}


def _is_asked(place: Place, among: Sequence[Sense], decisions: Decisions) -> bool:
    """Tell whether papers with a name may mean another sense than the one they have."""
    kind, key = place
    if len(among) < 2 or "=" in key or (kind, without_plural(key)) in decisions.splits:
        return False
    certain = [len(certainly(sense, among)) for sense in among]
    open_ = [len(sense.groups) > number for sense, number in zip(among, certain, strict=True)]
    return any(number >= FEWEST and any(open_[:at] + open_[at + 1 :]) for at, number in enumerate(certain))


def certainly(sense: Sense, among: Sequence[Sense]) -> list[Group]:
    """
    Give the groups of a sense that say that they mean it: those that spell it out or coin it.

    What the lexicon knows and few papers spell out (vLLM) is a sense of its own, which its bare name tells.
    """
    told = [group for group in sense.groups if group.stem or group.coined_by]
    known = [] if sense.long or told else [group for group in sense.groups if group.known]
    if not known:
        return told
    spelled = sum(group.known and bool(group.stem) for other in among for group in other.groups)
    return known if len(known) > spelled else []


def _signs(
    asked: Mapping[Place, Sequence[Sense]], found: Mapping[Place, Sequence[Sense]], papers: Iterable[Paper]
) -> dict[str, Signs]:
    """Give the signs of each paper that has one of the names: the words of its text, and the names in it."""
    names: dict[str, set[str]] = {
        group.paper: set() for among in asked.values() for sense in among for group in sense.groups
    }
    for among in found.values():
        for sense in among:
            for group in sense.groups:
                if group.paper in names:
                    names[group.paper].add(_named(group))
    texts = {one.id: f"{one.title}\n{one.abstract}" for one in papers if one.id in names}
    return {paper: frozenset(topics(texts.get(paper, "")) | mine) for paper, mine in names.items()}


def _named(group: Group) -> str:
    return f"{group.kind}:{group.key}"


def _moved(
    among: Sequence[Sense],
    signs: Mapping[str, Signs],
    shares: Mapping[str, float],
    mentions: Sequence[Mention],
) -> list[Sense]:
    """Give the senses of one name with the papers that mean them; groups that are moved are marked."""
    sure = [certainly(sense, among) for sense in among]
    largest = sorted(range(len(among)), key=lambda at: (-len(sure[at]), among[at].long))[:_MOST]
    centroids = {at: centroid(sure[at], signs) for at in largest if sure[at]}
    certain = {group.paper for groups in sure for group in groups}
    members: list[list[Group]] = [[] for _ in among]
    for at, sense in enumerate(among):
        for group in sense.groups:
            meant = None
            if group.paper not in certain and not introduces(group, mentions):
                meant = nearest(signs[group.paper] - own_signs(group), centroids, shares)
            if meant is None or meant == at:
                members[at].append(group)
            else:
                members[meant].append(group)
                group.told, group.known = True, False
    return [replace(sense, groups=tuple(mine)) for sense, mine in zip(among, members, strict=True) if mine]


def introduces(group: Group, mentions: Sequence[Mention]) -> bool:
    """Tell whether a paper introduces a name: what it means is its own."""
    found = (mentions[number] for number in group.mentions)
    return any(one.role == "introduces" and one.confidence >= SURE for one in found)


def own_signs(group: Group) -> set[str]:
    """Give the signs that are the name itself, which tell nothing."""
    return {_named(group), *topics(" ".join(text for text in group.surfaces if " " not in text))}


def centroid(groups: Sequence[Group], signs: Mapping[str, Signs]) -> Centroid:
    """Give the centroid of the papers of some groups."""
    return Centroid(len(groups), Counter(sign for group in groups for sign in signs[group.paper]))


def nearest(
    paper: Iterable[str], centroids: Mapping[int, Centroid], shares: Mapping[str, float]
) -> int | None:
    """
    Give the key of the centroid to which the signs of a paper are clearly nearest, None where that is none.

    The nearness is by how much more often signs are in its papers than in all, as a mean weighted by their rarity, squared
    as in the product of two tf-idf vectors. Sums are rounded once, so that no order of the signs changes them.
    """
    weights = {sign: math.log(shares[sign]) ** 2 for sign in paper}
    total = math.fsum(weights.values())
    expected = math.fsum(weight * shares[sign] for sign, weight in weights.items())
    near = []
    for key, one in centroids.items() if total else ():
        common = weights.keys() & one.having.keys()
        found = math.fsum(weights[sign] * one.having[sign] for sign in common)
        near.append(((found - one.papers * expected) / (one.papers + _PRIOR) / total, key))
    if not near:
        return None
    (best, key), *others = sorted(near, reverse=True)
    rival = max(0.0, others[0][0]) if others else 0.0  # all papers are that near
    return key if best - rival >= MARGIN and centroids[key].papers >= FEWEST else None
