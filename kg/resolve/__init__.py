"""
Resolution: from mentions to entities, one for all spellings of a name.

Three steps, each in its module: `normalise` folds spellings, `match` tells senses of one name apart,
`cluster` joins names through the long forms that define them and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Entity, Mention
from kg.resolve.cluster import clusters, entities
from kg.resolve.normalise import by_name, groups


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities sorted by id, and for every mention the id of its entity."""

    entities: tuple[Entity, ...]
    entity_of: tuple[str, ...]


def resolve(mentions: Sequence[Mention]) -> Resolution:
    """
    Join mentions that name one thing.

    The result does not depend on the order of the mentions. Two names are joined where they are spelled alike
    (case, hyphens, plural), where the lexicon knows them as one, or where a paper defines one by the other;
    never across kinds, numbers, versions or sizes, and never because both resemble a third.
    """
    order = sorted(range(len(mentions)), key=lambda at: _place(mentions[at]))
    ordered = [mentions[at] for at in order]
    found = entities(clusters(by_name(groups(ordered))))
    entity_of = [""] * len(mentions)
    for entity, cluster in found:
        for group in cluster:
            for number in group.mentions:
                entity_of[order[number]] = entity.id
    return Resolution(tuple(entity for entity, _ in found), tuple(entity_of))


def _place(mention: Mention) -> tuple[str, str, int, int, str, str]:
    return mention.paper, mention.field, mention.start, mention.end, mention.kind, mention.name
