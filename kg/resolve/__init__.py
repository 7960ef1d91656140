"""
Resolution: from mentions to entities, one for all spellings of a name.

Three steps: `normalise` folds spellings, `match`, `coined` and `topics` tell senses of one name apart, `cluster` joins names through the long forms that define them. `ledger` says why; `decisions` are a person's, and
override what the texts say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Decision, Entity, Mention, Paper
from kg.resolve.cluster import clusters, identified
from kg.resolve.coined import find_coined
from kg.resolve.decisions import Decisions, decided, names_of
from kg.resolve.ledger import aliases
from kg.resolve.match import senses
from kg.resolve.normalise import by_name, groups
from kg.resolve.spelling import forget
from kg.resolve.topics import told_by_topic

__all__ = ["Resolution", "decided", "names_of", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities sorted by id, and for every mention the id of its entity."""

    entities: tuple[Entity, ...]
    entity_of: tuple[str, ...]


def resolve(
    mentions: Sequence[Mention], decisions: Iterable[Decision] = (), papers: Iterable[Paper] = ()
) -> Resolution:
    """
    Join mentions that name one thing; the mentions are as the decisions have left them (`decided`).

    The texts of the papers tell what is meant by names that stand for several things; without them other names do alone.
    The result depends on no order of mentions, decisions or papers. Two names are joined where
    they are spelled alike, where the lexicon knows them as one, where a paper defines one by the other, or where a
    person decided so; never across kinds, numbers, versions or sizes, and never because both resemble a third.
    """
    rules = Decisions.of(decisions)
    order = sorted(range(len(mentions)), key=lambda at: _place(mentions[at]))
    ordered = [mentions[at] for at in order]
    entities = []
    entity_of = [""] * len(mentions)
    blocks = by_name(groups(ordered, rules))
    by_id = {paper.id: paper for paper in papers}
    for block in blocks.values():
        find_coined(block, ordered, by_id)
    found = {place: senses(block) for place, block in blocks.items()}
    told = told_by_topic(found, ordered, by_id.values(), rules)
    for identity, name, cluster in identified(clusters(told, rules)):
        family = any(group.family for group in cluster)
        names = aliases(name, cluster, ordered, rules)
        entities.append(Entity(identity, cluster[0].kind, name, names, family))
        for group in cluster:
            for number in group.mentions:
                entity_of[order[number]] = identity
    forget()
    return Resolution(tuple(entities), tuple(entity_of))


def _place(mention: Mention) -> tuple[str, str, int, int, str, str]:
    return mention.paper, mention.field, mention.start, mention.end, mention.kind, mention.name
