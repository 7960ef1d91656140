"""Names that several papers coin, each in its own title and for something else: STAR, PRISM."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.disjoint import DisjointSets
from kg.model import KNOWN_NAME, Mention
from kg.resolve.normalise import SURE, Group

_BEGINNING = 4
"""Characters of a title before the name that it begins with: quotes, an article."""
_STEM = 6
"""Leading letters by which words are compared."""
_SHARED = 2
"""Words that titles about one thing share, besides its name."""


def find_coined(block: Sequence[Group], mentions: Sequence[Mention]) -> None:
    """
    Note in the groups of one name which thing they mean, where papers coin it for several things.

    Papers whose titles begin with the name have coined one thing if these share words, or if they spell the name out alike;
    what the lexicon knows under the name is another one. Any other paper means the one whose title shares words with its
    sentences, if there is just one such.
    """
    titles = {at: title for at, group in enumerate(block) if (title := _coining_title(group, mentions))}
    known = any(group.known for group in block)
    if len(titles) + known < 2:
        return
    topics = {at: _topics([title], block[at]) for at, title in titles.items()}
    alike = DisjointSets[int]()
    for at, there in topics.items():
        for other, theirs in topics.items():
            if at < other and (_shared(there, theirs) or block[at].stem == block[other].stem != ""):
                alike.join((at, other))
    things: dict[int, list[int]] = defaultdict(list)
    for at in topics:
        things[alike.find(at)].append(at)
    if len(things) + known < 2:
        return
    for members in things.values():
        for at in members:
            block[at].coined_by = min(block[one].paper for one in members)
    for at, group in enumerate(block):
        if at not in topics and not group.known:
            said = _topics((mentions[number].sentence for number in group.mentions), group)
            meant = {block[one].coined_by for one in topics if _means(group, said, block[one], topics[one])}
            group.coined_by = meant.pop() if len(meant) == 1 else ""


def _means(group: Group, said: set[str], coining: Group, topics: set[str]) -> bool:
    return group.stem == coining.stem if group.stem else _shared(said, topics)


def _coining_title(group: Group, mentions: Sequence[Mention]) -> str:
    """Give the title of a paper that begins with the name that it introduces, else an empty text."""
    if group.known or group.kind == "repo" or group.family:
        return ""
    found = (mentions[number] for number in group.mentions)
    return next((one.sentence for one in found if _begins(one)), "")


def _begins(one: Mention) -> bool:
    return (
        one.field == "title"
        and one.start <= _BEGINNING
        and one.role == "introduces"
        and one.confidence >= SURE
        and one.rule != KNOWN_NAME
    )


def _topics(texts: Iterable[str], group: Group) -> set[str]:
    """Give the beginnings of the longer words of some texts, without the names of the group."""
    text = " ".join(texts).lower()
    for surface in sorted(group.surfaces, key=len, reverse=True):
        if " " not in surface:
            text = text.replace(surface.lower(), " ")
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{5,}", text)}


def _shared(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _SHARED
