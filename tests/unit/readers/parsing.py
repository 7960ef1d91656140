"""What a reader makes of bytes."""

import io
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

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


def whole(reader: ModuleType, name: str, text: str | bytes) -> list[Paper]:
    """Give the papers of a document that the reader recognises and loses nothing of."""
    papers, problems = recognised(reader, name, text)
    assert not any(problem.lost for problem in problems)
    return papers


def each_of(cases: Mapping[str, tuple[Any, Any]]) -> pytest.MarkDecorator:
    """Run a test with what stands in a document and with what is expected, for each case by its name."""
    return pytest.mark.parametrize(("stated", "expected"), cases.values(), ids=cases.keys())


def at_its_page(title: str, abstract: str = "", **fields: Any) -> Paper:
    """Give a paper whose address is that of its page on arXiv, or else the one that its DOI leads to."""
    made = Paper(title, abstract, **fields)
    return replace(
        made,
        url=f"https://arxiv.org/abs/{made.arxiv_id}" if made.arxiv_id else f"https://doi.org/{made.doi}",
    )
