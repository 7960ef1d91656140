"""Sentences, from the evidence that mentions and inferred citations carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson


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


@dataclass(frozen=True, slots=True)
class Reason:
    """One name that an inferred citation rests on, with the sentence of either paper."""

    via: str
    entity: str
    introduced: Quote | None
    mentioned: Quote | None


def quotes(evidence: str | None) -> tuple[Quote, ...]:
    """Give the places of a mention; none where the evidence cannot be read."""
    return tuple(quote for record in _records(evidence) if (quote := _quote(record)))


def reasons(evidence: str | None) -> tuple[Reason, ...]:
    """Give the reasons of an inferred citation; none where the evidence cannot be read."""
    return tuple(
        Reason(
            str(record.get("via", "")),
            str(record.get("entity", "")),
            _quote(record.get("introduced")),
            _quote(record.get("mentioned")),
        )
        for record in _records(evidence)
    )


def first_quote(found: Iterable[Quote | None]) -> Quote | None:
    """Give the first of some quotes that has a sentence."""
    return next((quote for quote in found if quote and quote.sentence), None)


def _records(evidence: str | None) -> list[dict[str, Any]]:
    try:
        found = orjson.loads(evidence or "[]")
    except orjson.JSONDecodeError:
        return []
    return [record for record in found if isinstance(record, dict)] if isinstance(found, list) else []


def _quote(record: Any) -> Quote | None:
    try:
        return Quote(
            str(record["field"]),
            int(record["start"]),
            int(record["end"]),
            str(record["sentence"]),
            str(record["surface"]),
            str(record["rule"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
