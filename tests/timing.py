"""Waiting, and limits to the time that something may take, on a busy machine as well."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, process_time, sleep


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where a block takes more seconds of a processor; what other programs do in the meantime does not count."""
    started = process_time()
    yield
    taken = process_time() - started
    assert taken < seconds, f"{taken:.1f} s of a processor, where {seconds:g} are allowed"


def wait(until: Callable[[], object], seconds: float = 90) -> None:
    """Wait until something is so; fail where it is not within so many seconds."""
    limit = monotonic() + seconds
    while not until():
        assert monotonic() < limit, f"still not so after {seconds:g} s"
        sleep(0.05)
