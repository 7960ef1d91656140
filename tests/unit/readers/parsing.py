"""What a reader makes of bytes."""

import io
from types import ModuleType

from kg.model import Paper, Problem
from kg.readers.base import HEAD, Document


def parsed(reader: ModuleType, name: str, data: bytes) -> tuple[list[Paper], list[Problem]]:
    """Give the papers and the problems that a reader finds in a file of this name and content."""
    found = list(reader.read(Document(name, io.BufferedReader(io.BytesIO(data)))))
    return [one for one in found if isinstance(one, Paper)], [
        one for one in found if isinstance(one, Problem)
    ]


def recognised(reader: ModuleType, name: str, text: str | bytes) -> tuple[list[Paper], list[Problem]]:
    """Give the same of a document that the reader has to recognise first."""
    data = text if isinstance(text, bytes) else text.encode()
    assert reader.recognises(data[:HEAD])
    return parsed(reader, name, data)
