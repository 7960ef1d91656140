"""How a paper speaks of a thing: the place that is surest, and what it says that it does with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import FIELDS, Mention, strongest


@dataclass(frozen=True, slots=True)
class Use:
    """What a paper says that it does with a thing."""

    place: Mention
    """The surest place that states the strongest of the roles: a sentence of the abstract rather than the title."""
    roles: tuple[str, ...]
    """Its finer roles, or "mentions", sorted."""


def uses(places: Iterable[Mention]) -> dict[str, Use]:
    """
    Give for each paper what it says that it does with a thing at these places.

    A paper that states no finer role just "mentions" it, and so does one that names it in its title: what it only
    measures itself against is not there.
    """
    found: dict[str, list[Mention]] = defaultdict(list)
    for place in places:
        found[place.paper].append(place)
    return {paper: _use(paper, said) for paper, said in found.items()}


def _use(paper: str, places: Sequence[Mention]) -> Use:
    stated: set[str] = {role for place in places for role in place.roles}
    if not stated or any(place.field == "title" and not place.roles for place in places):
        stated.add("mentions")
    role = strongest(stated)
    telling = [place for place in places if role in (place.roles or ("mentions",))]
    sentences = [place for place in telling if place.field != "title"]
    return Use(best(sentences or telling)[paper], tuple(sorted(stated)))


def best(places: Iterable[Mention]) -> dict[str, Mention]:
    """Give for each paper the most confident place, of equals the first in the text."""
    found: dict[str, Mention] = {}
    for place in sorted(places, key=_rank):
        found.setdefault(place.paper, place)
    return found


def _rank(place: Mention) -> tuple[Any, ...]:
    return (
        place.paper,
        -place.confidence,
        FIELDS.index(place.field),
        place.start,
        place.end,
        place.rule,
        place.name,
    )
