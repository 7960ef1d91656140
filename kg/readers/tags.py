"""
What formats of tagged lines call their fields: RIS and PubMed's format, the one of Web of Science, and EndNote's.

`fields` turns the values under a record's tags into a record for `kg.readers.record`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import ids
from kg.readers import keys

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TO_MONTH = re.compile(r"-[^\W\d]+$")
"""The second of two months: "NOV-DEC"."""


@dataclass(frozen=True, slots=True)
class Form:
    """A format of tagged lines."""

    beginning: re.Pattern[str]
    """How a line begins that is near the beginning of any document of this format."""
    line: re.Pattern[str]
    """A line with a tag and a value; any other continues the one above."""
    fields: Mapping[str, tuple[str, ...]]
    """The tags of each field, the most telling first."""
    first: frozenset[str]
    """Tags that begin a record."""
    last: str = ""
    """The tag that ends a record, where one does."""
    aside: frozenset[str] = frozenset()
    """Tags of lines between records."""
    each: frozenset[str] = frozenset()
    """Tags under which each line is a value of its own, such as an author."""
    day: str = ""
    """The tag of the month and the day, where the year stands elsewhere."""
    indented: bool = False
    """Whether lines that continue others begin with a blank, so that those with a tag do not."""
    parted: bool = False
    """Whether a blank line parts records that have none of the tags that begin one."""


RIS = Form(
    beginning=re.compile(r"(?:TY {2}-|PMID *-) "),
    line=re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*))?"),
    first=frozenset({"TY", "PMID"}),
    last="ER",
    fields={
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
        "citationkey": ("ID", "LB"),
    },
)
"""RIS, as reference managers and publishers export it, and PubMed's format."""

WEB_OF_SCIENCE = Form(
    beginning=re.compile(r"FN (?:Clarivate|Thomson|ISI)|PT [A-Z]\s*$"),
    line=re.compile(r"([A-Z][A-Z0-9])(?: (.*))?"),
    first=frozenset({"PT"}),
    last="ER",
    aside=frozenset({"FN", "VR", "EF"}),
    each=frozenset({"AF", "AU", "CR"}),
    day="PD",
    indented=True,
    fields={
        "title": ("TI",),
        "abstract": ("AB",),
        "authors": ("AF", "AU"),
        "year": ("PY",),
        "doi": ("DI", "D2"),
        "venue": ("SO", "CT"),
        "keywords": ("DE",),
        "references": ("CR",),
        "note": ("AR",),
    },
)
"""Web of Science, as plain text; its tables have these tags as their header."""

ENDNOTE = Form(
    beginning=re.compile(r"%[0T] \S"),
    line=re.compile(r"(%[0-9A-Z]|%[^\w\s])(?: (.*))?"),
    first=frozenset({"%0"}),
    each=frozenset({"%K"}),
    day="%8",
    parted=True,
    fields={
        "title": ("%T",),
        "abstract": ("%X",),
        "authors": ("%A",),
        "year": ("%D",),
        "doi": ("%R",),
        "url": ("%U",),
        "venue": ("%J", "%B", "%S"),
        "volume": ("%V",),
        "keywords": ("%K",),
        "note": ("%M", "%Z"),
        "citationkey": ("%F",),
    },
)
"""EndNote's own (`.enw`, Refer), which Google Scholar, the ACL Anthology and Zotero write as well."""

FORMS = (RIS, WEB_OF_SCIENCE, ENDNOTE)


def _identified(references: list[str]) -> list[str]:
    """Give those references that an identifier tells apart; the others are abbreviated."""
    return [one for one in references if ids.doi(one) or ids.arxiv_id(one)]


def label(stated: list[str]) -> str | None:
    """Give the first label of a record where it is a key for citing, and no number of a database."""
    return keys.plain(stated[0])


_JOINED: Mapping[str, Callable[[list[str]], Any]] = {
    "authors": list,
    "keywords": "; ".join,
    "abstract": "\n".join,
    "doi": "\n".join,
    "note": "\n".join,
    "references": _identified,
    "citationkey": label,
}
"""How several values of a field are joined; of other fields the first counts."""


def fields(stated: Mapping[str, Sequence[str]], form: Form) -> dict[str, Any]:
    """Give the values under each tag as a record for `kg.readers.record`."""
    found: dict[str, Any] = {}
    for name, tags in form.fields.items():
        values = next((list(stated[tag]) for tag in tags if any(stated.get(tag, ()))), None)
        if values:
            found[name] = _JOINED[name](values) if name in _JOINED else values[0]
    if days := stated.get(form.day):
        found["date"] = date(days[0], found.get("year", ""))
    found["link"] = next(
        (one for tag in form.fields.get("url", ())[:1] for one in stated.get(tag, ())[1:2]), ""
    )
    return {name: value for name, value in found.items() if value}


def row(cells: Mapping[str, str]) -> dict[str, Any]:
    """Give a row of a table of Web of Science as a record, of which the header has the tags."""
    each = WEB_OF_SCIENCE.each
    stated = {tag: cell.split(";") if tag in each else [cell] for tag, cell in cells.items()}
    return fields({tag: [one.strip() for one in members] for tag, members in stated.items()}, WEB_OF_SCIENCE)


def date(day: str, year: str) -> str:
    """
    Give a date that is stated in two places.

    >>> date("NOV-DEC", "2020"), date("November 30, 2020", "2020"), date("", "2020")
    ('NOV 2020', 'November 30, 2020', '2020')
    """
    return day if _YEAR.search(day) else f"{_TO_MONTH.sub('', day.strip())} {year}".strip()
