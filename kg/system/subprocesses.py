"""
Processes apart from this one: spawned on every system, deaf to Ctrl-C, and gone soon after the one that started them.

Forks would count all that this process has in memory as theirs, and may deadlock where libraries have threads.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import EngineError, one_line

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_Value = TypeVar("_Value")


class _Process(SpawnProcess):
    """A process that does not run the main script again, which may lack the `__name__` guard and start processes itself."""

    def start(self) -> None:
        """Start the process with an empty `__main__`, and with Ctrl-C ignored from its first moment."""
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _without_interrupts():
                super().start()
        finally:
            sys.modules["__main__"] = main


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Make processes that are started meanwhile ignore Ctrl-C from the start."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Apart(SpawnContext):
    """Starts such processes, each of which calls `settle` first."""

    Process = _Process


def settle() -> None:
    """Ignore Ctrl-C, which is for the process that started this one, and end soon after that, which may be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def pool(workers: int, shared: object) -> ProcessPoolExecutor:
    """
    Give a pool of such processes, each of which computes with one thread; `with_shared` calls its functions.

    What they share travels to each process once.
    """
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, mp_context=Apart(), initializer=_begin, initargs=(shared,))


def with_shared(function: Callable[..., _Value], *given: Any) -> _Value:
    """Call a function, in a process of a pool, with what is given and what the processes of this pool share."""
    return function(*given, *_shared)


_shared: list[Any] = []
"""In a process of a pool: what it was given as it began, and nothing else ever after."""
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""How many threads numpy's matrix products may take; it is read when numpy is imported."""


def _begin(shared: object) -> None:
    settle()
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # each processor has a process already
    _shared.append(shared)


def ended(doing: str) -> EngineError:
    """Give the error for a process that died; `doing` says what it did, such as "read papers"."""
    return EngineError(
        f"a process that {doing} was ended, mostly for lack of memory; free some, or build fewer listings at "
        "a time, and run this again"
    )


@contextmanager
def beside(doing: str, function: Callable[..., _Value], *given: Any) -> Iterator[Callable[[], _Value]]:
    """
    Call a function in a process of its own, and give what waits for its result; leaving the context ends the process.

    The function, what it is given and what it gives travel pickled. What it raises is raised here, and EngineError where
    its process dies, or raises what cannot travel; `doing` is for the message of that.
    """
    context = Apart()
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, doing), daemon=True)

    def answer() -> _Value:
        """Wait for the result; to be called once."""
        with _dying(doing):
            error, found = ours.recv()
        if error:
            raise error
        process.join()  # only then its work is counted
        return found  # type: ignore[no-any-return]

    with ours:
        try:
            with theirs:
                process.start()
            # Not as arguments of the process: if it died before it had read all, starting it would never end.
            with _dying(doing):
                ours.send((function, len(given)))
                for one in given:  # so that one is unpacked while the next is packed
                    ours.send(one)
            yield answer
        finally:
            if process.pid is not None:
                process.kill()
                process.join()


@contextmanager
def _dying(doing: str) -> Iterator[None]:
    """Raise EngineError where the other end of a pipe is gone."""
    try:
        yield
    except (EOFError, OSError):
        raise ended(doing) from None


def _answer(pipe: Connection, doing: str) -> None:
    settle()
    error, found = None, None
    try:
        function, count = pipe.recv()
        found = function(*[pipe.recv() for _ in range(count)])
    except Exception as raised:  # noqa: BLE001 - raised again where the result is waited for
        error = _sendable(raised, doing)
    with suppress(OSError):  # nobody waits for it any more
        pipe.send((error, found))


def _sendable(error: Exception, doing: str) -> Exception:
    """Give an exception, or what stands for one that cannot travel: it holds a lock, or is not made from a message alone."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever its class does
        return EngineError(f"a process that {doing} failed with {type(error).__name__}: {one_line(error)}")
    return error
