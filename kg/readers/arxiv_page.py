"""
arXiv as a saved web page: a day's or month's list, the results of a search, or the page of one paper.

Lists other than "new" show no abstracts; the page of a paper has everything in its `meta` elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.model import Paper, Problem
from kg.readers.base import Document
from kg.readers.web import is_of_arxiv, is_page, papers, parsed

NAME = "arxiv-page"
_LABEL = re.compile(r"^\s*(?:Title|Authors?|Abstract|Comments|Journal-ref)\s*:\s*", re.IGNORECASE)
_FOLDED = re.compile(r"[△▽] (?:Less|More)$")
_SUBMITTED = re.compile(r"(?:.*v1\s+submitted|\s*Submitted)\s+(\d{1,2} \w{3,9}),? (\d{4})", re.DOTALL)
"""The date of the first version, where there are several."""
_DEEPEST = 300
"""Deepest nesting: arXiv has about thirty levels, and entries nested in entries would be searched over and over."""
_NEAR = 5
"""Within how many nodes after its `dt` a `dd` is expected."""
_META = {
    "citation_title": "title",
    "citation_abstract": "abstract",
    "citation_arxiv_id": "arxiv",
    "citation_doi": "doi",
    "citation_date": "date",
    "citation_author": "authors",
}
_DRAWN = frozenset({"MathJax", "MathJax_Preview", "MathJax_Display", "MathJax_SVG"})
"""Elements that a browser has added next to the source of a formula."""


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as a page of arXiv, in HTML or MHTML."""
    return is_page(head) and is_of_arxiv(head)


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a saved page; raises `Refused` where there is none on it."""
    tree, guess = parsed(document, _DEEPEST)
    if guess:
        yield document.problem(guess, lost=False)
    records = [*_listed(tree), *_results(tree)] or list(_single(tree))
    if not records:
        raise document.refused(
            "a page of arXiv without papers; expected a list (arxiv.org/list/cs.CL/new), results of a search, or a paper"
        )
    yield from papers(document, records)


def _listed(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Give the entries of a list: a `dt` with the number, and the `dd` after it."""
    for about in tree.css("dl > dd"):
        title = about.css_first(".list-title")
        before = islice(_before(about), _NEAR)
        number = next((node for node in before if node.tag == "dt"), None)
        link = number.css_first('a[href*="/abs/"]') if number is not None else None
        if title is None or link is None:
            continue
        yield {
            "arxiv": _address(link),
            "title": _text(title),
            "authors": [node.text() for node in about.css(".list-authors a")],
            "comments": _text(about.css_first(".list-comments")),
            "journal": _text(about.css_first(".list-journal-ref")),
            "abstract": _text(about.css_first("p.mathjax")),
        }


def _before(node: LexborNode) -> Iterator[LexborNode]:
    while (earlier := node.prev) is not None:
        yield earlier
        node = earlier


def _results(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Give the results of a search."""
    for result in tree.css("li.arxiv-result"):
        link = result.css_first('.list-title a[href*="/abs/"]')
        dates = (_SUBMITTED.match(node.text()) for node in result.css("p.is-size-7"))
        date = next(filter(None, dates), None)
        yield {
            "arxiv": _address(link) if link else None,
            "title": _text(result.css_first("p.title")),
            "authors": [node.text() for node in result.css("p.authors a")],
            "abstract": _text(result.css_first(".abstract-full") or result.css_first("p.abstract")),
            "comments": _text(result.css_first("p.comments")),
            "date": " ".join(date.groups()) if date else None,
        }


def _single(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    record: dict[str, Any] = {}
    for node in tree.css('meta[name^="citation_"]'):
        if name := _META.get(node.attributes.get("name") or ""):
            record.setdefault(name, []).append(node.attributes.get("content") or "")
    if record:
        record["comments"] = _text(tree.css_first("td.comments"))
        yield record


def _address(link: LexborNode) -> str:
    return f"arxiv.org{found}" if (found := link.attributes.get("href") or "").startswith("/") else found


def _text(node: LexborNode | None) -> str:
    """Give the text of an element without its label, with the source of each formula that the browser has rendered."""
    pieces: list[str] = []
    waiting = [node] if node is not None else []
    while waiting:
        one = waiting.pop()
        if one.tag == "-text":
            pieces.append(one.text_content or "")
        elif one.tag == "script":
            pieces.append(f"${one.text()}$")
        elif _DRAWN.isdisjoint((one.attributes.get("class") or "").split()):
            waiting += reversed(list(one.iter(include_text=True)))
    return _LABEL.sub("", _FOLDED.sub("", "".join(pieces).strip()), count=1)
