"""
Functions that numba compiles into machine code.

Numba compiles a function when it is first called, in four seconds for all of kg, and caches the result next to the
file of the function or, where that is not writable, in the user's cache folder; without either, or on a full disk, it compiles
in each process.
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
    """Numba's cache of one function, for which a damaged file or a full disk is no error: the function is compiled again."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Give the cached code; None, and an empty cache, where there is none or it cannot be read."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # a damaged pickle may raise anything
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Cache the compiled code if there is room for it."""
        with suppress(OSError):
            super().save_overload(sig, data)


def compiled(function: Callable[..., Any]) -> Any:
    """
    Give a function compiled by numba, from its cache where there is one.

    It runs without Python's global lock, so that threads can share its work.
    """
    kernel: Any = njit(nogil=True)(function)
    with suppress(RuntimeError):  # no folder to keep it in
        kernel._cache = _Kept(function)  # what `cache=True` would do, which is as strict as numba
    return kernel
