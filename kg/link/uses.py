"""How a paper speaks of a thing: the place that is surest, and what it says that it does with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from kg.model import FIELDS, Mention
from kg.wording import INFERRED, strongest


@dataclass(frozen=True, slots=True)
class Use:
    """What a paper says that it does with a thing."""

    place: Mention
    """Where it tells most."""
    roles: tuple[str, ...]
    """Its finer roles, or "mentions", sorted."""


def uses(places: Collection[Mention]) -> dict[str, Use]:
    """
    Give for each paper what it says that it does with a thing at these places.

    A paper that states no finer role just "mentions" it, and so does one that names it in its title: what it only
    measures itself against is not there.
    """
    found: dict[str, list[Mention]] = defaultdict(list)
    for place in places:
        found[place.paper].append(place)
    told = best(places, _tells)
    return {paper: Use(told[paper], _roles(said)) for paper, said in found.items()}


def best(places: Iterable[Mention], first: Callable[[Mention], int] = lambda _: 0) -> dict[str, Mention]:
    """Give for each paper the place of which `first` is least, of equals the most confident, then the first in the text."""
    found: dict[str, Mention] = {}
    for place in sorted(places, key=lambda place: (first(place), _rank(place))):
        found.setdefault(place.paper, place)
    return found


def _roles(places: Iterable[Mention]) -> tuple[str, ...]:
    roles: set[str] = set()
    for place in places:
        roles.update(place.roles or (["mentions"] if place.field == "title" else ()))
    return tuple(sorted(roles)) or ("mentions",)


def _tells(place: Mention) -> int:
    """Give the rank of a place by the strongest role that it states."""
    return list(INFERRED).index(strongest(place.roles)) if place.roles else len(INFERRED)


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
