"""Names that several papers coin, each in its own title and for something else: STAR, PRISM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.disjoint import DisjointSets
from kg.model import KNOWN_NAME, Mention
from kg.resolve.normalise import SURE, Group
from kg.titles import begins_title, topics

_SHARED = 2
"""Words that titles about one thing share, besides its name."""
_MOST_WORDS = 60
"""How many words of a text are compared: more than titles have."""

Sign = tuple[str, ...]
"""What tells a thing: words that are together in a text about it, or its long form."""


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
    alike, first = DisjointSets[int](), dict[Sign, int]()
    for at, title in titles.items():
        alike.join([at, *[first.setdefault(sign, at) for sign in _signs([title], block[at])]])
        if stem := block[at].stem:
            alike.join([at, first.setdefault((stem,), at)])
    papers: dict[int, list[str]] = defaultdict(list)
    for at in titles:
        papers[alike.find(at)].append(block[at].paper)
    if len(papers) + known < 2:
        return
    for at, group in enumerate(block):
        if at in titles:
            group.coined_by = min(papers[alike.find(at)])
        elif not group.known:
            sentences = (mentions[number].sentence for number in group.mentions)
            said = [(group.stem,)] if group.stem else _signs(sentences, group)
            meant = {alike.find(first[sign]) for sign in said if sign in first}
            group.coined_by = min(papers[meant.pop()]) if len(meant) == 1 else ""


def _coining_title(group: Group, mentions: Sequence[Mention]) -> str:
    """Give the title of a paper that begins with the name that it introduces, else an empty text."""
    if group.known or group.kind == "repo" or group.family:
        return ""
    found = (mentions[number] for number in group.mentions)
    return next((one.sentence for one in found if _begins(one)), "")


def _begins(one: Mention) -> bool:
    return (
        begins_title(one) and one.role == "introduces" and one.confidence >= SURE and one.rule != KNOWN_NAME
    )


def _signs(texts: Iterable[str], group: Group) -> Iterator[Sign]:
    """Give the longer words of some texts, a few together; those in the names of the group do not count."""
    text = " ".join(texts).lower()
    for surface in sorted(group.surfaces, key=len, reverse=True):
        if " " not in surface:
            text = text.replace(surface.lower(), " ")
    return combinations(sorted(topics(text))[:_MOST_WORDS], _SHARED)
