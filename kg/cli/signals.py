"""Signals that end a command otherwise than Python has it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def handled(number: signal.Signals, by: Any) -> Iterator[None]:
    """Have a signal handled otherwise meanwhile."""
    before = signal.signal(number, by)
    try:
        yield
    finally:
        signal.signal(number, before)
