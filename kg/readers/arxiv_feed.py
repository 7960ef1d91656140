"""arXiv as XML: responses of its API (Atom, export.arxiv.org/api/query), and its daily feeds (RSS and Atom)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from kg.model import Paper, Problem
from kg.readers.base import Document, Doubts
from kg.readers.elements import elements
from kg.readers.elements import name as tag
from kg.readers.record import Stated, to_papers
from kg.readers.text import shown

NAME = "arxiv-feed"
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:feed|rss)[\s>]", re.DOTALL
)
_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:)?\s*", re.IGNORECASE)
_LARGEST = 64 << 20
_OF_ARXIV = re.compile(rb"arxiv\.org/(?:schemas|api)/|rss\.arxiv\.org/", re.IGNORECASE)
"""Marks of feeds of arXiv; one that only links there is not a list of papers."""
_AFFILIATION = re.compile(r" ?\([^()]{0,500}\)")
_ENTRIES = frozenset({"entry", "item"})
_PEOPLE = frozenset({"author", "creator"})


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as a feed, and one of arXiv."""
    return bool(_FEED.match(head)) and bool(_OF_ARXIV.search(head))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a feed; raises `Refused` for XML that declares a document type."""
    yield from to_papers(_stated(document), document, Doubts(document), outcome="it is skipped")


def _stated(document: Document) -> Iterator[Stated | Problem]:
    number = 0
    for entry in elements(document, _ENTRIES, _LARGEST):
        if isinstance(entry, Problem):
            yield entry
            continue
        number += 1
        record = _record(entry)
        if "/api/errors" in record.get("arxiv", ""):
            yield document.problem(f"arXiv answered with an error: {shown(record.get('abstract', ''))}")
        else:
            yield Stated(record, name=f"entry {number}")


def _record(entry: Element) -> dict[str, Any]:
    """Give an entry as a record for `kg.readers.record`; the date of a daily feed is that of an announcement."""
    record: dict[str, Any] = {"authors": [], "categories": [], "url": []}
    for part in entry:
        name, text = tag(part), (part.text or "").strip()
        if name in _PEOPLE:
            inner = [(one.text or "") for one in part if tag(one) == "name"]
            record["authors"] += inner or _AFFILIATION.sub("", " ".join(text.split())).split(", ")
        elif name in ("summary", "description"):
            announced = _ANNOUNCED.match(text)
            record["abstract"] = text[announced.end() :] if announced else text
            record["announced"] = announced is not None
        elif name == "link":
            record["url"].append(text or part.get("href") or "")
        elif name == "category":
            record["categories"].append(text or part.get("term"))
        elif name in ("id", "guid"):
            record["arxiv"] = text
        elif name in ("title", "published", "doi", "journal_ref", "comment"):
            record[name] = text
    if record.pop("announced", False):
        record.pop("published", None)
    record["url"] = next((url for url in record["url"] if "/abs/" in url), None)
    return record
