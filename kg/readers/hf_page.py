"""
Hugging Face Papers as a saved web page (HTML, or MHTML as Chromium saves "a single file").

The page carries its data as JSON in the attribute `data-props` of an element; where that was lost when
the page was saved, the visible entries are read, of which only the identifier and the title are reliable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.model import Paper, Problem
from kg.readers.base import Document
from kg.readers.record import entries
from kg.readers.text import clean
from kg.readers.web import is_of_arxiv, is_page, papers, parsed

NAME = "hf-page"
_PAPER = re.compile(r"(?:https?://huggingface\.co|\.)?/papers/([\w.-]+)/?(?:[?#].*)?")
_SHORTEST_ABSTRACT = 80
_NEAR = 100
"""Within how many elements of a link to a paper its article is looked for."""


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as HTML or MHTML of any site but arXiv."""
    return is_page(head) and not is_of_arxiv(head)


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a saved page; raises `Refused` where there is none on it."""
    tree, guess = parsed(document)
    if guess:
        yield document.problem(guess, lost=False)
    records = list(_data(tree)) or list(_entries(tree))
    if not records:
        raise document.refused(
            "a web page without papers; expected one of huggingface.co/papers or arxiv.org, saved by the browser once it showed them"
        )
    yield from papers(document, records)


def _data(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Give the records in the data of the page."""
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
    """Give records from the visible entries of the page."""
    seen = set()
    shown: dict[int | None, dict[str, Any]] = {}
    for link in tree.css("h3 a[href]"):
        found = _PAPER.fullmatch(link.attributes.get("href") or "")
        title = clean(link.text())
        if found and title and found[1] not in seen:
            seen.add(found[1])
            article = _around(link)
            place = article.mem_id if article is not None else None
            if place not in shown:
                shown[place] = _shown(article)
            yield {"id": found[1], "title": title, **shown[place]}


def _around(link: LexborNode) -> LexborNode | None:
    node = link.parent
    for _ in range(_NEAR):
        if node is None or node.tag == "article":
            return node
        node = node.parent
    return None


def _shown(article: LexborNode | None) -> dict[str, Any]:
    if article is None:
        return {}
    texts = sorted((clean(node.text()) for node in article.css("p")), key=len)
    code = [node.attributes["href"] for node in article.css('a[href^="https://github.com/"]')]
    return {
        "abstract": texts[-1] if texts and len(texts[-1]) >= _SHORTEST_ABSTRACT else "",
        "githubRepo": code,
    }
