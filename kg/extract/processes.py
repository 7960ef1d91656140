"""Reading papers batch by batch: in processes of this machine where there are enough papers, or elsewhere."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial

from kg.extract.cache import Work
from kg.extract.knowledge import Knowledge, tools
from kg.extract.packed import pack
from kg.extract.paper import extract_all
from kg.extract.roles.finer import with_finer_roles
from kg.model import Paper
from kg.system.processors import processors
from kg.system.subprocesses import ended, pool, with_shared

_UNDER_WAY = 4
"""Batches in flight for each process; bounds the memory that waiting ones take."""
_WORTH_PROCESSES = 2000
"""Fewest papers for which starting processes saves more than it costs."""

Over = Callable[[Callable[[Sequence[Paper]], list[bytes]], Iterable[Sequence[Paper]]], Iterable[list[bytes]]]
"""How a function is mapped over batches of papers."""


@contextmanager
def reading(known: Knowledge, over: Over | None) -> Iterator[Work]:
    """
    Give a function that reads papers, to be called as often as wanted while the context lasts.

    It maps with `over`, or else with processes of this machine once there are enough papers for them.
    """
    if over:
        yield partial(over, partial(_read, known=known))
        return
    with _Processes(known) as processes:
        yield processes.read


class _Processes:
    """A pool of processes, started with the first call that has enough papers and used by all later ones."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known
        self._workers = processors()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def read(self, batches: Sequence[Sequence[Paper]]) -> Iterator[list[bytes]]:
        """
        Give the packed findings of the papers of each batch, in order; in this process where there are few papers.

        Raises EngineError where a process dies.
        """
        if not self._pool and self._workers > 1 and sum(map(len, batches)) >= _WORTH_PROCESSES:
            self._pool = pool(self._workers, self._known)
        if not self._pool:
            return (_read(batch, self._known) for batch in batches)
        return _pooled(self._pool, batches, _UNDER_WAY * self._workers)


def _pooled(
    workers: ProcessPoolExecutor, batches: Iterable[Sequence[Paper]], most: int
) -> Iterator[list[bytes]]:
    """Read batches of papers with processes, in order, with no more in flight than keep these busy."""
    under_way: deque[Future[list[bytes]]] = deque()
    try:
        for batch in batches:
            under_way.append(workers.submit(with_shared, _read_apart, batch))
            if len(under_way) >= most:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise ended("read papers") from error


def _read_apart(papers: Sequence[Paper], known: Knowledge) -> list[bytes]:
    """Read papers in a process that does nothing else."""
    gc.disable()  # nothing that reading makes refers back to itself, and the search for it takes a twentieth
    return _read(papers, known)


def _read(papers: Sequence[Paper], known: Knowledge) -> list[bytes]:
    found = zip(papers, extract_all(papers, tools(known)), strict=True)
    finer = [with_finer_roles(paper, mentions) for paper, mentions in found]
    return [pack(paper, mentions) for paper, mentions in zip(papers, finer, strict=True)]
