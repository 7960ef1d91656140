"""
Who introduces a thing, once it is known which names are one.

Extraction sees one paper at a time. The other papers tell that a thing is older than the paper that seems to introduce it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.dates import before, date_of, earliest
from kg.link.introductions import is_title_of
from kg.model import DEFINED, KNOWN_RULES, Mention, Paper
from kg.names.folding import fold_title


def settled(
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    entity_of: Sequence[str],
    first: Mapping[tuple[str, str], Set[str]],
) -> list[Mention]:
    """
    Give mentions with the role that remains: what another paper has introduced is mentioned.

    `first` has the folded titles of the papers that are known to have introduced a thing, by kind and canonical name: no
    others introduce it. What an older paper has without introducing it, or two papers without a common author spell
    out of which the other does not introduce it, is introduced by none whose title does not say so: these use it in a new way.
    """
    together: dict[str, list[int]] = defaultdict(list)
    for at, entity in enumerate(entity_of):
        if mentions[at].kind != "repo":
            together[entity].append(at)
    texts = {paper.id: paper for paper in papers}
    found = list(mentions)
    for places in together.values():
        others = {*_no_introducers([mentions[at] for at in places], texts, first)}
        for at in places:
            if found[at].paper in others:
                found[at] = replace(found[at], role="mentions")
    return found


def _no_introducers(
    places: Sequence[Mention], papers: Mapping[str, Paper], first: Mapping[tuple[str, str], Set[str]]
) -> Iterator[str]:
    """Give the papers that seem to introduce a thing, and do not."""
    introducing: dict[str, list[Mention]] = defaultdict(list)
    for place in places:
        if place.role == "introduces":
            introducing[place.paper].append(place)
    others = {place.paper for place in places} - introducing.keys()
    if not introducing or not others:
        return
    dates = {paper: date_of(papers[paper]) for paper in (*introducing, *others)}
    oldest = earliest(dates[one] for one in others)
    spelling = {place.paper for place in places if place.rule == DEFINED and " " in place.surface} & others
    titles = {title for place in places for title in founders(place, first)}
    for paper, said in introducing.items():
        if titles:
            if fold_title(papers[paper].title) not in titles:
                yield paper
        elif not any(map(is_title_of, said)):
            alike = spelling if any(" " in one.surface for one in said) else ()
            older = any(before(date, dates[paper]) for date in oldest)
            if older or any(_are_strangers(papers[paper], papers[one]) for one in alike):
                yield paper


def _are_strangers(one: Paper, other: Paper) -> bool:
    """Tell whether two papers have no author in common."""
    return {*map(str.casefold, one.authors)}.isdisjoint(map(str.casefold, other.authors))


def founders(place: Mention, first: Mapping[tuple[str, str], Set[str]]) -> Set[str]:
    """Give the folded titles of the papers that are listed for what a known name means."""
    if place.rule not in KNOWN_RULES:
        return frozenset()
    return first.get(("family" if place.family else place.kind, place.name), frozenset())
