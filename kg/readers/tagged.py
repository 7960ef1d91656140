"""
Records of tagged lines ("TI  - A title"): RIS, PubMed's format, the plain text of Web of Science, EndNote's.

A tag begins a record (TY, PMID, PT, %0); ER ends it where the format has it, and so does the beginning of the next. A
line without a tag continues the one above. The formats are described in `kg.readers.tags`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.model import Paper, Problem
from kg.readers import tags
from kg.readers.base import HEAD, Document, Doubts
from kg.readers.record import Stated, to_papers
from kg.readers.text import decode, shown

NAME = "tagged"
_LARGEST = 128 << 20
_MOST_LINES_BEFORE = 8
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    form: tags.Form
    first: str
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    """The values of each tag, each as its lines."""

    def add(self, tag: str, value: str) -> None:
        """Add the value of a line with a tag."""
        self.values.setdefault(tag, []).append([value])

    def lengthen(self, tag: str, value: str) -> None:
        """Add what continues a line."""
        if tag in self.form.each:
            self.add(tag, value)
        else:
            self.values[tag][-1].append(value)

    def fields(self) -> dict[str, Any]:
        """Give the values as a record for `kg.readers.record`."""
        stated = {tag: [" ".join(lines) for lines in values] for tag, values in self.values.items()}
        return tags.fields(stated, self.form)


def recognises(head: bytes) -> bool:
    """Tell whether a document begins with a tagged record, and before it at most a few words about itself."""
    text, _ = decode(head)
    return _form(text) is not None


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the records, also of the last one where nothing ends it."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    text = text.replace("\ufeff", "")  # files that were joined have one each
    doubts = Doubts(document)
    records = _records(text, _form(text[:HEAD]) or tags.RIS, doubts)
    yield from to_papers((Stated(one.fields(), one.line) for one in records), document, doubts)


def _form(text: str) -> tags.Form | None:
    """Give the format of a text by its first lines."""
    lines = [line.lstrip() for line in _LINE_END.split(text, 100)[:100] if line.strip()]
    return next(
        (
            form
            for line in lines[: _MOST_LINES_BEFORE + 1]
            for form in tags.FORMS
            if form.beginning.match(line)
        ),
        None,
    )


def _records(text: str, form: tags.Form, doubts: Doubts) -> Iterator[_Record]:
    record: _Record | None = None
    last, ends, parted = "", False, False
    for number, line in enumerate(_LINE_END.split(text), 1):
        found = form.line.fullmatch(line.rstrip() if form.indented else line.strip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag in form.first or (tag and form.parted and _is_parted(record, parted)):
            if record:
                yield record
            record, last = _Record(number, form, tag), tag
            if tag not in form.first:
                record.add(tag, value)
        elif tag and tag == form.last:
            if record:
                yield record
            record, ends = None, True
        elif record and tag and tag not in form.aside:
            record.add(tag, value)
            last = tag
        elif record and value and last in record.values and not tag:
            record.lengthen(last, value)
        elif value and number > _MOST_LINES_BEFORE and tag not in form.aside:
            doubts.line = number
            doubts.note("text outside of any record", shown(value))
        parted = not value and not tag
    if record:
        yield record
        if ends:
            doubts.line = record.line
            doubts.note(
                "a record that nothing ends; the file may be cut off", shown(record.fields().get("title", ""))
            )


def _is_parted(record: _Record | None, parted: bool) -> bool:
    """Tell whether a line with any tag begins a record: behind a blank line, where no tag of its own begins them."""
    return record is None or (parted and record.first not in record.form.first)
