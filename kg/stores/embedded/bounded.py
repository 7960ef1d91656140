"""
A query whose text somebody has typed, run in a process apart: its time and its memory have an end, whatever it asks for.

Ladybug looks at its time limit between rows alone, and its pool holds no values: one `range(1, 1000000000)` takes a
minute and gigabytes. Only the end of a process stops that.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from kg.errors import EngineError, QueryError
from kg.stores import refusals
from kg.stores.base import Result
from kg.stores.embedded import graph_index
from kg.system.subprocesses import beside

_GRACE = 1.0
"""Seconds after which a query that was to end by itself is ended."""
_VALUES = 2 << 30
"""Most bytes of values, beside the pool of the database, whose addresses are taken before."""


def run(path: Path, cypher: str, parameters: Mapping[str, Any], seconds: float) -> Result:
    """Run a statement that the guard has passed on the index at a path, as `graph_index.run` does."""
    begun = monotonic()
    try:
        with beside("ran the query", _run, path, cypher, dict(parameters), seconds) as answer:
            return answer()
    except (EngineError, MemoryError) as error:  # it was ended
        late = monotonic() - begun > seconds
        raise QueryError(refusals.too_slow(seconds) if late else refusals.TOO_LARGE) from error


def _run(path: Path, cypher: str, parameters: Mapping[str, Any], seconds: float) -> Result:
    with graph_index.open_database(path) as database:
        _limit_memory()
        _limit_time(seconds + _GRACE)
        return graph_index.run(database, cypher, parameters, seconds)


def _limit_time(seconds: float) -> None:
    """Have this process end in so many seconds, unless it has before; no exception reaches what a database computes."""
    if sys.platform == "win32":  # which ends it only once Python may run beside the database
        end = threading.Timer(seconds, os._exit, [1])
        end.daemon = True
        end.start()
    else:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory() -> None:
    """Have allocations fail that a query asks too much for; where the system has no such limit, only time ends it."""
    if sys.platform != "linux":
        return
    import resource

    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # there is a narrower limit already
        resource.setrlimit(resource.RLIMIT_AS, (taken + _VALUES, hard))
