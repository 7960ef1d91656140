"""
Third step: senses that share a long form are one entity, unless their numbers differ.

Every join has direct support: a cluster is one long form with the names that papers (or the lexicon) define as it.
No chain of joins leads from one long form to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.ids import digest, entity_id, fold_name
from kg.model import Alias, Entity, Kind
from kg.resolve.match import Sense, senses
from kg.resolve.normalise import Group, numbers, singular, spells_out

_SCORES = {"spelling": 1.0, "known alias": 0.99, "plural": 0.98, "definition": 0.95}


def clusters(blocks: Mapping[tuple[Kind, str], Sequence[Group]]) -> list[list[Group]]:
    """Give the groups of each entity."""
    joined: dict[tuple[Kind, str, tuple[str, ...]], list[Group]] = defaultdict(list)
    shorts: dict[tuple[Kind, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
    found = [(kind, key, sense) for (kind, key), block in blocks.items() for sense in senses(block)]
    for kind, key, sense in found:
        if sense.long:
            shorts[kind, sense.long][numbers(key)] += len(sense.groups)
    for kind, key, sense in found:
        joined[_place(kind, key, sense, shorts)].extend(sense.groups)
    return list(joined.values())


def _place(
    kind: Kind, key: str, sense: Sense, shorts: Mapping[tuple[Kind, str], Counter[tuple[str, ...]]]
) -> tuple[Kind, str, tuple[str, ...]]:
    if sense.long:
        return kind, sense.long, numbers(key)
    defined = shorts.get((kind, singular(key)))
    if defined:  # a name that other papers give as the long form of a shorter one
        return kind, singular(key), min(defined, key=lambda one: (-defined[one], one))
    return kind, key, ()


def entities(found: Sequence[Sequence[Group]]) -> list[tuple[Entity, Sequence[Group]]]:
    """Give each cluster its entity: canonical name, id, and every other name with the reason why it belongs."""
    named = []
    for cluster in found:
        name = _canonical(cluster)
        named.append((entity_id(cluster[0].kind, name), name, cluster))
    named.sort(key=lambda one: (one[0], -len(one[2]), one[1], one[2][0].long_forms()))
    taken: set[str] = set()
    result = []
    for usual_id, usual, cluster in named:
        identity, name = (usual_id, usual) if usual_id not in taken else _rarer(usual, cluster, taken)
        taken.add(identity)
        family = any(group.family for group in cluster)
        result.append((Entity(identity, cluster[0].kind, name, _aliases(name, cluster), family), cluster))
    return sorted(result, key=lambda one: one[0].id)


def _rarer(usual: str, cluster: Sequence[Group], taken: set[str]) -> tuple[str, str]:
    """Give id and name of a rarer sense of a name: its long form, else a mark made from where it occurs."""
    name = _spelled_out(cluster) or usual
    identity = entity_id(cluster[0].kind, name)
    if identity in taken:
        identity = f"{identity}-{digest(cluster[0].paper + name)}"
    return identity, name


def _canonical(cluster: Sequence[Group]) -> str:
    """Give the name that most papers give the entity; the lexicon's where it knows it."""
    votes = Counter(group.name for group in cluster)
    return min(votes, key=lambda name: (-votes[name], name.endswith("s"), len(name), name))


def _spelled_out(cluster: Sequence[Group]) -> str | None:
    votes = Counter(text for group in cluster for text in group.surfaces if spells_out(text, group.name))
    return min(votes, key=lambda text: (-votes[text], text)) if votes else None


def _aliases(name: str, cluster: Sequence[Group]) -> tuple[Alias, ...]:
    if cluster[0].kind == "repo":  # its surfaces are addresses, not names
        return ()
    papers: dict[str, set[str]] = defaultdict(set)
    for group in cluster:
        for text in (*group.surfaces, group.name):
            if text != name:
                papers[" ".join(text.split())].add(group.paper)
    defined = {text for group in cluster for text in group.surfaces if spells_out(text, group.name)}
    found = []
    for text in sorted(papers.keys() - {name}):
        rule = _rule(name, text, text in defined)
        found.append(Alias(text, rule, _SCORES[rule], len(papers[text])))
    return tuple(found)


def _rule(name: str, text: str, defined: bool) -> str:
    a, b = fold_name(name), fold_name(text)
    if a == b:
        return "spelling"
    if singular(a) == singular(b):
        return "plural"
    return "definition" if defined else "known alias"
