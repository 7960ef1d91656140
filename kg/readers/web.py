"""Saved web pages: from HTML, or MHTML as Chromium saves "a single file", to a tree, within limits, and from its records to papers."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kg.model import Paper, Problem
from kg.readers.base import HEAD, Document, Doubts
from kg.readers.record import Stated, to_papers
from kg.readers.text import decode

_LARGEST = 32 << 20
_DEEPEST = 10_000
_MOST = 1_000_000
_LONGEST_HEADER = 2_000
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|main|div|article|!--|\?xml)", re.IGNORECASE
)
_ELEMENT = re.compile(rb"<(?:html|div|article)\b", re.IGNORECASE)
_XHTML = re.compile(rb"<html\b", re.IGNORECASE)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_ARXIV = re.compile(
    rb"(?:saved from url=\(\d+\)|snapshot-content-location: )https?://(?:[\w-]+\.)?arxiv\.org/"
    rb"|<meta name=3?D?[\"']citation_arxiv_id|class=3?D?[\"']arxiv-result|<dl id=3?D?[\"']articles|<div id=3?D?[\"']dlpage|//static\.arxiv\.org/",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_FLAT = frozenset(
    "area base br col embed hr img input link meta source track wbr dd dt li option p td th tr".split()
)
"""Elements that are empty, or that end where the next of their kind begins: they cannot be nested."""
_REPEATED = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that, while nothing closes them, are made again in each element that follows."""


class _ShortHeaders(email.policy.Compat32):
    """Headers of mail that are cut: to understand one takes the square of its length, or more."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Give the name and the value of a header from its lines."""
        return super().header_source_parse(["".join(sourcelines)[:_LONGEST_HEADER]])


def is_page(head: bytes) -> bool:
    """Tell whether a document begins as HTML or MHTML."""
    if _MHTML.match(head):
        return True
    found = _HTML.match(head)
    return (
        found is not None
        and (_XHTML if found.group().endswith(b"?xml") else _ELEMENT).search(head) is not None
    )


def is_of_arxiv(head: bytes) -> bool:
    """Tell from the beginning of a page whether it is one of arXiv."""
    return _ARXIV.search(head) is not None


def parsed(document: Document, deepest: int = _DEEPEST) -> tuple[LexborHTMLParser, str | None]:
    """
    Give the tree of a page, and what had to be guessed about its encoding.

    Raises `Refused` where the page is too large, or nested so deeply that parsing would take too long.
    """
    text, guess = decode(_page(document.rest(_LARGEST)))
    if _is_bomb(text, deepest):
        raise document.refused(f"HTML of more than {_MOST:,} elements, or nested deeper than {deepest:,}")
    return LexborHTMLParser(text), guess


def papers(document: Document, records: Iterable[Any]) -> Iterator[Paper | Problem]:
    """Give the papers of the records of a page, and problems for the others."""
    stated = (Stated(record, name=f"paper {number}") for number, record in enumerate(records, 1))
    yield from to_papers(stated, document, Doubts(document), outcome="it is skipped")


def _page(data: bytes) -> bytes:
    """Give the HTML of a page; of MHTML the first part that is HTML."""
    if not _MHTML.match(data[:HEAD]):
        return data
    try:
        message = email.message_from_bytes(data, policy=_ShortHeaders())
    except RecursionError:
        return b""
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


def _is_bomb(text: str, deepest: int) -> bool:
    """Tell, by an estimate, whether parsing would take too long: it grows with the square of the depth."""
    depth = repeated = made = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        closing, name = tag.groups()
        if name.lower() not in _FLAT:
            depth = max(depth - 1, 0) if closing else depth + 1
        if name.lower() in _REPEATED:
            repeated = max(repeated - 1, 0) if closing else repeated + 1
        made += repeated
        if depth > deepest or number + made > _MOST:
            return True
    return False
