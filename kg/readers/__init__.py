"""
Readers: one module per format, each turning a document into papers.

`read` takes the inputs that a person names (files, folders, patterns, "-") and gives one `Reading` for each file. A new
format is a new module with the three names of `Reader`, listed in `READERS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.corpus import Listing
from kg.model import Paper, Problem
from kg.readers import (
    arxiv_feed,
    arxiv_mail,
    arxiv_page,
    bibtex,
    endnote_xml,
    hf_page,
    hf_text,
    json_records,
    markdown,
    others,
    table,
    tagged,
)
from kg.readers.base import Aside, Document, Reader, Refused
from kg.readers.files import STDIN, alone, expand, printable
from kg.readers.opening import opened
from kg.system.files import sha256

__all__ = ["READERS", "Reading", "read"]

READERS: tuple[Reader, ...] = (
    json_records,
    bibtex,
    tagged,
    arxiv_mail,
    arxiv_feed,
    endnote_xml,
    arxiv_page,
    hf_page,
    markdown,
    table,
    hf_text,
)
"""Asked in this order; the first that recognises a document reads it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one file."""

    listing: Listing
    """Without papers, format and digest where the file could not be read; `problems` then says why."""
    problems: tuple[Problem, ...]


def read(
    inputs: str | Path | Iterable[str | Path],
    *,
    strict: bool = False,
    told: Callable[[str, int], None] = lambda given, files: None,
) -> Iterator[Reading]:
    """
    Read files, folders, patterns and standard input ("-"), each file once, one after the other.

    The format is found by content; gzip, xz, bzip2 and zip are unpacked. A file in a folder that is not a listing is
    a problem. Raises InputError for a file named by itself that cannot be read, for a folder or pattern without
    any listing, and, with `strict`, for the first record that is lost. A single path may be given as it is. `told` is
    called with each input, and how many files it stands for, before the first of them is read.
    """
    seen: set[str] = set()
    for given in map(str, [inputs] if isinstance(inputs, str | Path) else inputs):
        listings = files = 0
        first: Problem | None = None
        found = list(expand(given))
        told(given, len(found))
        for file in found:
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
            made = Reading(Listing(name, _source(file), sha256(raw), reader.NAME, papers), problems)
    except Refused as refused:
        if made and made.listing.papers:
            return replace(made, problems=(*made.problems, refused.problem))
        if named:
            raise
        return Reading(_no_listing(file), () if isinstance(refused, Aside) else (refused.problem,))
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
    raise document.refused(others.told(head))


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
    return Problem(printable(given), f"no papers here: {none}" + (f" (first: {first})" if first else ""))
