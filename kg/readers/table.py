"""
Tables of papers with a header: CSV and TSV, as Zotero, Scopus, IEEE Xplore and spreadsheets write them.

A table is one of papers when its header has a title and something else that only papers have, and when its rows
have as many cells as the header. Cells are text and nothing else, also those that a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from kg.model import Paper, Problem
from kg.readers.base import HEAD, Document, Doubts
from kg.readers.record import NotAPaper, belongs_to_paper, field_named, to_paper
from kg.readers.text import decode
from kg.wording import counted

NAME = "table"
_DELIMITERS = ",;\t|"
_LONGEST_LINE = 1 << 20
_LONGEST_HEADER = 5_000
_MOST_COLUMNS = 500
_TELLING = frozenset({"abstract", "authors", "arxiv", "doi"})
"""A title and one of these make a table one of papers."""
_JUDGED = 50
_BEFORE = re.compile(r"(?:sep=[,;\t|][\r\n]+)?[\r\n]*", re.IGNORECASE)
"""What spreadsheets write before the header, and blank lines."""
_NUMBER = re.compile(r"\d{3,4}\.\d{1,5}")
_LIST = re.compile(r"\[.*\]", re.DOTALL)
_MEMBER = re.compile(r"'([^']*)'|\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[str]
    first: int
    last: int
    """The lines on which it begins and ends."""
    damage: str = ""


def recognises(head: bytes) -> bool:
    """Tell whether a document begins with a header of papers and rows that fit it."""
    text, _ = decode(head)
    if not (delimiter := _delimiter(text)):
        return False
    if len(head) == HEAD:
        text = text[: text.rfind("\n") + 1]
    header, *rows = islice(_rows(text, delimiter), _JUDGED + 1)
    return 2 * sum(len(row.cells) == len(header.cells) for row in rows) >= len(rows)


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the rows; a row with more or fewer cells than the header is left out."""
    text, guess = decode(document.rest())
    if guess:
        yield document.problem(guess, lost=False)
    doubts = Doubts(document)
    rows = _rows(text, _delimiter(text[:HEAD]) or ",")
    header = next(rows).cells
    for row in rows:
        doubts.line = row.first
        damage = row.damage
        if not damage and len(row.cells) != len(header):
            damage = f"{counted(len(row.cells), 'cell')} where the header has {len(header)}"
        if damage:
            where = f"lines {row.first} to {row.last} are" if row.last > row.first else "the line is"
            cure = _LIMIT if _LIMIT_PASSED in damage else _QUOTED
            yield document.problem(f"{damage}; {cure}", row.first, outcome=f"{where} skipped")
            continue
        record = _record(header, row.cells)
        if belongs_to_paper(record, doubts.note):
            continue
        try:
            yield to_paper(record, doubts.note)
        except NotAPaper as reason:
            yield document.problem(str(reason), row.first, outcome="the row is skipped")
    yield from doubts.problems()


_QUOTED = "put texts into quotation marks and double those inside"
_LIMIT_PASSED = "field limit"
_LIMIT = "a quotation mark that nothing closes, or a text that belongs into a file of its own"
"""Cures for a row that is torn, and for one with a cell that seems to go on for more than 131,072 characters."""


def _delimiter(text: str) -> str | None:
    """Give the sign under which the first line is a header of papers."""
    line = text[_start(text) :][:_LONGEST_HEADER].splitlines()[:1]
    for delimiter in _DELIMITERS if line and "\0" not in line[0] else "":
        try:
            header = next(csv.reader(line, delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        fields = {field_named(name) for name in header}
        if "title" in fields and not _TELLING.isdisjoint(fields) and len(header) <= _MOST_COLUMNS:
            return delimiter
    return None


def _start(text: str) -> int:
    found = _BEFORE.match(text)
    return found.end() if found else 0


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Give the rows that are not empty; behind one that is torn, reading goes on in the next line."""
    start = _start(text)
    before = len(text[:start].splitlines())
    lines = (line[:_LONGEST_LINE] for line in io.StringIO(text[start:], newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = before + reader.line_num + 1
        try:
            cells, damage = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:  # csv holds no cell of more than 131,072 characters
            cells, damage = [], f"no row of a table ({error})"
        if damage or any(map(str.strip, cells)):
            yield _Row(cells, first, before + reader.line_num, damage)


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """Give a row as readers of records expect it; of columns of one name the first that says something."""
    record: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=True):
        if not (stated := cell.strip()) or name in record:
            continue
        field = field_named(name)
        if field == "arxiv" and _NUMBER.fullmatch(stated):
            record[name] = float(stated)  # a spreadsheet may have dropped zeros
        elif field in ("authors", "keywords") and _LIST.fullmatch(stated):  # as pandas writes a list
            record[name] = [single or double for single, double in _MEMBER.findall(stated)]
        else:
            record[name] = stated
    return record
