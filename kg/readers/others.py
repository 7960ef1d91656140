"""What a file is that holds no listing, and what to do with it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from kg import ids
from kg.readers import table
from kg.readers.text import decode
from kg.text.wording import counted

_BEGINNINGS = {
    "BibTeX without any entry; export it again": re.compile(rb"\s*@\w{1,20}\s*[{(]"),
    "a table of Web of Science without titles; export it again, with titles and abstracts": re.compile(
        rb"PT\tAU\t"
    ),
    "results of PubMed as text, which kg does not read: save them in the format PubMed (.nbib)": re.compile(
        rb"\s*1[.:] .{0,20000}?^PMID: \d", re.DOTALL | re.MULTILINE
    ),
    "XML of PubMed, which kg does not read: save the results in the format PubMed (.nbib)": re.compile(
        rb"\s*(?:<\?xml[^>]{0,1000}>\s*)?(?:<!DOCTYPE\s+|<)PubmedArticle", re.IGNORECASE
    ),
    "XML with a document type, which no list of papers needs; of a reference manager, export BibTeX": re.compile(
        rb"\s*(?:<\?xml[^>]{0,1000}>\s*)?(?:<!--.{0,2000}?-->\s*)?<!DOCTYPE\s+(?!html\b)\w",
        re.IGNORECASE | re.DOTALL,
    ),
    "XML of another kind than arXiv's feeds and EndNote's; of a reference manager, export BibTeX": re.compile(
        rb"\s*<(?:\?xml|xml|records|rdf|rss|feed)\b", re.IGNORECASE
    ),
}
"""Kinds of files that people try, with advice, by how they begin."""
_TEXT = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\v\f\r\x1b")
"""All bytes but the control characters that texts in no encoding hold; of a binary file, most are of these as well."""
_EXPECTED = "expected a saved page of Hugging Face Papers (text or HTML) or arXiv, JSON, BibTeX, RIS, or a table (CSV)"
_OF_WORDS = (
    "text of another kind, such as notes or code: kg reads saved pages of Hugging Face Papers and arXiv, BibTeX, RIS, "
    "JSON and tables (CSV) of papers, notes with a title and an abstract, and texts with each title and each abstract "
    "on a line of its own"
)
_API = "https://export.arxiv.org/api/query?id_list="
_ANSWERED = 10
"""How many records arXiv's API gives unless asked for more."""
_SHOWN = 3
_SPARSE = 20
"""Least identifiers, one in so many lines, that a text is told apart by."""
_TOKEN = re.compile(r"[^\s()\[\]<>{},;\"'|]+")
_NUMBER = re.compile(r"[-*+ ]*(\d{4}\.\d{4,5}(?:v\d{1,2})?)[:,;]?\s")
"""The number of a paper on arXiv, before what a list says of the paper."""
_LONGEST_TOKEN = 200
_LONGEST_TITLE = 250
_WORDS_OF_TITLE = range(3, 31)
_CAPITALS = 2
"""Fewest words of a title with a capital; a sentence has one."""
_CAPITALISED = re.compile(r"\b[A-Z]")
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")


def told(head: bytes) -> str:
    """Say what a document is that begins like no listing, and what to do with it."""
    for kind, pattern in _BEGINNINGS.items():
        if pattern.match(head.removeprefix(BOM_UTF8)):
            return kind
    return table.refusal(head) or _binary(head) or _text(head)


def _binary(head: bytes) -> str | None:
    """Describe a document that holds no lines of text, or None."""
    if not head.strip():
        return f"the file is empty; {_EXPECTED}"
    if head.lstrip().startswith(b"%PDF-"):
        return f"a PDF: kg reads listings of papers, not the papers themselves; {_EXPECTED}"
    if b"\0" in head or 20 * len(head.translate(None, _TEXT)) > len(head):
        return f"a binary file, not a listing; {_EXPECTED}"
    if b"\n" not in head and len(head) > 50_000:
        return f"one line of more than 50,000 characters; {_EXPECTED}"
    return None


def _text(head: bytes) -> str:
    """Describe a text: as one of identifiers or titles, which can be made a listing, or as one of another kind."""
    text, _ = decode(head)
    lines = [line for one in text.splitlines() if (line := one.strip()) and not line.startswith("# ")]
    found = _arxiv_ids(lines)
    if _SPARSE * len(found) >= max(len(lines), 1):
        return (
            f"a text with {counted(len(found), 'arXiv id')}, not a listing; "
            f"get the records: save what {_asked(found)} answers, and name that file"
        )
    if 2 * sum(ids.doi(line[:_LONGEST_TOKEN]) is not None for line in lines) > len(lines):
        return "DOIs without titles and abstracts; add them to a reference manager such as Zotero, and export BibTeX"
    if len(lines) > 1 and 3 * sum(map(_is_title, lines)) >= 2 * len(lines):
        return (
            "titles without abstracts; with a first line that says title they are a table of papers, but without "
            "abstracts there is little to find: look the papers up, and export BibTeX"
        )
    return _OF_WORDS


def _arxiv_ids(lines: Sequence[str]) -> list[str]:
    """Give the arXiv ids that lines name, or are, each once."""
    found: dict[str, None] = {}
    for line in lines:
        tokens = [line] if ids.arxiv_id(line[:_LONGEST_TOKEN]) and " " not in line else _TOKEN.findall(line)
        if front := _NUMBER.match(line):
            tokens = [f"arXiv:{front[1]}", *tokens]
        for token in tokens:
            stated = token[:_LONGEST_TOKEN]
            if (stated == line or "xiv" in stated.lower()) and (number := ids.arxiv_id(stated)):
                found[number] = None
    return list(found)


def _asked(numbers: Sequence[str]) -> str:
    """Give the address at which arXiv's API gives the records of some papers; of many ids the first ones alone."""
    if len(numbers) <= _ANSWERED:
        return f"{_API}{','.join(numbers)}"
    return f"{_API}{','.join(numbers[:_SHOWN])},...&max_results={len(numbers)} (with all ids)"


def _is_title(line: str) -> bool:
    """Tell whether a line may be the title of a paper, written with capitals."""
    words = line.split()
    return (
        len(line) <= _LONGEST_TITLE
        and len(words) in _WORDS_OF_TITLE
        and line[-1] not in ".,;:"
        and len(_CAPITALISED.findall(line)) >= max(_CAPITALS, len(_LONG_WORD.findall(line)) / 2)
    )
