r"""
arXiv's daily e-mail: a list of what was submitted, listed elsewhere as well, or replaced.

A record begins with a line of dashes and one of two backslashes; then come its fields ("Title: ..."), the long ones over
lines that are indented by two blanks, and between two more lines of backslashes the abstract, which a paper that was
replaced lacks. The last one gives the address: "\\ ( https://arxiv.org/abs/2101.00001 ,  10kb)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.model import Paper, Problem
from kg.readers.base import Document, Doubts
from kg.readers.record import Stated, to_papers
from kg.readers.text import decode

NAME = "arxiv-mail"
_LARGEST = 64 << 20
_RULE = re.compile(r"-{20,}\s*")
_MARK = "\\\\"
_BEGINNING = re.compile(rb"^\\\\[ \t]*\r?\n(?:arXiv:|Paper: )\S", re.MULTILINE)
_FIELD = re.compile(r"([A-Z][A-Za-z-]{1,20}): ?(.*)")
_NUMBER = re.compile(r"(?:arXiv:|Paper: )(\S+)")
_NAMES = {
    "Title": "title",
    "Author": "authors",
    "Authors": "authors",
    "Date": "date",
    "Categories": "categories",
    "Comments": "comments",
    "Journal-ref": "journalref",
    "DOI": "doi",
}
_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b")
_ASIDE = re.compile(r"\([^()]{0,500}\)")
_DEEPEST = 5
"""How deep brackets with affiliations may be nested."""


@dataclass(slots=True)
class _Record:
    line: int
    head: list[str] = field(default_factory=list)
    abstract: list[str] | None = None
    """None before the abstract begins."""

    def fields(self) -> dict[str, Any]:
        """Give what is stated as a record for `kg.readers.record`."""
        stated: dict[str, list[str]] = {}
        last: list[str] | None = None
        for line in self.head:
            if line.startswith("  "):
                if last:
                    last.append(line.strip())
            elif number := _NUMBER.match(line):
                stated["arxiv"] = [number[1] if "/" in number[1] else f"arXiv:{number[1]}"]
            elif found := _FIELD.match(line):
                last = stated.setdefault(_NAMES[found[1]], []) if found[1] in _NAMES else None
                if last is not None:
                    last.append(found[2])
        fields: dict[str, Any] = {name: " ".join(lines) for name, lines in stated.items()}
        if date := _DAY.search(fields.get("date", "")):
            fields["date"] = date.group()
        return fields | {
            "authors": _people(fields.get("authors", "")),
            "abstract": " ".join(self.abstract or ()),
        }


def recognises(head: bytes) -> bool:
    """Tell whether a document has a record of arXiv's e-mail near its beginning."""
    return bool(_BEGINNING.search(head))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the records, those that were replaced among them."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    stated = (Stated(record.fields(), record.line) for record in _records(text))
    yield from to_papers(stated, document, Doubts(document))


def _records(text: str) -> Iterator[_Record]:
    """Give the records; one that nothing ends, ends at the next line of dashes."""
    record: _Record | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if _RULE.fullmatch(line):
            if record and record.head:
                yield record
            record = None
        elif not line.startswith(_MARK):
            if record:
                (record.head if record.abstract is None else record.abstract).append(line)
        elif record is None:
            record = _Record(number + 1)
        elif record.abstract is None and line.strip() == _MARK:
            record.abstract = []
        else:
            yield record
            record = None
    if record and record.head:
        yield record


def _people(names: str) -> str:
    """Give a list of authors without their affiliations, which stand in brackets."""
    for _ in range(_DEEPEST):
        names = _ASIDE.sub("", names)
    return names
