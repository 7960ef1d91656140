"""
The protocol of readers, and the document that they read.

A reader is a module with a `NAME`, a test of a document's first bytes (`recognises`) and a function that gives
its papers and problems one after the other (`read`). Formats are recognised by content alone, never by a file's suffix.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count as counting
from typing import Protocol

from kg.errors import InputError
from kg.model import Paper, Problem

HEAD = 1 << 16
"""How many bytes of a document a reader is shown to recognise it by."""

LARGEST_DOCUMENT = 256 << 20
"""How many bytes of a document may be in memory at once; JSON Lines are streamed."""


class Refused(InputError):
    """A document that cannot be read, with the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        """Make the error from its problem."""
        super().__init__(str(problem))
        self.problem = problem


class Aside(Refused):
    """A document that kg itself wrote beside others with papers, so that a folder with it is no cause for a warning."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content, decompressed, as a stream of bytes in UTF-8 or some 8-bit encoding."""

    name: str
    """Name of the file in messages."""
    stream: io.BufferedReader

    def head(self) -> bytes:
        """Give the first bytes without consuming them."""
        return self.stream.peek(HEAD)[:HEAD]

    def lines(self, longest: int, first: bytes = b"") -> Iterator[tuple[int, bytes]]:
        """Give each line with its number, after a first one that was read before; lines are cut to `longest` + 1 bytes."""
        if first:
            yield 1, first
        for number in counting(2 if first else 1):
            line = self.stream.readline(longest + 1)
            if not line:
                return
            if len(line) > longest:
                rest = line
                while rest and not rest.endswith(b"\n"):
                    rest = self.stream.readline(longest)
            yield number, line

    def rest(self, most: int = LARGEST_DOCUMENT) -> bytes:
        """Give the rest of the stream; raises `Refused` where that is more than `most` bytes."""
        data = self.stream.read(most + 1)
        if len(data) > most:
            raise self.refused(f"larger than {most >> 20} MiB; split it, or save it as JSON Lines")
        return data

    def problem(
        self, reason: str, line: int | None = None, *, lost: bool = True, outcome: str = ""
    ) -> Problem:
        """Make a problem of this document."""
        return Problem(self.name, reason, line, lost, outcome)

    def refused(self, reason: str, line: int | None = None, *, lost: bool = False) -> Refused:
        """Make the error that this document cannot be read; `lost` where it should have been readable."""
        return Refused(self.problem(reason, line, lost=lost))


class Doubts:
    """Minor defects of records that were kept: each kind is reported once per document, with its first example."""

    def __init__(self, document: Document) -> None:
        """Start without defects."""
        self._document = document
        self._found: dict[str, tuple[int, str, int | None]] = {}
        self.line: int | None = None
        """Line of the current record."""

    def note(self, kind: str, example: str) -> None:
        """Count a defect of the current record."""
        count, first, line = self._found.get(kind, (0, example, self.line))
        self._found[kind] = count + 1, first, line

    def problems(self) -> Iterator[Problem]:
        """Give one problem for each kind of defect."""
        for kind, (count, example, line) in self._found.items():
            more = f", and {count - 1:,} more" if count > 1 else ""
            yield self._document.problem(f"{kind}: {example}{more}", line, lost=False)


class Reader(Protocol):
    """A module that reads one format."""

    NAME: str
    """Name of the format in `Listing.format`."""

    def recognises(self, head: bytes) -> bool:
        """Tell from the first bytes of a document whether it is of this format."""

    def read(self, document: Document) -> Iterator[Paper | Problem]:
        """
        Give the papers of a document and what could not be read of it, in its order.

        Raises `Refused` where the format is right and the content is something other than papers.
        """
