"""
Readers: one module per format, each turning a document into papers.

`read` takes the inputs that a person names (files, folders, patterns, "-") and gives one `Reading` for each file. A new
format is a new module with the three names of `Reader`, listed in `READERS`.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.corpus import Listing
from kg.model import Paper, Problem
from kg.readers import (
    arxiv_feed,
    arxiv_mail,
    arxiv_page,
    bibtex,
    hf_page,
    hf_text,
    json_records,
    table,
    tagged,
)
from kg.readers.base import Document, Reader, Refused
from kg.readers.files import STDIN, alone, expand, printable
from kg.readers.opening import digest, opened

__all__ = ["READERS", "Reading", "read"]

READERS: tuple[Reader, ...] = (
    json_records,
    bibtex,
    tagged,
    arxiv_mail,
    arxiv_feed,
    arxiv_page,
    hf_page,
    table,
    hf_text,
)
"""Asked in this order; the first that recognises a document reads it."""


_TABLE = "a table, but not of papers; head its columns title and abstract (or authors, doi, arxiv), and give each row as many cells"
_OTHERS = {
    "BibTeX without any entry; export it again": re.compile(rb"\s*@\w{1,20}\s*[{(]"),
    _TABLE: re.compile(rb"(?:\s*|[^\n]{0,1000}[,;\t][ \t]*)\"?title\"?\s*[,;\t\n]", re.IGNORECASE),
    "an export of EndNote or Web of Science that kg does not read: export BibTeX or RIS": re.compile(
        rb"%0 \w|FN (?:Clarivate|Thomson|ISI)|PT\tAU\t"
    ),
    "XML with a document type, which no feed of arXiv has; of a reference manager, export BibTeX": re.compile(
        rb"\s*(?:<\?xml[^>]{0,1000}>\s*)?(?:<!--.{0,2000}?-->\s*)?<!DOCTYPE\s+(?!html\b)\w",
        re.IGNORECASE | re.DOTALL,
    ),
    "XML of another kind than arXiv's feeds; of a reference manager, export BibTeX": re.compile(
        rb"\s*<(?:\?xml|rdf|rss|feed)\b", re.IGNORECASE
    ),
}
"""Other kinds of files that people try, with advice, by how they begin."""


_TEXT = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\v\f\r\x1b")
"""All bytes but the control characters that texts in no encoding hold; of a binary file, most are of these as well."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one file."""

    listing: Listing
    """Without papers, format and digest where the file could not be read; `problems` then says why."""
    problems: tuple[Problem, ...]


def read(inputs: str | Path | Iterable[str | Path], *, strict: bool = False) -> Iterator[Reading]:
    """
    Read files, folders, patterns and standard input ("-"), each file once, one after the other.

    The format is found by content; gzip, xz, bzip2 and zip are unpacked. A file in a folder that is not a listing is
    a problem. Raises InputError for a file named by itself that cannot be read, for a folder or pattern without
    any listing, and, with `strict`, for the first record that is lost. A single path may be given as it is.
    """
    seen: set[str] = set()
    for given in map(str, [inputs] if isinstance(inputs, str | Path) else inputs):
        listings = files = 0
        first: Problem | None = None
        for file in expand(given):
            if isinstance(file, Problem):
                reading = Reading(_no_listing(file.source), (file,))
            elif (place := os.path.realpath(file) if file != STDIN else STDIN) in seen:
                listings += 1
                continue
            else:
                seen.add(place)
                reading = _read(file, named=alone(given))
            if strict and (lost := next((one for one in reading.problems if one.lost), None)):
                raise Refused(replace(lost, outcome=""))
            files += 1
            listings += bool(reading.listing.format)
            first = first or next(iter(reading.problems), None)
            yield reading
        if not listings:
            raise Refused(_nothing(given, files, first))


def _read(file: str, *, named: bool) -> Reading:
    made: Reading | None = None
    try:
        with opened(file) as (document, raw):
            reader = _reader(document)
            papers, problems = _collected(reader.read(document))
            if not papers and not problems:
                problems = (document.problem("a listing without papers", lost=False),)
            name = "stdin" if file == STDIN else printable(Path(file).name)
            made = Reading(Listing(name, _source(file), digest(raw), reader.NAME, papers), problems)
    except Refused as refused:
        if made and made.listing.papers:
            return replace(made, problems=(*made.problems, refused.problem))
        if named:
            raise
        return Reading(_no_listing(file), (refused.problem,))
    return made


def _collected(found: Iterator[Paper | Problem]) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Separate papers and problems; those read before a document turned out to be damaged are kept."""
    papers: list[Paper] = []
    problems: list[Problem] = []
    try:
        for one in found:
            (papers if isinstance(one, Paper) else problems).append(one)  # type: ignore[arg-type]
    except Refused as refused:
        if not papers:
            raise
        problems.append(refused.problem)
    return tuple(papers), tuple(problems)


def _reader(document: Document) -> Reader:
    head = document.head()
    if head[257:262] == b"ustar":
        raise document.refused("a tar archive; unpack it and name the folder")
    for reader in READERS:
        if reader.recognises(head):
            return reader
    for kind, pattern in _OTHERS.items():
        if pattern.match(head.removeprefix(BOM_UTF8)):
            raise document.refused(kind)
    if table.has_columns(head):
        raise document.refused(_TABLE)
    raise document.refused(
        f"{_what(head)}; expected a saved page of Hugging Face Papers (text or HTML) or arXiv, JSON, BibTeX, RIS, or a table (CSV)"
    )


def _what(head: bytes) -> str:
    """Describe a document of no known format."""
    if not head.strip():
        return "the file is empty"
    if head.lstrip().startswith(b"%PDF-"):
        return "a PDF: kg reads listings of papers, not the papers themselves"
    if b"\0" in head or 20 * len(head.translate(None, _TEXT)) > len(head):
        return "a binary file, not a listing"
    if b"\n" not in head and len(head) > 50_000:
        return "one line of more than 50,000 characters"
    return "text of another kind (a listing has each title and each abstract on a line of its own)"


def _no_listing(file: str) -> Listing:
    return Listing(printable(Path(file).name), _source(file), "", "")


def _source(file: str) -> str:
    return STDIN if file == STDIN else printable(os.path.abspath(file))  # noqa: PTH100  # Path.absolute keeps ".."


def _nothing(given: str, files: int, first: Problem | None) -> Problem:
    if not files:
        return Problem(
            printable(given), "no papers here: the folder has no files; name one that holds listings"
        )
    if first and first.source == printable(given):
        return first
    none = f"none of its {files} files is a listing" if files > 1 else "its only file is no listing"
    return Problem(printable(given), f"no papers here: {none} (first: {first})")
