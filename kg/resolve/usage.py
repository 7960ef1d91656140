"""How often each name is used and how it is written: a corpus has millions of mentions, but far fewer names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from kg.model import KNOWN_RULES, LISTED_TITLE, Kind, Mention
from kg.resolve.spelling import spelling_key, version_words

Written = tuple[Kind, str, str, str, bool]
"""Kind, name, surface, rule, and whether it is a family's."""

_written = attrgetter("kind", "name", "surface", "rule", "family")


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts of all mentions but those of repositories."""

    written: Counter[Written]
    known: Counter[Written]
    """Of names that the lexicon knows."""
    names: Counter[tuple[Kind, str]]
    """By kind and name."""
    coined: Counter[tuple[Kind, str]]
    """Of names that the lexicon does not know, by kind and name."""
    texts: set[tuple[Kind, str]]
    """Names and surfaces."""


def used(mentions: Iterable[Mention]) -> Usage:
    """Count how names are used in mentions."""
    counted: Counter[Written] = Counter(map(_written, mentions))
    written: Counter[Written] = Counter()
    for one, count in counted.items():
        if one[0] != "repo":
            written[_as_name(one)] += count
    usage = Usage(written, Counter(), Counter(), Counter(), set())
    for one, count in written.items():
        kind, name, surface, rule, _ = one
        usage.names[kind, name] += count
        usage.texts.add((kind, name))
        usage.texts.add((kind, surface))
        if rule in KNOWN_RULES:
            usage.known[one] = count
        else:
            usage.coined[kind, name] += count
    return usage


def _as_name(one: Written) -> Written:
    """Give a name that stands nowhere in a paper as if it did: its surface is the title."""
    kind, name, _, rule, family = one
    return (kind, name, name, rule, family) if rule == LISTED_TITLE else one


def usual_orders(usage: Usage) -> dict[tuple[Kind, tuple[str, ...]], str]:
    """Give a name with the most frequent order of the words of versions: "Claude Sonnet 4.5", not "Claude-4.5-Sonnet"."""
    orders: dict[tuple[Kind, tuple[str, ...]], dict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for (kind, name), count in usage.names.items():
        if parts := version_words(name):
            orders[kind, parts][spelling_key(name)][name] += count
    return {
        parts: min(min(several.items(), key=lambda one: (-one[1].total(), one[0]))[1])
        for parts, several in orders.items()
        if len(several) > 1
    }


def namesakes(usage: Usage) -> dict[tuple[Kind, str], list[str]]:
    """Give the names of things that the lexicon tells apart by case or hyphens alone, but for the most frequent one."""
    counts: dict[tuple[Kind, str], Counter[str]] = defaultdict(Counter)
    for (kind, name, *_), count in usage.known.items():
        counts[kind, spelling_key(name)][name] += count
    return {
        place: sorted(names, key=lambda name: (-names[name], name))[1:]
        for place, names in counts.items()
        if len(names) > 1
    }
