"""
Third step: senses that share a long form are one entity, unless something tells their names apart.

Every join has direct support: a cluster is one long form with the names that papers (or the lexicon) define as it.
No chain of joins leads from one long form to another, except through what a person decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.disjoint import DisjointSets
from kg.ids import entity_id, short_digest
from kg.model import Decision, Kind
from kg.names.folding import without_plural
from kg.resolve.decisions import Decisions
from kg.resolve.match import Sense
from kg.resolve.normalise import Group
from kg.resolve.spelling import extends, numbers, same, spells_out

Place = tuple[Kind, str, tuple[str, ...]]
"""Key of a cluster: its kind, its long form or else its key, and the numbers in the names that share the long form."""

Cluster = Sequence[Group]


def clusters(senses: Mapping[tuple[Kind, str], Sequence[Sense]], decisions: Decisions) -> list[list[Group]]:
    """Give the groups of each entity, from the senses of each name."""
    found = [(kind, key, sense) for (kind, key), among in senses.items() for sense in among]
    places: dict[tuple[Kind, str], Counter[Place]] = defaultdict(Counter)
    for kind, key, sense in found:
        for group in sense.groups:
            for long in group.longs:
                places[kind, without_plural(long)][kind, sense.long, numbers(key)] += 1
    joined: dict[Place, dict[str, list[Group]]] = defaultdict(lambda: defaultdict(list))
    for kind, key, sense in found:
        joined[_place(kind, key, sense, places)][key].extend(sense.groups)
    divided = [part for place, names in joined.items() for part in _divided(place[0], names, decisions)]
    return _merged(_joined_by_lexicon(divided, decisions), decisions.merges, decisions)


def _place(kind: Kind, key: str, sense: Sense, places: Mapping[tuple[Kind, str], Counter[Place]]) -> Place:
    if sense.long:
        return kind, sense.long, numbers(key)
    if kind != "repo" and (defined := places.get((kind, without_plural(key)))):
        # A name that other papers give as the long form of a shorter one.
        return min(defined, key=lambda one: (-defined[one], one))
    return kind, key, ()


def _divided(kind: Kind, names: Mapping[str, list[Group]], decisions: Decisions) -> list[list[Group]]:
    """
    Give the groups that share a long form; a name that extends the most used one ("ViT-B") stays out.

    What the lexicon knows under one name is one thing, whatever its acronyms.
    """
    if len(names) == 1:
        return list(names.values())
    ranked = sorted(names, key=lambda key: (-len(names[key]), key))
    known = {key: {group.name for group in names[key] if group.known} for key in ranked}
    parts: list[list[str]] = []
    for key in ranked:
        for part in parts:
            if not any(
                decisions.are_apart(kind, key, other)
                or (extends(key, other) and not known[key] & known[other])
                for other in part
            ):
                part.append(key)
                break
        else:
            parts.append([key])
    return [[group for key in part for group in names[key]] for part in parts]


def _joined_by_lexicon(found: Sequence[list[Group]], decisions: Decisions) -> list[list[Group]]:
    """
    Join the clusters that the lexicon knows under one name, whatever acronyms papers give it.

    One paper has MHA for multi-head attention and another MHSA. Clusters that share an acronym have been told apart by
    their long forms, and others by a person: these stay apart.
    """
    parts: list[list[Group]] = []
    known: dict[tuple[Kind, str], list[list[Group]]] = defaultdict(list)
    for cluster in found:
        listed = {group.name for group in cluster if group.known}
        if not listed or (name := canonical(cluster)) not in listed:
            parts.append(cluster)
            continue
        alike = known[cluster[0].kind, name]
        part = next((part for part in alike if _may_join(part, cluster, decisions)), None)
        if part is None:
            alike.append(cluster)
            parts.append(cluster)
        else:
            part.extend(cluster)
    return parts


def _may_join(one: Cluster, other: Cluster, decisions: Decisions) -> bool:
    kind, keys = one[0].kind, {group.key for group in one}
    return not any(
        key in keys or any(decisions.are_apart(kind, key, mine) for mine in keys)
        for key in {group.key for group in other}
    )


def _merged(found: list[list[Group]], merges: Sequence[Decision], decisions: Decisions) -> list[list[Group]]:
    """Join the clusters that a person decided to be one, except those that were decided to stay apart."""
    if not merges:
        return found
    named: dict[tuple[Kind, str], set[int]] = defaultdict(set)
    for number, cluster in enumerate(found):
        for group in cluster:
            for text in (group.name, *group.surfaces):
                named[group.kind, same(text)].add(number)
    together = DisjointSets[int]()
    apart = [
        (x, y)
        for kind, pair in decisions.apart
        for key, *others in [sorted(pair)]
        for other in others
        for x in named.get((kind, key), ())
        for y in named.get((kind, other), ())
    ]
    for merge in merges:  # sorted, so that the order of deciding does not matter
        one, other = (_meant(merge.kind, name, found, named) for name in (merge.name, merge.other))
        if one is None or other is None:
            continue
        roots = {together.find(one), together.find(other)}
        if not any({together.find(x), together.find(y)} == roots for x, y in apart):
            together.join(sorted(roots))
    joined: dict[int, list[Group]] = defaultdict(list)
    for number, cluster in enumerate(found):
        joined[together.find(number)].extend(cluster)
    return list(joined.values())


def _meant(
    kind: Kind, name: str, found: Sequence[Cluster], named: Mapping[tuple[Kind, str], set[int]]
) -> int | None:
    """Give the index of the cluster that a name means: one with this canonical name first, then the largest."""
    return min(
        named.get((kind, same(name)), ()),
        key=lambda number: (
            canonical(found[number]) != name,
            -len(found[number]),
            sorted((group.key, group.paper) for group in found[number]),
        ),
        default=None,
    )


def identified(found: Sequence[Cluster]) -> list[tuple[str, str, Cluster]]:
    """Give each cluster its id and canonical name, sorted by id."""
    named = []
    for cluster in found:
        name = canonical(cluster)
        named.append((entity_id(cluster[0].kind, name), name, cluster))
    often = Counter(identity for identity, *_ in named)
    named.sort(
        key=lambda one: (one[0], -len(one[2]), one[1], _first(one[2]) if often[one[0]] > 1 else ("", ""))
    )
    taken: set[str] = set()
    result = []
    for usual_id, usual, cluster in named:
        identity, name = (usual_id, usual) if usual_id not in taken else _rarer(usual, cluster, taken)
        taken.add(identity)
        result.append((identity, name, cluster))
    return sorted(result, key=lambda one: one[0])


def _first(cluster: Cluster) -> tuple[str, str]:
    return min((group.paper, group.key) for group in cluster)


def _rarer(usual: str, cluster: Cluster, taken: set[str]) -> tuple[str, str]:
    """Give id and name of a rarer sense of a name: by its long form, else with a suffix made from where it occurs."""
    name = _spelled_out(cluster) or usual
    plain = entity_id(cluster[0].kind, name)
    paper, key = _first(cluster)
    # One paper may have two such senses; of its keys each cluster has others.
    choices = (
        plain,
        f"{plain}-{short_digest(paper + name)}",
        f"{plain}-{short_digest(f'{paper} {key} {name}')}",
    )
    return next(identity for identity in choices if identity not in taken), name


def canonical(cluster: Cluster) -> str:
    """Give the name that most papers use for the entity, or the lexicon's where it knows the name."""
    if len(cluster) == 1:
        return cluster[0].name
    votes = Counter(group.name for group in cluster if not group.told)
    return min(votes, key=lambda name: (-votes[name], name.endswith("s"), len(name), name))


def _spelled_out(cluster: Cluster) -> str | None:
    votes = Counter(text for group in cluster for text in group.surfaces if spells_out(text, group.name))
    return min(votes, key=lambda text: (-votes[text], text)) if votes else None
