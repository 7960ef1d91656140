"""
Tables of papers with a header: CSV and TSV, as Zotero, Scopus, Web of Science, IEEE Xplore and spreadsheets write them.

A table is one of papers when its header has a title and something else that only papers have, or its rows name papers, or
when titles are all that it has; and when its rows have as many cells as the header. Cells are text and nothing else, also those that a spreadsheet would run.
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
from kg.readers import tags
from kg.readers.base import HEAD, Document, Doubts
from kg.readers.columns import named, unused
from kg.readers.fields import field_named
from kg.readers.record import Stated, belongs_to_paper, describes_paper, to_papers
from kg.readers.text import decode
from kg.text.wording import counted

NAME = "table"
NOT_OF_PAPERS = "a table, but not of papers"
_DELIMITERS = ",;\t|"
_LONGEST_LINE = 1 << 20
_LONGEST_HEADER = 5_000
_MOST_COLUMNS = 500
_TELLING = frozenset({"abstract", "authors", "arxiv", "doi"})
"""A title and one of these make a table one of papers."""
_NAMED = frozenset({"name", "paper"})
"""What a header calls the title, where it has an abstract, a field of `_BESIDE`, and nothing that is called a title."""
_BESIDE = frozenset({"arxiv", "authors", "date", "doi", "url", "year"})
_TAGS = ("PT", "AU")
"""How the header of Web of Science begins, which is of tags; its cells are not quoted."""
_JUDGED = 50
_FIRST_ROWS = 10
_LONGEST_TITLE = 300
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
    if len(header.cells) == 1:
        return True
    return 2 * sum(len(_fitted(row.cells, header.cells)) == len(header.cells) for row in rows) >= len(rows)


def refusal(head: bytes) -> str | None:
    """Say what a table lacks that is not one of papers, or that is torn; None for a document that is no table."""
    text, _ = decode(head)
    if "\0" in text:
        return None
    for delimiter in _DELIMITERS:
        rows = list(islice(_rows(text, delimiter), _FIRST_ROWS))
        if len(head) == HEAD and len(rows) < _FIRST_ROWS:  # the last one is cut off
            rows = rows[:-1]
        header = rows[0].cells if rows else ()
        if (_is_titled(header) and (len(header) > 1 or delimiter == _DELIMITERS[-1])) or _are_columns(
            rows, delimiter
        ):
            return _lacking(header, text, delimiter)
    return None


def _are_columns(rows: Sequence[_Row], delimiter: str) -> bool:
    """Tell whether the first lines of a document have the same number of cells, at least two, whatever they hold."""
    cells = {len(row.cells) for row in rows}
    # A few sentences may have as many commas each.
    return len(cells) == 1 and min(cells) > 1 and len(rows) > (2 if delimiter == "," else 1)


def _lacking(header: Sequence[str], text: str, delimiter: str) -> str:
    if _suits(header, text, delimiter):
        return f"a table whose rows have other numbers of cells than its header, which has {len(header)}; {_QUOTED}"
    cure = (
        "it needs another one, called abstract" if _is_titled(header) else "call one title and one abstract"
    )
    return f"{NOT_OF_PAPERS}: its columns are {named(header)}; {cure} (or authors, doi, arxiv)"


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the rows; a row with more or fewer cells than the header is left out."""
    text, guess = decode(document.rest())
    if guess:
        yield document.problem(guess, lost=False)
    text = text.replace("\ufeff", "")  # files that were joined have one each
    doubts = Doubts(document)
    yield from to_papers(_stated(document, text, doubts), document, doubts, outcome="the row is skipped")


def _stated(document: Document, text: str, doubts: Doubts) -> Iterator[Stated | Problem]:
    rows = _rows(text, _delimiter(text[:HEAD]) or ",")
    stated = next(rows).cells
    header = _headed(stated)
    seen: list[Sequence[str]] = []
    for row in rows:
        doubts.line = row.first
        if row.cells == stated:
            continue  # the header of the next of several files that were joined
        # A title alone may have commas that nobody has quoted.
        cells = [",".join(row.cells)] if len(header) == 1 else _fitted(row.cells, header)
        damage = row.damage
        if not damage and len(cells) != len(header):
            damage = f"{counted(len(cells), 'cell')} where the header has {len(header)}"
        if damage:
            where = f"lines {row.first} to {row.last} are" if row.last > row.first else "the line is"
            cure = _LIMIT if _LIMIT_PASSED in damage else _QUOTED
            yield document.problem(f"{damage}; {cure}", row.first, outcome=f"{where} skipped")
            continue
        if len(seen) < _JUDGED:
            seen.append(cells)
        record = _record(header, cells)
        if not belongs_to_paper(record, doubts.note):
            yield Stated(record, row.first)
    if not _is_tagged(header) and (told := unused(header, seen)):
        yield document.problem(told, lost=False)


_QUOTED = "put texts into quotation marks and double those inside"
_LIMIT_PASSED = "field limit"
_LIMIT = "a quotation mark that nothing closes, or a text that belongs into a file of its own"
"""Cures for a row that is torn, and for one with a cell that seems to go on for more than 131,072 characters."""


def _delimiter(text: str) -> str | None:
    """Give the sign under which a text begins with a header of papers."""
    begin = text[_start(text) :][:_LONGEST_HEADER]
    for delimiter in _DELIMITERS if "\0" not in begin.partition("\n")[0] else "":
        try:  # a cell of a header may have several lines
            header = next(csv.reader(io.StringIO(begin, newline=""), delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        if _suits(header, text, delimiter):
            return delimiter
    return None


def _is_titled(header: Sequence[str]) -> bool:
    return any(field_named(name) == "title" for name in header)


def _suits(header: Sequence[str], text: str, delimiter: str) -> bool:
    """Tell whether a table is one of papers: by its header, by papers that its rows name, or by titles alone."""
    if _is_tagged(header):
        return "TI" in header
    header = _headed(header)
    if not _is_titled(header) or len(header) > _MOST_COLUMNS:
        return False
    if not _TELLING.isdisjoint(map(field_named, header)):
        return True
    rows = [row.cells for row in islice(_rows(text, delimiter), 1, _JUDGED + 1) if not row.damage]
    if len(header) == 1:
        titles = [",".join(cells).strip() for cells in rows]
        return bool(titles) and 2 * sum(map(_is_title, titles)) > len(titles)
    return any(len(cells) == len(header) and describes_paper(_record(header, cells)) for cells in rows)


def _is_tagged(header: Sequence[str]) -> bool:
    """Tell whether a header has the tags of Web of Science."""
    return tuple(header[:2]) == _TAGS


def _fitted(cells: Sequence[str], header: Sequence[str]) -> Sequence[str]:
    """Give the cells of a row without one at its end that is empty and too many, as Web of Science writes it."""
    return cells[:-1] if len(cells) == len(header) + 1 and not cells[-1].strip() else cells


def _is_title(text: str) -> bool:
    """Tell whether a line may be the title of a paper, not a sentence or a word."""
    return len(text) <= _LONGEST_TITLE and " " in text and not text.endswith((".", ",", ";", ":"))


def _headed(header: Sequence[str]) -> Sequence[str]:
    """Give a header in which the title of a paper is called so."""
    fields = {field_named(name) for name in header}
    if "title" in fields or "abstract" not in fields or _BESIDE.isdisjoint(fields):
        return header
    return ["title" if name.strip().casefold() in _NAMED else name for name in header]


def _start(text: str) -> int:
    found = _BEFORE.match(text)
    return found.end() if found else 0


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Give the rows that are not empty; behind one that is torn, reading goes on in the next line."""
    start = _start(text)
    before = len(text[:start].splitlines())
    lines = (line[:_LONGEST_LINE] for line in io.StringIO(text[start:], newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    if text.startswith("\t".join(_TAGS), start):
        reader = csv.reader(lines, delimiter=delimiter, strict=True, quoting=csv.QUOTE_NONE)
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
    if _is_tagged(header):
        return tags.row(dict(zip(header, cells, strict=True)))
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
