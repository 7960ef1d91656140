"""What a reader makes of bytes."""

import io
from types import ModuleType

from kg.model import Paper, Problem
from kg.readers.base import Document


def parsed(reader: ModuleType, name: str, data: bytes) -> tuple[list[Paper], list[Problem]]:
    """Give the papers and the problems that a reader finds in a file of this name and content."""
    found = list(reader.read(Document(name, io.BufferedReader(io.BytesIO(data)))))
    return [one for one in found if isinstance(one, Paper)], [
        one for one in found if isinstance(one, Problem)
    ]
