"""
JSON: Hugging Face's daily-papers API, JSON Lines, and lists of objects in general.

Lines are streamed, up to the first record of a service that states which others of the file it cites. A truncated list
gives the records before the cut, even where it is inside an object, as in the responses of services.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import orjson

from kg.model import Paper, Problem
from kg.readers import works
from kg.readers.base import Document, Doubts
from kg.readers.record import (
    AROUND,
    LISTS,
    Stated,
    belongs_to_paper,
    describes_paper,
    entries,
    kind,
    paper_or_problem,
)
from kg.readers.text import decode

NAME = "json"
_LONGEST_LINE = 16 << 20
_MOST_DIGITS = 100
_JUDGED = 100
_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_BETWEEN = re.compile(r"[\s,]*")
_EXPECTED = 'expected a list, or lines, of objects with "title" and "abstract" (or "summary")'


@dataclass(frozen=True, slots=True)
class Record:
    """A value of a JSON document and its position."""

    value: Any
    line: int | None = None
    number: int | None = None
    """Its index in a list that is not written one record per line."""

    def where(self) -> str:
        """Give its position as the beginning of a message; empty where the line number is enough."""
        return "" if self.number is None else f"{self.place()}: "

    def place(self) -> str:
        """Give its position in words."""
        return "a line" if self.number is None else f"record {self.number:,}"


Parts = Callable[[Any], Iterable[Any]]
"""From a JSON value to the records in it."""


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as a JSON object or list."""
    return bool(_START.match(head))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of JSON records; raises `Refused` where the first hundred hold nothing like a paper."""
    doubts = Doubts(document)
    found = records(document)
    first = list(islice(found, _JUDGED))
    if first and not any(isinstance(one, Record) and describes_paper(one.value) for one in first):
        raise _another_kind(document, first)
    made = _made(chain(first, found), document, doubts)
    for one in made:
        if isinstance(one, works.Work):  # which of them cite each other is known behind the last
            yield from works.papers([one, *made])
        else:
            yield one
    yield from doubts.problems()


def _made(
    found: Iterable[Record | Problem], document: Document, doubts: Doubts
) -> Iterator[Paper | Problem | works.Work]:
    """Give what is made of each record, in their order."""
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        doubts.line = one.line
        if one.value is None:
            doubts.note("null instead of a record, as services give for what they do not know", one.place())
            continue
        if belongs_to_paper(one.value, doubts.note):
            continue
        name = "" if one.number is None else one.place()
        made = paper_or_problem(Stated(one.value, one.line, name), document, doubts, "the record is skipped")
        yield (works.work(one.value, made) or made) if isinstance(made, Paper) else made


_OF_NAMES = {"name", "full_name", "paper"}
"""Fields of the things in the dumps of Papers with Code (`methods.json`, `datasets.json`)."""


def _another_kind(document: Document, first: list[Record | Problem]) -> Exception:
    record = next((one for one in first if isinstance(one, Record)), None)
    if record is None:
        damage = next(one for one in first if isinstance(one, Problem))
        return document.refused(damage.reason, damage.line, lost=True)
    if isinstance(record.value, dict) and record.value.keys() >= _OF_NAMES:
        return document.refused(
            "a dump of the names of methods or datasets, not of papers; kg build PAPERS --lexicon FILE takes it"
        )
    return document.refused(f"JSON, but not of papers: found {kind(record.value)}; {_EXPECTED}")


def records(document: Document, parts: Parts = entries) -> Iterator[Record | Problem]:
    """Give the records of a JSON document, and problems; `parts` gives the records of one value."""
    first = b""
    if b"\n" not in document.head():  # the end of a long first line tells whether it is one of several
        first = document.stream.readline(_LONGEST_LINE)
    if first[-1:] in (b"", b"\n") and _is_lines(first + document.head()):
        yield from _lines(document, first, parts)
        return
    data = (first + document.rest()).removeprefix(BOM_UTF8)
    try:
        values: Iterator[Any] = iter([orjson.loads(data)])
    except orjson.JSONDecodeError:
        values = _one_by_one(document, data)
    number = 0
    for value in values:
        if isinstance(value, Problem):
            yield value
            continue
        for entry in parts(value):
            number += 1
            yield Record(entry, number=number)


def _is_lines(head: bytes) -> bool:
    """Tell JSON Lines from one value that spans several lines, even where one of the first two lines is damaged."""
    lines = [line.rstrip() for line in head.removeprefix(BOM_UTF8).split(b"\n") if line.strip()]
    if len(lines) < 2:
        return False
    try:
        return isinstance(orjson.loads(lines[0]), dict)
    except orjson.JSONDecodeError:
        return lines[0].endswith(b"}") and lines[1].startswith(b"{")


def _lines(document: Document, first: bytes, parts: Parts) -> Iterator[Record | Problem]:
    """Give the records of JSON Lines, of which the first may have been read already."""
    guessed = False
    for number, line in document.lines(_LONGEST_LINE, first):
        if len(line) > _LONGEST_LINE:
            reason = f"a line of more than {_LONGEST_LINE >> 20} MiB"
            yield document.problem(reason, number, outcome="it is skipped")
        elif line.strip():
            try:
                value, guess = _parsed(line, number)
            except (ValueError, RecursionError) as error:
                yield document.problem(_damage(error), number, outcome="the line is skipped")
                continue
            if guess and not guessed:
                guessed = True
                yield document.problem(guess, lost=False)
            for entry in parts(value):
                yield Record(entry, line=number)


def _parsed(line: bytes, number: int) -> tuple[Any, str | None]:
    """Give the value of a line, and what had to be guessed; tolerates NaN, lone surrogates and control characters."""
    try:
        return orjson.loads(line), None
    except orjson.JSONDecodeError:
        text, guess = decode(line, first=number)
        return json.loads(text, strict=False, parse_int=_integer), guess


def _integer(digits: str) -> int | float:
    """Give a number; one of more digits than any count or identifier has is as good as infinite, and Python refuses it."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _one_by_one(document: Document, data: bytes) -> Iterator[Any]:
    """Give the members of lists, or consecutive values, up to the first that is damaged."""
    text, guess = decode(data)
    if guess:
        yield document.problem(guess, lost=False)
    decoder = json.JSONDecoder(strict=False, parse_int=_integer)
    in_list = False
    damage: Exception | None = None
    number = 0
    position = _next(text, 0)
    while position < len(text):
        if text[position] == ("]" if in_list else "["):
            if in_list and damage:
                break
            in_list = not in_list
            position = _next(text, position + 1)
            continue
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            inside = None if in_list else _list_within(decoder, text, position)
            damage = error
            if inside is None:
                break
            position = inside
            continue
        number += 1
        yield [value] if in_list else value
        position = _next(text, position)
    if in_list and not damage:
        damage = json.JSONDecodeError("expecting ']'", text, len(text))
    if damage:
        line = text.count("\n", 0, getattr(damage, "pos", position)) + 1
        reason = f"{_damage(damage)}; mend it or get the file again"
        yield document.problem(reason, line, outcome=_kept(number))


def _list_within(decoder: json.JSONDecoder, text: str, position: int) -> int | None:
    """Give where the list of records begins in a damaged object, such as the response of a service; None for a record."""
    found: int | None = None
    position += 1
    try:
        while True:
            name, position = decoder.raw_decode(text, _next(text, position))
            position = _next(text, text.index(":", position) + 1)
            if name == "title":
                return None
            if name in AROUND and text[position] == "{":
                position += 1
                continue
            if name in LISTS and text[position] == "[" and found is None:
                found = position
            _, position = decoder.raw_decode(text, position)
    except (ValueError, IndexError, RecursionError):  # where the damage is
        return found


def _kept(number: int) -> str:
    if number > 1:
        return f"the {number:,} records before it are kept"
    return "the record before it is kept" if number else "nothing before it is a record"


def _next(text: str, position: int) -> int:
    """Give the index of the next character that is neither white space nor a comma."""
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _damage(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON, or cut off ({error.msg[0].lower()}{error.msg[1:]}, column {error.colno})"
    return (
        "JSON that is nested too deeply" if isinstance(error, RecursionError) else f"not valid JSON ({error})"
    )
