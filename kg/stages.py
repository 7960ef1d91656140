"""The stages of a build: announced as they run, and profiled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Protocol, TypeVar

_Value = TypeVar("_Value")


class Progress(Protocol):
    """A callback that follows a build."""

    def __call__(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Receive that a stage begins, or how much of it is done."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage of a build took."""

    name: str
    rows: int
    """How many values the stage produced."""
    seconds: float
    """How long the build waited for it: of work that another process did meanwhile, the rest."""
    work: float | None
    """Processor seconds, including those of child processes that have ended; None where the system does not say."""
    peak: int | None
    """Highest resident memory of the process so far, in bytes."""


class Stages:
    """Runs the stages of a build one after the other, and announces and profiles each."""

    def __init__(self, progress: Progress | None) -> None:
        """Report to `progress`, if there is one."""
        self._progress = progress
        self.done: list[Stage] = []

    def tell(self, name: str, done: int = 0, total: int | None = None) -> None:
        """Say that a stage begins, or how much of it is done."""
        if self._progress:
            self._progress(name, done, total)

    def counter(self, name: str, total: int | None = None) -> Callable[[int], None]:
        """Give a function that a stage calls with how much more of it is done."""
        done = 0

        def count(more: int) -> None:
            """Tell that this much more is done."""
            nonlocal done
            done += more
            self.tell(name, done, total)

        return count

    def run(self, name: str, work: Callable[[], _Value], rows: Callable[[Any], int] = len) -> _Value:
        """Run a stage, note its time and memory, and give its result; `rows` counts the values in that."""
        self.tell(name)
        started, worked = perf_counter(), _used()[0]
        value = work()
        used, peak = _used()
        spent = None if used is None or worked is None else used - worked
        self.done.append(Stage(name, rows(value), perf_counter() - started, spent, peak))
        return value


def _used() -> tuple[float | None, int | None]:
    """Give the processor seconds so far, including those of child processes, and the peak memory of this process."""
    try:
        import resource
    except ImportError:  # Windows has no such figures
        return None, None
    own, started = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    work = own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime
    # The peak memory of children is of no use: it includes what they share with the process that they were forked from.
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return work, own.ru_maxrss * unit
