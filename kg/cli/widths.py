"""How wide the columns of a table are: words stay whole, and the table is as short as that allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import ceil

from rich.cells import cell_len

_LONGEST_WORD = 24
"""A longer word, an address often, may be broken."""
_BETWEEN, _AROUND = 3, 2
"""Blanks between two columns, and those at the two ends."""


def widths(rows: Sequence[Sequence[str]], room: int, *, whole: Collection[int] = ()) -> list[int] | None:
    """
    Give the width of each column of a table whose first row is its header, or None where there is no room for it.

    `room` is the width of the table. The columns of the numbers in `whole` are never broken.
    """
    columns = list(zip(*rows, strict=True))
    wanted = [_widest(column, str.splitlines) for column in columns]
    least = [min(_widest(column, str.split), _LONGEST_WORD) for column in columns]
    for number in whole:
        least[number] = wanted[number]
    left = room - _BETWEEN * (len(columns) - 1) - _AROUND
    if sum(least) > left:
        return None
    for lines in range(1, max(wanted) + 1):
        given = [max(*pair) for pair in zip(least, (ceil(width / lines) for width in wanted), strict=True)]
        if sum(given) <= left:
            return _filled(given, wanted, left)
    return least


def _widest(texts: Sequence[str], parts: Callable[[str], list[str]]) -> int:
    return max((cell_len(part) for text in texts for part in parts(text)), default=0)


def _filled(given: list[int], wanted: Sequence[int], left: int) -> list[int]:
    """Distribute the room left, first to the columns that need least to have each value on one line."""
    for number in sorted(range(len(given)), key=lambda n: (wanted[n] - given[n], n)):
        given[number] += max(0, min(left - sum(given), wanted[number] - given[number]))
    return given
