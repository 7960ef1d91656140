"""
Extractors from other packages: entry points of the group `kg.extractors`.

An entry point names something that, called without arguments, gives an extractor: a callable from a paper to `Found`
values, with a text `version` that changes whenever its answers may. `kg build --extractor NAME` asks for it.

Its findings are added to those of kg itself. Where two overlap, kg's own is kept; among extractors the one with the higher
confidence, then the longer one, then the one whose extractor's name comes first.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, Protocol, get_args

import orjson

from kg.errors import KgError, UsageError, one_line
from kg.extract.text.sentences import Sentence, sentences
from kg.model import KNOWN_RULES, LISTED_TITLE, Kind, Mention, Paper, Problem, Role
from kg.names.code_hosts import repository
from kg.system.cache import Cache

GROUP = "kg.extractors"
_READY = (EntryPoint("gliner", "kg.extract.gliner:make", GROUP),)
"""Extractors that come with kg; their dependencies are extras."""
_LONGEST = 200
"""Most characters of a name."""
_BATCH = 100
"""Papers whose findings are cached at a time: with a model a minute of work."""

Place = Literal["title", "abstract"]


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a paper names something, as an extractor gives it."""

    kind: Kind
    field: Place
    start: int
    """In characters of the field."""
    end: int
    name: str = ""
    """What is named; empty where that is just what is written there. Of a repository, host/owner/name."""
    role: Role = "mentions"
    confidence: float = 0.5
    """How sure it is, above 0 and at most 1."""
    family: bool = False
    """Whether it names a whole family of methods such as "graph neural network"."""


class Extractor(Protocol):
    """What an entry point's factory gives."""

    version: str
    """Changes whenever the answers may change; until then those for a paper that is the same in all its fields are cached."""

    def __call__(self, paper: Paper) -> Iterable[Found]:
        """Give the findings in a paper; an exception is reported and costs the paper these findings."""


def names() -> list[str]:
    """Give the names of the extractors that are installed."""
    return sorted({point.name for point in _points()})


def version(name: str) -> str:
    """Give the version of an extractor: that of its package, and its own."""
    point = _point(name)
    package = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    return f"{package} {load(name).version}".strip()


@functools.cache
def load(name: str) -> Extractor:
    """
    Give an extractor by its name.

    Raises UsageError where none of that name is installed, or where it cannot be made.
    """
    try:
        extractor: Extractor = _point(name).load()()
        usable = callable(extractor) and isinstance(extractor.version, str)
    except KgError:
        raise
    except Exception as error:
        raise UsageError(
            f"the extractor {name!r} cannot be loaded: {type(error).__name__}: {one_line(error)}"
        ) from error
    if not usable:
        raise UsageError(
            f"the extractor {name!r} is no extractor: it is not callable, or its version is no text"
        )
    return extractor


def _points() -> list[EntryPoint]:
    return sorted((*_READY, *entry_points(group=GROUP)), key=lambda point: point.value)


def _point(name: str) -> EntryPoint:
    found = [point for point in _points() if point.name == name]
    if not found:
        known = ", ".join(names()) or "none"
        raise UsageError(
            f"no extractor {name!r} is installed (installed: {known}); install its package; a store that "
            f"remembers it goes without after kg remove {name}"
        )
    return found[0]


def run(
    name: str, papers: Sequence[Paper], cache: Cache | None = None
) -> tuple[list[list[Mention]], list[Problem]]:
    """
    Give what an extractor finds in each paper, and one problem for all papers at which it failed.

    Findings go into the cache, if there is one, batch by batch, and papers whose findings it has are not read again.
    """
    of = version(name)
    found: list[list[Mention]] = []
    failed: list[tuple[str, str]] = []
    for start in range(0, len(papers), _BATCH):
        batch = papers[start : start + _BATCH]
        keys = [_key(name, of, paper) for paper in batch]
        held = dict(cache.get(keys)) if cache is not None else {}
        fresh: dict[bytes, bytes] = {}
        for key, paper in zip(keys, batch, strict=True):
            if key not in held:
                try:
                    fresh[key] = _read(load(name), paper)
                except KgError:
                    raise
                except Exception as error:  # an extractor's fault is no reason to lose the build
                    failed.append((paper.id, f"{type(error).__name__}: {one_line(error)}"))
        if cache is not None and fresh:
            cache.put(fresh)
        held |= fresh
        found += [
            _mentions(name, paper, held.get(key, b"[]")) for key, paper in zip(keys, batch, strict=True)
        ]
    return found, [_failure(name, failed)] if failed else []


def _failure(name: str, failed: Sequence[tuple[str, str]]) -> Problem:
    """Give the problem of an extractor that failed at papers of these ids, for these reasons."""
    paper_id, why = failed[0]
    number = f"{len(failed):,} paper{'' if len(failed) == 1 else 's'}"
    return Problem(f"extractor {name}", f"failed at {number}, first at {paper_id}: {why}", lost=False)


def _key(name: str, version: str, paper: Paper) -> bytes:
    """Give the key of an extractor's findings in a paper, of which it may read every field."""
    parts = ("plug-in", name, version, paper)
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def merged(own: Sequence[Mention], others: Iterable[Mention]) -> list[Mention]:
    """
    Give kg's own mentions of one paper and those of extractors that overlap neither these nor surer ones.

    Where kg judges a name only by how it is written, an extractor with a higher confidence for the same span wins.
    """
    others = sorted(set(others), key=lambda one: one.confidence)
    sure = {(one.field, one.start, one.end): one.confidence for one in others}  # of the surest
    kept = [
        one
        for one in own
        if one.rule in KNOWN_RULES or one.confidence >= sure.get((one.field, one.start, one.end), 0)
    ]
    taken = [(one.field, one.start, one.end) for one in kept if one.rule != LISTED_TITLE]
    for one in sorted(others, key=_rank):
        if not any(field == one.field and one.start < end and start < one.end for field, start, end in taken):
            kept.append(one)
            taken.append((one.field, one.start, one.end))
    return kept


def _rank(one: Mention) -> tuple[str | float, ...]:
    """Give by what findings that overlap are sorted, those first that stay: by every field, since sets have no order."""
    order = (-one.confidence, one.start - one.end, one.rule, one.start)
    return (*order, one.field, one.kind, one.name, one.role, one.family)


def _read(extractor: Extractor, paper: Paper) -> bytes:
    """Give what an extractor finds in a paper as JSON; raises whatever it raises, and for a finding that is not valid."""
    return orjson.dumps([_checked(paper, found) for found in extractor(paper)])


def _checked(paper: Paper, found: Found) -> tuple[str | float, ...]:
    """Give the fields of a valid finding; raises ValueError or TypeError for another."""
    if found.field not in get_args(Place):
        raise ValueError(f"field {found.field!r} is neither title nor abstract")
    text = paper.text(found.field)
    if not (
        isinstance(found.start, int)
        and isinstance(found.end, int)
        and 0 <= found.start < found.end <= len(text)
    ):
        raise ValueError(
            f"span {found.start!r} to {found.end!r} is not within the {found.field} of {len(text)} characters"
        )
    surface = text[found.start : found.end]
    name = " ".join((found.name or surface).split())
    if found.kind not in get_args(Kind) or found.role not in get_args(Role):
        raise ValueError(f"kind {found.kind!r} or role {found.role!r} is unknown")
    if surface != surface.strip() or not name or len(name) > _LONGEST:
        raise ValueError(
            f"{surface[:40]!r} begins or ends with a blank, is empty or is longer than {_LONGEST} characters"
        )
    if found.kind == "repo" and repository(*(name.split("/", 1) if "/" in name else ("", ""))) != name:
        raise ValueError(f"{name[:40]!r} is no repository; expected host/owner/name")
    if not 0 < found.confidence <= 1:
        raise ValueError(f"confidence {found.confidence!r} is not above 0 and at most 1")
    # A name that is written so in the paper is not told twice.
    other = "" if name == " ".join(surface.split()) else name
    place = (found.field, int(found.start), int(found.end))
    return (*place, found.kind, other, found.role, round(float(found.confidence), 4), bool(found.family))


def _mentions(extractor: str, paper: Paper, packed: bytes) -> list[Mention]:
    """Give the mentions of a paper from the findings of an extractor."""
    rule = f"extractor {extractor}"
    mentions = []
    for field, start, end, kind, other, role, confidence, family in orjson.loads(packed):
        text = paper.text(field)
        surface = text[start:end]
        sentence = _sentence(text, start, end)
        name = other or " ".join(surface.split())
        mentions.append(
            Mention(
                paper.id, kind, name, field, start, end, surface, sentence, role, rule, confidence, family
            )
        )
    return mentions


def _sentence(text: str, start: int, end: int) -> str:
    """Give the sentence around a span; the whole text where it crosses the end of one."""
    around: list[Sentence] = [one for one in sentences(text) if one.start <= start and end <= one.end]
    return around[0].text if around else text
