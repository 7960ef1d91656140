"""
Mentions as bytes, as processes exchange them and as they are cached between builds.

What can be read off the paper's text is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import intern
from typing import Any

import orjson

from kg.extract.models import calibration
from kg.model import Mention, Paper

_one: Callable[[str], Any] = intern
"""Gives one object for all equal texts."""


def pack(paper: Paper, found: Iterable[Mention]) -> bytes:
    """Give the mentions in a paper as JSON, confidences calibrated."""
    sure = calibration.load()
    places: dict[tuple[str, str], int] = {}
    return orjson.dumps([_row(paper, places, mention, sure.of(mention)) for mention in found])


def mentions(paper: Paper, packed: bytes) -> list[Mention]:
    """Give the mentions of a paper."""
    sentences: dict[tuple[str, int, int], str] = {}  # names in one sentence share its text
    rows = orjson.loads(packed)
    return [_mention(paper, sentences, *row) for row in rows]


def _row(
    paper: Paper, places: dict[tuple[str, str], int], one: Mention, confidence: float
) -> tuple[Any, ...]:
    """Give the fields of a mention; `places` has the spans of sentences already met."""
    at = places.get((one.field, one.sentence))
    if at is None:
        at = places[one.field, one.sentence] = paper.text(one.field).index(one.sentence)
    name = None if one.name == one.surface else one.name
    place = (one.field, one.start, one.end, at, len(one.sentence))
    return (*place, one.kind, name, one.role, one.rule, confidence, one.family, one.roles, one.new)


def _mention(
    paper: Paper,
    sentences: dict[tuple[str, int, int], str],
    field: Any,
    start: int,
    end: int,
    at: int,
    length: int,
    kind: str,
    name: str | None,
    role: str,
    rule: str,
    confidence: float,
    family: bool,
    roles: list[str],
    new: bool,
) -> Mention:
    text = paper.text(field)
    surface = text[start:end]
    sentence = sentences.setdefault((field, at, length), text[at : at + length])
    return Mention(
        paper.id, _one(kind), name or surface, _one(field), start, end, surface, sentence,
        _one(role), _one(rule), confidence, family, tuple(map(_one, roles)), new,
    )  # fmt: skip
