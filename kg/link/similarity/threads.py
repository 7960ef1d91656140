"""Work shared among threads: that of numpy, polars and compiled functions, which do not hold Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kg.system.processors import processors

T = TypeVar("T")


def shared(
    function: Callable[[int, int], T], whole: int, share: int, threads: int | None = None
) -> Iterator[T]:
    """
    Call the function for one share of a range after the other, with where it begins and ends, and give what it gives.

    As many are called at a time as there are threads, left out as there are processors; results keep their order.
    """
    starts = range(0, whole, share)
    with ThreadPoolExecutor(threads or processors()) as pool:
        yield from pool.map(lambda start: function(start, min(start + share, whole)), starts)
