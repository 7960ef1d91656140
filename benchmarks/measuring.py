"""What a piece of work takes, measured in a process of its own: seconds, seconds of processors, memory."""

import multiprocessing
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psutil


@dataclass(frozen=True)
class Took:
    """What a measured piece of work took."""

    value: Any
    seconds: float
    work: float
    """Seconds of processors."""
    memory: int
    """Most resident memory of the process and of all that it starts, at one time, in MiB."""


def measured(function: Callable[..., Any], *arguments: Any) -> Took:
    """Give what a function takes in a new process; it must be one of a module, and its value picklable."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_timed, function, *arguments).result()


def _timed(function: Callable[..., Any], *arguments: Any) -> Took:
    started, before = time.perf_counter(), work()
    with _watched() as most:
        value = function(*arguments)
    return Took(value, time.perf_counter() - started, work() - before, most() >> 20)


@contextmanager
def _watched() -> Iterator[Callable[[], int]]:
    """Look at the memory of this process and of all that it starts ten times a second; give the most, in bytes."""
    here, over, seen = psutil.Process(), threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.1):
            with suppress(psutil.Error):  # one that has just ended
                seen.append(sum(one.memory_info().rss for one in (here, *here.children(recursive=True))))
                seen[:] = [max(seen)]

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: max(*seen, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
    finally:
        over.set()
        watcher.join()


def work() -> float:
    """Give the seconds of processors that this process and those that it has waited for have used so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def command_work(arguments: list[str]) -> float:
    """Give the seconds of processors that a command of kg takes, start-up included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
