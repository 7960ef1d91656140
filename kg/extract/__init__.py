"""
Extraction: from papers to the datasets, methods and repositories that they name.

Each paper is read on its own (`kg.extract.paper`); what the corpus adds are the names that its papers introduce,
which are then recognised in all the others.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import chain

import ahocorasick_rs

from kg.extract import calibration, plugins
from kg.extract.finer_roles import with_finer_roles
from kg.extract.kept import Kept, Task, through
from kg.extract.knowledge import Knowledge, tools
from kg.extract.paper import Heard, introductions
from kg.extract.paper import extract as extract_one
from kg.model import Mention, Paper, Problem

__all__ = ["Knowledge", "extract", "tools"]

_CHUNK = 200
"""Papers handed to a process at a time."""
_UNDER_WAY = 4
"""Portions for each process that are under way at a time; bounds the memory that waiting ones take."""
_WORTH_PROCESSES = 2000
"""Papers from which on starting processes costs less than it saves."""

Progress = Callable[[int], None]
_SHIPPED = Knowledge()


def extract(
    papers: Sequence[Paper],
    known: Knowledge = _SHIPPED,
    *,
    progress: Progress | None = None,
    report: Callable[[Problem], None] = lambda _: None,
    over: Over | None = None,
    kept: Kept | None = None,
) -> list[Mention]:
    """
    Give all mentions in all papers, in the order of the papers.

    `progress` is called with the number of papers done since the last call, `report` with what went wrong in
    extractors of other packages. `over` maps a function over portions of papers, in their order; left out,
    processes of this machine do, where there are enough papers for them. `kept` holds what earlier calls found and
    what this one finds, as soon as it is found.
    """
    first = list(_over([(paper, {}) for paper in papers], known, progress, over, kept))
    heard = introductions((mention for found in first for mention in found), tools(known).lexicon)
    again = dict(_speakers(papers, first, heard))
    tasks = [(papers[number], spoken) for number, spoken in again.items()]
    second = dict(zip(again, _over(tasks, known, None, over, kept), strict=True))
    sure = calibration.load()
    own = [[sure.of(one) for one in second.get(number, found)] for number, found in enumerate(first)]
    return list(chain.from_iterable(_with_plugins(papers, own, known.extractors, report)))


def _with_plugins(
    papers: Sequence[Paper],
    own: list[list[Mention]],
    extractors: Sequence[str],
    report: Callable[[Problem], None],
) -> list[list[Mention]]:
    """
    Give kg's own mentions of each paper with those of the plug-ins.

    Plug-ins run in this process, one after the other, so that a large model is in memory once.
    """
    others: list[list[Mention]] = [[] for _ in papers]
    for name in sorted(set(extractors)):
        found, problems = plugins.run(name, papers)
        for problem in problems:
            report(problem)
        others = [[*before, *more] for before, more in zip(others, found, strict=True)]
    return [
        with_finer_roles(paper, plugins.merged(mine, more)) if more else mine
        for paper, mine, more in zip(papers, own, others, strict=True)
    ]


def _speakers(
    papers: Sequence[Paper], first: Sequence[Sequence[Mention]], heard: Heard
) -> Iterator[tuple[int, Heard]]:
    """Give the papers that names which others introduce put in a new light, by number, with these names."""
    if not heard:
        return
    finder = ahocorasick_rs.AhoCorasick(sorted(heard), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for number, paper in enumerate(papers):
        roles = {mention.surface: mention.role for mention in first[number]}
        text = f"{paper.title}\n{paper.abstract}"
        spoken = {
            text[start:end]: heard[text[start:end]]
            for _, start, end in finder.find_matches_as_indexes(text)
            if _whole(text, start, end) and heard[text[start:end]].papers - {paper.id}
        }
        if any(roles.get(name) != "mentions" for name in spoken):
            yield number, spoken


def _whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


Over = Callable[
    [Callable[[Sequence[Task]], list[list[Mention]]], Iterable[Sequence[Task]]], Iterable[list[list[Mention]]]
]
"""How a function is mapped over portions of papers."""


def _over(
    tasks: Sequence[Task],
    known: Knowledge,
    progress: Progress | None,
    over: Over | None,
    kept: Kept | None,
) -> Iterator[list[Mention]]:
    """Map extraction over the papers, but for those whose results are kept."""
    if kept is not None:
        work = partial(_work, papers=len(tasks), known=known, over=over)
        return _counted(through(kept, tasks, work, Knowledge(known.lexicons).digest(), _CHUNK), progress)
    chunks = (tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK))
    found = _work(chunks, papers=len(tasks), known=known, over=over)
    return _counted(chain.from_iterable(found), progress)


def _work(
    chunks: Iterable[Sequence[Task]], *, papers: int, known: Knowledge, over: Over | None
) -> Iterable[list[list[Mention]]]:
    """Map extraction over portions of papers, with processes where there are enough of both."""
    if over:
        return over(partial(_chunk, known=known), chunks)
    workers = os.cpu_count() or 1
    if workers == 1 or papers < _WORTH_PROCESSES:
        return (_chunk(chunk, known) for chunk in chunks)
    return _pooled(chunks, workers, known)


def _pooled(
    chunks: Iterable[Sequence[Task]], workers: int, known: Knowledge
) -> Iterator[list[list[Mention]]]:
    """
    Map extraction over portions of papers with processes, in their order.

    No more portions are under way than keep the processes busy, and whoever stops early waits for none of them.
    """
    pool = ProcessPoolExecutor(workers, initializer=_equip, initargs=(known, os.getpid()))
    under_way: deque[Future[list[list[Mention]]]] = deque()
    try:
        for chunk in chunks:
            under_way.append(pool.submit(_chunk, chunk))
            if len(under_way) >= _UNDER_WAY * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _counted(found: Iterable[list[Mention]], progress: Progress | None) -> Iterator[list[Mention]]:
    """Tell of progress portion by portion."""
    done = 0
    for done, mentions in enumerate(found, start=1):
        if progress and done % _CHUNK == 0:
            progress(_CHUNK)
        yield mentions
    if progress and done % _CHUNK:
        progress(done % _CHUNK)


_equipped: list[Knowledge] = []
"""In a worker process: what its tasks know; sent once, since a user's names may be many."""


def _equip(known: Knowledge, parent: int) -> None:
    _equipped[:] = [known]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that collects the results
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: int) -> None:
    """End this process soon after the one that started it, which may have been killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _chunk(tasks: Sequence[Task], known: Knowledge | None = None) -> list[list[Mention]]:
    shared = tools(known or _equipped[0])
    return [with_finer_roles(paper, extract_one(paper, shared, heard)) for paper, heard in tasks]
