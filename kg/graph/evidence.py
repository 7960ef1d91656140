"""The evidence of a link, which the graph stores as JSON: written here, and read back without trusting it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that names something, and where it stands."""

    field: str
    start: int
    """Of the surface, in characters of the field."""
    end: int
    sentence: str
    surface: str
    rule: str
    roles: tuple[str, ...] = ()
    """Finer roles that this sentence states."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One name that an inferred citation rests on, with the sentence of either paper."""

    via: str
    entity: str
    introduced: Quote | None
    mentioned: Quote | None


def record(place: Mention) -> dict[str, Any]:
    """Give the JSON object for a mention in the evidence of a link; `quotes` reads it back."""
    roles = {"roles": place.roles} if place.roles else {}
    return {
        "field": place.field,
        "start": place.start,
        "end": place.end,
        "sentence": place.sentence,
        "surface": place.surface,
        "rule": place.rule,
        **roles,
    }


def records(evidence: str | None) -> list[dict[str, Any]] | None:
    """
    Give the records of an edge's evidence, or None where the text is not a JSON list of objects.

    No evidence is no records. Numbers that JSON does not know (NaN, Infinity) become None.

    >>> records('[{"field": "title", "start": 0}]')
    [{'field': 'title', 'start': 0}]
    >>> records("nonsense") is None
    True
    """
    try:
        found = [] if evidence is None else json.loads(evidence, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        return None
    return found


def quotes(evidence: str | None) -> tuple[Quote, ...]:
    """Give the places of a mention; none where the evidence cannot be read."""
    return tuple(quote for record in records(evidence) or () if (quote := _quote(record)))


def reasons(evidence: str | None) -> tuple[Reason, ...]:
    """Give the reasons of an inferred citation; none where the evidence cannot be read."""
    return tuple(
        Reason(
            str(record.get("via", "")),
            str(record.get("entity", "")),
            _quote(record.get("introduced")),
            _quote(record.get("mentioned")),
        )
        for record in records(evidence) or ()
    )


def telling(found: Iterable[Quote]) -> tuple[Quote, ...]:
    """Sort quotes: those first that say what the paper does with the thing, and titles, which are read anyway, last."""
    return tuple(sorted(found, key=lambda quote: reticence(quote.field, quote.roles)))


def reticence(field: Any, roles: Sequence[str]) -> tuple[bool, bool]:
    """
    Give how little a sentence says, by where it stands and the roles that it states: the key by which quotes are sorted.

    >>> reticence("title", ["extends"]) < reticence("abstract", []) < reticence("title", [])
    True
    """
    return not roles, field == "title"


def first_quote(found: Iterable[Quote | None]) -> Quote | None:
    """Give the first of some quotes that has a sentence."""
    return next((quote for quote in found if quote and quote.sentence), None)


def first_sentence(evidence: str | None) -> Quote | None:
    """
    Give the most telling quote of the evidence of a mention or of an inferred citation, or None.

    Of a citation it is where the citing paper names what the other introduced.
    """
    return first_quote((*telling(quotes(evidence)), *(reason.mentioned for reason in reasons(evidence))))


def _quote(record: Any) -> Quote | None:
    try:
        return Quote(
            str(record["field"]),
            int(record["start"]),
            int(record["end"]),
            str(record["sentence"]),
            str(record["surface"]),
            str(record["rule"]),
            tuple(str(role) for role in record.get("roles") or ()),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
