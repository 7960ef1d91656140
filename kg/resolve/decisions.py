"""What a person decided about names, applied to mentions before they are resolved and to clusters afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from kg.model import NAMELESS, Decision, Kind, KnownName, Mention, NameList
from kg.names.folding import without_plural
from kg.resolve.spelling import same, spelling_key

DECIDED = "decided"
"""Rule of mentions and aliases that a person decided."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions by what they do; see `of`."""

    kinds: Mapping[str, Decision]
    """What a name is, by its folded form."""
    splits: Mapping[tuple[Kind, str], Decision]
    """By kind and key: the names that were split off."""
    apart: frozenset[tuple[Kind, frozenset[str]]]
    """Pairs of keys that are not joined."""
    merges: tuple[Decision, ...]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Decisions:
        """Index decisions; their order does not matter."""
        ordered = sorted(decisions)
        splits = [one for one in ordered if one.verdict == "split"]
        return cls(
            {one.about[0]: one for one in ordered if one.verdict in ("dataset", "method", "other")},
            {(one.kind, _other_key(one)): one for one in splits},
            frozenset((one.kind, frozenset((same(one.name), _other_key(one)))) for one in splits),
            tuple(one for one in ordered if one.verdict == "merge"),
        )

    def key(self, kind: Kind, name: str) -> str:
        """Give the key of a name; a spelling that was split off has a key of its own."""
        if self.splits and (kind, _exact(name)) in self.splits:
            return _exact(name)
        return spelling_key(name) or name

    def are_apart(self, kind: Kind, one: str, other: str) -> bool:
        """Tell whether two keys are to stay apart."""
        return bool(self.apart) and (kind, frozenset(map(_name_without_plural, (one, other)))) in self.apart


def _other_key(split: Decision) -> str:
    """Give the key of the name that was split off: its exact spelling, where both names are folded alike."""
    return _exact(split.other) if same(split.name) == same(split.other) else same(split.other)


def _exact(name: str) -> str:
    return f"{same(name)}={name}"


def _name_without_plural(key: str) -> str:
    return key if "=" in key else without_plural(key)


def names_of(decisions: Iterable[Decision]) -> tuple[NameList, ...]:
    """Give the names that a person decided to be datasets or methods, for extraction to find."""
    names = {KnownName(one.name, one.verdict) for one in decisions if one.verdict in ("dataset", "method")}
    return (NameList("decisions", "tsv", tuple(sorted(names))),) if names else ()


def decided(mentions: Sequence[Mention], decisions: Iterable[Decision]) -> list[Mention]:
    """
    Apply the decisions to mentions: some change their kind, are dropped, or get a name that was split off.

    Nothing is added: `names_of` is how decisions make extraction find more.
    """
    rules = Decisions.of(decisions)
    if not rules.kinds and not rules.splits:
        return list(mentions)
    found = (_split(one, rules) for mention in mentions if (one := _of_kind(mention, rules)))
    return list(found)


def _of_kind(mention: Mention, rules: Decisions) -> Mention | None:
    if mention.kind == "repo" or not rules.kinds:
        return mention
    decision = rules.kinds.get(Decision("other", mention.kind, mention.name).about[0]) or (
        rules.kinds.get(Decision("other", mention.kind, mention.surface).about[0])
        if mention.rule not in NAMELESS
        else None
    )
    if decision is None:
        return mention
    if decision.verdict == "other":
        return None
    kind = cast("Kind", decision.verdict)
    family = mention.family and kind == "method"
    rule = mention.rule if mention.rule in NAMELESS else DECIDED
    return replace(mention, kind=kind, family=family, rule=rule, confidence=1.0)


def _split(mention: Mention, rules: Decisions) -> Mention:
    if not rules.splits:
        return mention
    surface = mention.name if mention.rule in NAMELESS else mention.surface
    written = _stands_alone(mention.kind, surface, rules)
    named = _stands_alone(mention.kind, mention.name, rules)
    if written and not named:
        return replace(mention, name=surface, family=False)
    if named and not written:
        return replace(mention, name=named.name)
    return mention


def _stands_alone(kind: Kind, text: str, rules: Decisions) -> Decision | None:
    return rules.splits.get((kind, _exact(text))) or rules.splits.get((kind, same(text)))
