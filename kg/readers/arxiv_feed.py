"""
arXiv as XML: responses of its API (Atom, export.arxiv.org/api/query), and its daily feeds (RSS and Atom).

defusedxml parses it and refuses a document type, so that no entity can be declared: neither one that expands
exponentially nor one that reads a file. Everything before damage is kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from kg.model import Paper, Problem
from kg.readers.base import Document, Doubts
from kg.readers.record import NotAPaper, to_paper
from kg.readers.text import decode, shown

NAME = "arxiv-feed"
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:feed|rss)[\s>]", re.DOTALL
)
_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:)?\s*", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LARGEST = 64 << 20
_DEEPEST = 50
_OF_ARXIV = re.compile(rb"arxiv\.org/(?:schemas|api)/|rss\.arxiv\.org/", re.IGNORECASE)
"""Marks of feeds of arXiv; one that only links there is not a list of papers."""
_AFFILIATION = re.compile(r" ?\([^()]{0,500}\)")
_PEOPLE = frozenset({"author", "creator"})


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as a feed, and one of arXiv."""
    return bool(_FEED.match(head)) and bool(_OF_ARXIV.search(head))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a feed; raises `Refused` for XML that declares a document type."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    doubts = Doubts(document)
    for number, entry in enumerate(_entries(document, _CONTROL.sub("", text)), 1):
        if isinstance(entry, Problem):
            yield entry
            continue
        record = _record(entry)
        if "/api/errors" in record.get("arxiv", ""):
            yield document.problem(f"arXiv answered with an error: {shown(record.get('abstract', ''))}")
            continue
        try:
            yield to_paper(record, doubts.note)
        except NotAPaper as reason:
            yield document.problem(f"entry {number}: {reason}", outcome="it is skipped")
    yield from doubts.problems()


def _entries(document: Document, text: str) -> Iterator[Element | Problem]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        for event, element in iterparse(io.StringIO(text), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise document.refused(f"XML nested deeper than {_DEEPEST}")
            if event == "end" and _name(element) in ("entry", "item"):
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise document.refused(
            "XML with a document type or entities of its own, which no feed needs"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (None, 0))[0]
        yield document.problem(
            f"not valid XML, or cut off ({error})", line, outcome="what stands before is kept"
        )


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _record(entry: Element) -> dict[str, Any]:
    """Give an entry as a record for `kg.readers.record`; the date of a daily feed is that of an announcement."""
    record: dict[str, Any] = {"authors": [], "url": []}
    for part in entry:
        name, text = _name(part), (part.text or "").strip()
        if name in _PEOPLE:
            inner = [(one.text or "") for one in part if _name(one) == "name"]
            record["authors"] += inner or _AFFILIATION.sub("", " ".join(text.split())).split(", ")
        elif name in ("summary", "description"):
            announced = _ANNOUNCED.match(text)
            record["abstract"] = text[announced.end() :] if announced else text
            record["announced"] = announced is not None
        elif name == "link":
            record["url"].append(text or part.get("href") or "")
        elif name in ("id", "guid"):
            record["arxiv"] = text
        elif name in ("title", "published", "doi", "journal_ref", "comment"):
            record[name] = text
    if record.pop("announced", False):
        record.pop("published", None)
    record["url"] = next((url for url in record["url"] if "/abs/" in url), None)
    return record
