"""
Extraction: from papers to the datasets, methods and repositories that they name.

Each paper is read on its own. What that takes, each layer knowing those above it:

    text          words and sentences, formulas, the definitions in a text
    lexicon       names that are `known`: how they are written, what they stand for, who introduced them; a user's own
    document      a paper as all that follows sees it
    candidates    what may be a name: by its shape, by the wording around it, by a definition, or since it is known
    features      what is to be said of a candidate: how it is written, where it stands, beside what
    models        what the features add up to, and how sure that is
    roles         whether the paper introduces what it names, compares with it, evaluates on it, extends or uses it
    judgement     what a candidate is, under which name
    repos         addresses of code

Papers take these steps many at a time (`paper`). Classes of which each paper has many objects write their `__init__`
out, since mypyc does not compile that of a dataclass, which takes six times as long.

`processes` spreads the work, with the `knowledge` that it needs; findings travel `packed`, and `cache` has those of
earlier builds. `plugins` adds extractors of other packages, of which `gliner` is at hand. `left_out` tells what was
considered and no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from kg.extract import packed, plugins
from kg.extract.cache import Work, through
from kg.extract.knowledge import Knowledge, knowledge_digest, tools
from kg.extract.processes import Over, reading
from kg.extract.roles.finer import with_finer_roles
from kg.model import Mention, Paper, Problem
from kg.system.cache import Cache

__all__ = ["Knowledge", "extract", "tools"]

_CHUNK = 200
"""How many papers a process gets at a time."""

_SHIPPED = Knowledge()


def extract(
    papers: Sequence[Paper],
    known: Knowledge = _SHIPPED,
    *,
    progress: Callable[[int], None] | None = None,
    report: Callable[[Problem], None] = lambda _: None,
    over: Over | None = None,
    cache: Cache | None = None,
) -> list[Mention]:
    """
    Give all mentions in all papers, in the order of the papers.

    `progress` is called with the number of papers done since the last call, `report` with each failure of an
    extractor of another package. `over` maps a function over batches of papers in order; without it, processes of this
    machine do so where there are enough papers. `cache` has the results of earlier calls, and gets those
    of this one as they come.
    """
    with reading(known, over) as work:
        found = _counted(_found(papers, work, cache, knowledge_digest(known.lexicons)), progress)
        own = [packed.mentions(*one) for one in zip(papers, found, strict=True)]
    return list(chain.from_iterable(_with_plugins(papers, own, known.extractors, report, cache)))


def _with_plugins(
    papers: Sequence[Paper],
    own: Iterable[list[Mention]],
    extractors: Sequence[str],
    report: Callable[[Problem], None],
    cache: Cache | None,
) -> Iterator[list[Mention]]:
    """
    Give the mentions of each paper: kg's own and those of the extractors.

    Extractors run in this process, one after the other, so that a large model is in memory once.
    """
    others: list[list[Mention]] = [[] for _ in papers]
    for name in sorted(set(extractors)):
        found, problems = plugins.run(name, papers, cache)
        for problem in problems:
            report(problem)
        others = [[*before, *more] for before, more in zip(others, found, strict=True)]
    for paper, mine, more in zip(papers, own, others, strict=True):
        yield with_finer_roles(paper, plugins.merged(mine, more)) if more else mine


def _found(papers: Sequence[Paper], work: Work, cache: Cache | None, known: str) -> Iterable[bytes]:
    """Read the papers whose results are not in the cache, and give the results of all."""
    if cache is not None:
        return through(cache, papers, work, known, _CHUNK)
    return chain.from_iterable(
        work([papers[start : start + _CHUNK] for start in range(0, len(papers), _CHUNK)])
    )


def _counted(found: Iterable[bytes], progress: Callable[[int], None] | None) -> Iterator[bytes]:
    """Report progress after each batch."""
    done = 0
    for done, one in enumerate(found, start=1):
        if progress and done % _CHUNK == 0:
            progress(_CHUNK)
        yield one
    if progress and done % _CHUNK:
        progress(done % _CHUNK)
