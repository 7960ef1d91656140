"""First step: from mentions to the names that each paper gives each thing, under folded keys."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.ids import fold_name
from kg.model import KNOWN_NAME, LISTED_NAME, Kind, Mention

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Group:
    """All mentions of one name in one paper: the smallest thing that is never divided."""

    paper: str
    kind: Kind
    key: str
    """Folded name, without plural where the corpus writes the singular, too."""
    name: str
    family: bool
    known: bool = False
    """Whether the lexicon knows the name."""
    mentions: list[int] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)

    def long_forms(self) -> list[str]:
        """Give the keys of the surfaces that spell the name out, the longest first; see `spells_out`."""
        keys = {fold_name(text) for text in self.surfaces if spells_out(text, self.name)}
        return sorted(keys, key=lambda key: (-len(key), key))


def spells_out(text: str, name: str) -> bool:
    """
    Tell whether a text of several words is a long form of a shorter name.

    >>> spells_out("Graph Neural Networks", "GNN"), spells_out("Swin Transformers", "Swin")
    (True, False)
    """
    several = len(re.split(r"[\s-]+", text.strip())) > 1
    long, short = fold_name(text), fold_name(name)
    return several and len(text) > len(name) + 3 and not long.startswith(short) and not long.endswith(short)


def numbers(name: str) -> tuple[str, ...]:
    """
    Give the numbers in a name; names with different numbers are never one thing.

    >>> numbers("GPT-3.5"), numbers("ImageNet-1K"), numbers("U^2-Net"), numbers("BERT")
    (('3.5',), ('1',), ('2',), ())
    """
    return tuple(_NUMBER.findall(name))


def singular(key: str) -> str:
    """Give a folded name without a plural s."""
    return (
        key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is", "as")) else key
    )


def groups(mentions: Sequence[Mention]) -> list[Group]:
    """Give the groups of all mentions, sorted by kind, key and paper."""
    keys = {(mention.kind, _key(mention)) for mention in mentions}
    found: dict[tuple[str, str, str], Group] = {}
    for number, mention in enumerate(mentions):
        key = _key(mention)
        if mention.kind != "repo" and (mention.kind, singular(key)) in keys:
            key = singular(key)
        place = (mention.kind, key, mention.paper)
        group = found.get(place)
        if group is None:
            group = found[place] = Group(mention.paper, mention.kind, key, mention.name, mention.family)
        group.mentions.append(number)
        group.known |= mention.rule == KNOWN_NAME
        group.name = min(group.name, mention.name, key=lambda name: (len(name), name))
        if mention.rule != LISTED_NAME:
            group.surfaces[mention.surface] += 1
    return [found[place] for place in sorted(found)]


def by_name(found: Sequence[Group]) -> dict[tuple[Kind, str], list[Group]]:
    """Give the groups of each kind and key."""
    blocks: dict[tuple[Kind, str], list[Group]] = defaultdict(list)
    for group in found:
        blocks[group.kind, group.key].append(group)
    return blocks


def _key(mention: Mention) -> str:
    return mention.name.lower() if mention.kind == "repo" else fold_name(mention.name) or mention.name
