"""
Functions that numba translates into machine code.

Numba translates a function when it is first called, in four seconds for all of kg, and keeps the result beside the file
that the function stands in or, where that may not be written to, in the user's cache; without either, or on a full disk, it
translates each time.
"""

# numba is not typed.
# mypy: disable-error-code="no-untyped-call,misc"

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from numba import njit
from numba.core.caching import FunctionCache


class _Kept(FunctionCache):
    """Numba's cache of one function, but a damaged file or a full disk only costs the time to translate."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Give what was kept, None where nothing was or it cannot be read; that is then forgotten."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # a damaged pickle may raise anything
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a translation if there is room for it."""
        with suppress(OSError):
            super().save_overload(sig, data)


def translated(function: Callable[..., Any]) -> Any:
    """
    Give the function as numba translates it, from its cache where one can be had.

    It runs without holding Python's lock, so that threads can share its work.
    """
    kernel: Any = njit(nogil=True)(function)
    with suppress(RuntimeError):  # no folder to keep it in
        kernel._cache = _Kept(function)  # what `cache=True` would do, which is as strict as numba
    return kernel
