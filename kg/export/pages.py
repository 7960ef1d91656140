"""What the pages of a site, and notes, tell of papers and things, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.text.wording import PLURALS

FOLDERS = PLURALS
THINGS = ("Dataset", "Method", "Repo")

Quote = tuple[str, str, str]
"""A sentence: before the name, the name, after it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page: the label of its node, its path and its name."""

    label: str
    path: str
    name: str
    year: int | None = None
    papers: int | None = None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention on the page of one of its ends."""

    link: Link
    role: str
    does: tuple[str, ...]
    """What else the paper does with the thing, in words."""
    confidence: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Something near, and why."""

    link: Link
    score: float
    terms: tuple[str, ...] = ()
    papers: int = 0
    """How many papers mention both."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """An inferred citation on the page of one of its papers."""

    link: Link
    role: str
    """The strongest of its roles."""
    confidence: float
    reasons: tuple[tuple[str, Quote | None, Quote | None], ...]
    """Name, the sentence that mentions it, and the one that introduces it."""


@dataclass(frozen=True, slots=True)
class ThingPage:
    """The page of a dataset, a method or a repository."""

    link: Link
    node: Mapping[str, Any]
    introduced_by: Sequence[Mentioned]
    used_by: Sequence[Mentioned]
    more: int
    """How many papers mention it and are not listed."""
    years: Sequence[tuple[int, int]]
    """Each year from the first to the last, with how many papers mention the thing."""
    together: Sequence[Near]
    code: Sequence[Link]
    """Repositories of the papers that introduce it."""
    versions: Sequence[Link]
    """Things whose names differ from its name in numbers alone, the most mentioned first."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The page of a paper."""

    link: Link
    node: Mapping[str, Any]
    introduces: Sequence[Mentioned]
    mentions: Sequence[Mentioned]
    nearest: Sequence[Near]
    builds_on: Sequence[Inferred]
    built_on_by: Sequence[Inferred]
    cites: Sequence[Link]
    cited_by: Sequence[Link]
