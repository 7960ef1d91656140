"""
Records of tagged lines ("TI  - A title"): RIS, as reference managers and publishers export it, and PubMed's format.

A record begins with TY (RIS) or PMID (PubMed); ER ends it, and so does the beginning of the next. A line without a
tag continues the one above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model import Paper, Problem
from kg.readers.base import Document, Doubts
from kg.readers.record import to_papers
from kg.readers.text import decode, shown

NAME = "tagged"
_LARGEST = 128 << 20
_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*))?")
_BEGINNING = re.compile(r"(?:TY {2}-|PMID *-) ")
_FIRST, _LAST = frozenset({"TY", "PMID"}), "ER"
_MOST_LINES_BEFORE = 8
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAGS: Mapping[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "abstract": ("AB", "N2"),
    "authors": ("FAU", "AU", "A1"),
    "date": ("DA", "Y1", "PY", "DP"),
    "year": ("PY", "Y1"),
    "doi": ("DO", "LID", "AID", "M3"),
    "url": ("UR", "L2", "LK"),
    "pdf": ("L1",),
    "venue": ("T2", "JO", "JF", "JT", "BT", "JA", "TA"),
    "volume": ("VL", "VI"),
    "keywords": ("KW", "OT"),
    "note": ("N1", "M1", "AN", "C7"),
}
"""What each field is called, the most telling tag first."""
_JOINED: Mapping[str, Callable[[list[str]], Any]] = {
    "authors": list,
    "keywords": "; ".join,
    "abstract": "\n".join,
    "doi": "\n".join,
    "note": "\n".join,
}
"""How several values of a field are joined; of other fields the first counts."""


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    """The values of each tag, each as its lines."""

    def fields(self) -> dict[str, Any]:
        """Give the values as a record for `kg.readers.record`."""
        stated = {tag: [" ".join(lines) for lines in values] for tag, values in self.values.items()}
        fields: dict[str, Any] = {}
        for name, tags in _TAGS.items():
            values = next((stated[tag] for tag in tags if any(stated.get(tag, ()))), None)
            if values:
                fields[name] = _JOINED[name](values) if name in _JOINED else values[0]
        fields["link"] = next(iter(stated.get("UR", [])[1:]), None)
        return {name: value for name, value in fields.items() if value}


def recognises(head: bytes) -> bool:
    """Tell whether a document begins with a tagged record, and before it at most a few words about itself."""
    text, _ = decode(head)
    lines = [line for line in _LINE_END.split(text, 100)[:100] if line.strip()]
    return any(_BEGINNING.match(line.lstrip()) for line in lines[: _MOST_LINES_BEFORE + 1])


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the records, also of the last one where nothing ends it."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    doubts = Doubts(document)
    yield from to_papers(_records(text, doubts), document, doubts)


def _records(text: str, doubts: Doubts) -> Iterator[_Record]:
    record: _Record | None = None
    last, ends = "", False
    for number, line in enumerate(_LINE_END.split(text), 1):
        found = _LINE.fullmatch(line.strip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag in _FIRST:
            if record:
                yield record
            record, last = _Record(number), tag
        elif tag == _LAST:
            if record:
                yield record
            record, ends = None, True
        elif record and tag:
            record.values.setdefault(tag, []).append([value])
            last = tag
        elif record and value and last in record.values:
            record.values[last][-1].append(value)
        elif value and number > _MOST_LINES_BEFORE:
            doubts.line = number
            doubts.note("text outside of any record", shown(value))
    if record:
        yield record
        if ends:
            doubts.line = record.line
            doubts.note(
                "a record that nothing ends; the file may be cut off", shown(record.fields().get("title", ""))
            )
