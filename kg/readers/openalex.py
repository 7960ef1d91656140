"""
Citations between works of OpenAlex.

OpenAlex gives the works that a work cites by its own identifiers, which no other source has. Where a file holds the
cited work as well, its arXiv id, DOI or title replaces the identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.model import Paper

_IDENTIFIER = re.compile(r"https?://(?:api\.)?openalex\.org/(?:works/)?(W\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """A paper, its identifier in OpenAlex, and those of the works that it cites."""

    paper: Paper
    identifier: str
    cited: tuple[str, ...]


def work(record: Mapping[str, Any], paper: Paper) -> Work | None:
    """Give the identifiers in a record of OpenAlex with the paper made of it; None for records of others."""
    identifier = _identifier(record.get("id"))
    cited = record.get("referenced_works")
    if not identifier:
        return None
    return Work(
        paper, identifier, tuple(filter(None, map(_identifier, cited if isinstance(cited, list) else ())))
    )


def papers(works: Sequence[Work]) -> Iterator[Paper]:
    """Give the papers of works, in their order, with references to those of them that they cite."""
    known = {one.identifier: one.paper.arxiv_id or one.paper.doi or one.paper.title for one in works}
    for one in works:
        found = (known[cited] for cited in one.cited if cited in known)
        yield replace(one.paper, references=tuple(dict.fromkeys([*one.paper.references, *found])))


def _identifier(value: Any) -> str | None:
    found = _IDENTIFIER.fullmatch(value) if isinstance(value, str) else None
    return found.group(1).upper() if found else None
