"""The stages of a build: run one after the other or side by side, announced and measured."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from time import perf_counter, thread_time
from typing import Any, Protocol, TypeVar

_Value = TypeVar("_Value")
_Other = TypeVar("_Other")


class Progress(Protocol):
    """Whoever wants to know how far a build is."""

    def __call__(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Hear that a stage begins, or how much of it is done where that is known."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage of a build took."""

    name: str
    rows: int
    """How many values the stage gave."""
    seconds: float
    work: float | None
    """Seconds of processors, with those of the processes that it started; None where the system does not tell."""
    peak: int | None
    """Highest resident memory of the process so far, in bytes."""
    helper: int | None
    """The same of the largest of the processes that it has started and that have ended."""


class Stages:
    """Runs stages, and holds what each took."""

    def __init__(self, progress: Progress | None = None) -> None:
        """Announce stages to whoever wants to know."""
        self._progress = progress
        self._work = _work
        self.done: list[Stage] = []

    def tell(self, name: str, done: int = 0, total: int | None = None) -> None:
        """Say that a stage begins, or how much of it is done."""
        if self._progress:
            self._progress(name, done, total)

    def counter(self, name: str, total: int) -> Callable[[int], None]:
        """Give what a stage calls with how much more of it is done."""
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self.tell(name, done, total)

        return count

    def run(
        self, name: str, function: Callable[..., _Value], *arguments: Any, rows: Callable[[Any], int] = len
    ) -> _Value:
        """Give what a stage gives, and note what it took; `rows` counts its values."""
        self.tell(name)
        started, worked = perf_counter(), self._work()
        value = function(*arguments)
        self._note(name, rows(value), perf_counter() - started, _difference(self._work(), worked))
        return value

    def run_beside(
        self,
        others: Callable[[Stages], _Other],
        name: str,
        function: Callable[..., _Value],
        *arguments: Any,
    ) -> tuple[_Value, _Other]:
        """
        Give what a stage gives, and what `others` gives, which runs stages in a second thread meanwhile.

        It pays where one of the two does not need Python's lock. Only the stage itself is announced. Where it is
        interrupted or fails nobody waits for the others, which end with the process.
        """
        self.tell(name)
        beside = Stages()
        beside._work = thread_time
        started, worked = perf_counter(), self._work()
        other = _in_thread(others, beside)
        value = function(*arguments)
        seconds = perf_counter() - started
        given = other.result()
        self.done += beside.done
        work = _difference(self._work(), worked, *(stage.work for stage in beside.done))
        self._note(name, len(value), seconds, work)  # type: ignore[arg-type]
        return value, given

    def _note(self, name: str, rows: int, seconds: float, work: float | None) -> None:
        self.done.append(Stage(name, rows, seconds, work, *_peaks()))


def _in_thread(function: Callable[..., _Value], *arguments: Any) -> Future[_Value]:
    """Call a function in a thread that does not keep the process from ending."""
    future: Future[_Value] = Future()

    def call() -> None:
        try:
            future.set_result(function(*arguments))
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            future.set_exception(error)

    Thread(target=call, daemon=True).start()
    return future


def _work() -> float | None:
    """Give the processor seconds of this process and of those that it has started and that have ended."""
    try:
        import resource
    except ImportError:  # Windows has no such figures
        return None
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peaks() -> tuple[int | None, int | None]:
    """Give the most memory of this process and of the largest that it started."""
    try:
        import resource
    except ImportError:
        return None, None
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    own, started = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_maxrss * unit, started.ru_maxrss * unit


def _difference(now: float | None, *before: float | None) -> float | None:
    known = [one for one in before if one is not None]
    return None if now is None or len(known) < len(before) else now - sum(known)
