"""Limits to the time that something may take, on a busy machine as well."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where a block takes more seconds of a processor; what other programs do in the meantime does not count."""
    started = process_time()
    yield
    taken = process_time() - started
    assert taken < seconds, f"{taken:.1f} s of a processor, where {seconds:g} are allowed"
