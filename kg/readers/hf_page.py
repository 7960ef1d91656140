"""
Hugging Face Papers as a saved web page (HTML, or MHTML as Chromium saves "a single file").

The page carries its data as JSON in the attribute `data-props` of an element; where saving has lost that, the
visible entries are read, of which only the identifier and the title can be relied on.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.model import Paper, Problem
from kg.readers.base import HEAD, Document, Doubts
from kg.readers.record import NotAPaper, entries, to_paper
from kg.readers.text import clean, decode

NAME = "hf-page"
_LARGEST = 32 << 20
_DEEPEST = 10_000
_MOST = 1_000_000
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|main|div|article|!--|\?xml)", re.IGNORECASE
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_FLAT = frozenset(
    "area base br col embed hr img input link meta source track wbr dd dt li option p td th tr".split()
)
"""Elements that are empty, or that end where the next of their kind begins: they cannot lie inside each other."""
_PAPER = re.compile(r"(?:https?://huggingface\.co|\.)?/papers/([\w.-]+)/?(?:[?#].*)?")
_SHORTEST_ABSTRACT = 80


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as HTML or MHTML."""
    if _MHTML.match(head):
        return True
    return bool(_HTML.match(head)) and any(mark in head.lower() for mark in (b"<html", b"<div", b"<article"))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a saved page; raises `Refused` where there is none on it."""
    text, guess = decode(_page(document.rest(_LARGEST)))
    if guess:
        yield document.problem(guess, lost=False)
    if _is_bomb(text):
        raise document.refused(f"HTML of more than {_MOST:,} elements, or nested deeper than {_DEEPEST:,}")
    tree = LexborHTMLParser(text)
    records = list(_data(tree)) or list(_entries(tree))
    if not records:
        raise document.refused(
            "a web page without papers; expected one of huggingface.co/papers, saved by the browser once it showed them"
        )
    doubts = Doubts(document)
    for number, record in enumerate(records, 1):
        try:
            yield to_paper(record, doubts.note)
        except NotAPaper as reason:
            yield document.problem(f"paper {number}: {reason}; it is skipped")
    yield from doubts.problems()


def _page(data: bytes) -> bytes:
    """Give the HTML of a page; of MHTML the first part that is HTML."""
    if not _MHTML.match(data[:HEAD]):
        return data
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    return b""


def _is_bomb(text: str) -> bool:
    """Tell, by an estimate, whether parsing would take too long: it grows with the square of the depth."""
    depth = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        closing, name = tag.groups()
        if name.lower() not in _FLAT:
            depth = max(depth - 1, 0) if closing else depth + 1
        if depth > _DEEPEST or number > _MOST:
            return True
    return False


def _data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Give the records that the page was made from."""
    seen = set()
    for node in tree.css("[data-props]"):
        try:
            props = orjson.loads(node.attributes.get("data-props") or "")
        except orjson.JSONDecodeError:
            continue
        if isinstance(props, dict) and ("dailyPapers" in props or isinstance(props.get("paper"), dict)):
            for record in entries(props):
                if (
                    isinstance(record, dict)
                    and (key := str(record.get("id") or record.get("title"))) not in seen
                ):
                    seen.add(key)
                    yield record


def _entries(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Give what the entries of the page show."""
    seen = set()
    for link in tree.css("h3 a[href]"):
        found = _PAPER.fullmatch(link.attributes.get("href") or "")
        title = clean(link.text())
        if found and title and found[1] not in seen:
            seen.add(found[1])
            yield {"id": found[1], "title": title, **_shown(_around(link))}


def _around(link: LexborNode) -> LexborNode | None:
    node = link.parent
    while node is not None and node.tag != "article":
        node = node.parent
    return node


def _shown(article: LexborNode | None) -> dict[str, Any]:
    if article is None:
        return {}
    texts = sorted((clean(node.text()) for node in article.css("p")), key=len)
    code = [node.attributes["href"] for node in article.css('a[href^="https://github.com/"]')]
    return {
        "abstract": texts[-1] if texts and len(texts[-1]) >= _SHORTEST_ABSTRACT else "",
        "githubRepo": code,
    }
