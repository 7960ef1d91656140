"""EndNote as XML, which Zotero, Mendeley, JabRef and Citavi write as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from kg.model import Paper, Problem
from kg.readers import tags
from kg.readers.base import Document, Doubts
from kg.readers.elements import elements
from kg.readers.record import Stated, to_papers

NAME = "endnote-xml"
_LARGEST = 128 << 20
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:xml>\s*<)?records\b", re.DOTALL
)
_PLACES = {
    "title": ("titles/title",),
    "abstract": ("abstract",),
    "authors": ("contributors/authors/author",),
    "year": ("dates/year",),
    "date": ("dates/pub-dates/date",),
    "doi": ("electronic-resource-num",),
    "url": ("urls/web-urls/url", "urls/related-urls/url"),
    "pdf": ("urls/pdf-urls/url",),
    "venue": ("periodical/full-title", "titles/secondary-title", "full-title", "alt-periodical/full-title"),
    "volume": ("volume",),
    "keywords": ("keywords/keyword",),
    "note": ("accession-num", "notes", "work-type"),
    "citationkey": ("label",),
}
"""Where each field stands in a record, the most telling place first."""
_LISTS = frozenset({"authors", "keywords"})
_LINE_END = re.compile(r"[\r\n]+")


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as a list of EndNote's records."""
    return bool(_BEGINNING.match(head))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the records; raises `Refused` for XML that declares a document type."""
    yield from to_papers(_stated(document), document, Doubts(document), outcome="it is skipped")


def _stated(document: Document) -> Iterator[Stated | Problem]:
    number = 0
    for element in elements(document, ("record",), _LARGEST):
        if isinstance(element, Problem):
            yield element
        else:
            number += 1
            yield Stated(_record(element), name=f"record {number}")


def _record(element: Element) -> dict[str, Any]:
    """Give a record for `kg.readers.record`; a text is in as many pieces as it has styles."""
    record: dict[str, Any] = {}
    for field, places in _PLACES.items():
        stated = next(filter(None, (_texts(element, place) for place in places)), [])
        if stated:
            lines = [line for text in stated for line in _LINE_END.split(text)]
            record[field] = lines if field in _LISTS else stated[0]
    if day := record.get("date"):
        record["date"] = tags.date(day, record.get("year", ""))
    if labelled := record.get("citationkey"):
        record["citationkey"] = tags.label([labelled])
    return record


def _texts(element: Element, place: str) -> list[str]:
    """Give the texts at a place that are not empty."""
    found = ("".join(one.itertext()).strip() for one in element.iterfind(place))
    return [text for text in found if text]
