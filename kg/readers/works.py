"""
Citations between the records of one file, by the identifiers of the service that gave it.

OpenAlex gives the works that a work cites by its own identifiers, which no other source has. Semantic Scholar gives its
identifiers for the papers that a paper cites and for those that cite it. Where a file holds the other paper as well,
its arXiv id, DOI or title replaces the identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.model import Paper, Problem

_OPENALEX = re.compile(r"https?://(?:api\.)?openalex\.org/(?:works/)?(W\d{1,12})", re.IGNORECASE)
_SEMANTIC_SCHOLAR = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Work:
    """A paper, its identifier in a service, and those of the papers that it cites and that cite it."""

    paper: Paper
    identifier: str
    cited: tuple[str, ...]
    citing: tuple[str, ...] = ()


def work(record: Mapping[str, Any], paper: Paper) -> Work | None:
    """Give the identifiers in a record of OpenAlex or Semantic Scholar with the paper made of it; None for records of others."""
    if identifier := _in_openalex(record.get("id")):
        return Work(
            paper, identifier, tuple(filter(None, map(_in_openalex, _list(record, "referenced_works"))))
        )
    if identifier := _in_semantic_scholar(record):
        beside = (_list(record, name) for name in ("references", "citations"))
        cited, citing = (tuple(filter(None, map(_in_semantic_scholar, members))) for members in beside)
        return Work(paper, identifier, cited, citing)
    return None


def papers(read: Sequence[Paper | Problem | Work]) -> Iterator[Paper | Problem]:
    """Give the papers of works, with references to those of them that they cite, and all else, in their order."""
    works = [one for one in read if isinstance(one, Work)]
    known = {one.identifier: one.paper.arxiv_id or one.paper.doi or one.paper.title for one in works}
    found: dict[str, list[str]] = {
        one.identifier: [known[two] for two in one.cited if two in known] for one in works
    }
    for one in works:
        for citing in one.citing:
            if citing in found:
                found[citing].append(known[one.identifier])
    for each in read:
        if isinstance(each, Work):
            references = dict.fromkeys([*each.paper.references, *found[each.identifier]])
            yield replace(each.paper, references=tuple(references))
        else:
            yield each


def _list(record: Mapping[str, Any], name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _in_openalex(value: Any) -> str | None:
    found = _OPENALEX.fullmatch(value) if isinstance(value, str) else None
    return found.group(1).upper() if found else None


def _in_semantic_scholar(record: Any) -> str | None:
    value = record.get("paperId") if isinstance(record, Mapping) else None
    return value if isinstance(value, str) and _SEMANTIC_SCHOLAR.fullmatch(value) else None
