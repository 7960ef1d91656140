"""How many processors this process may use, which may be fewer than the machine has."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux tells a container how much time of processors it has: microseconds, or "max", and in how many."""
_MOST_ON_WINDOWS = 61
"""More processes cannot be waited for there."""


def processors() -> int:
    """Give how many processors this process may use: those that it is bound to, and no more than its container has."""
    most = [_usable()]
    if sys.platform == "win32":
        most.append(_MOST_ON_WINDOWS)
    return min(most + _allowed())


def _usable() -> int:
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _allowed() -> list[int]:
    """Give the quota of the container in whole processors, a part of one as one; nothing where there is none."""
    try:
        time, period = map(int, _QUOTA.read_text("ascii").split())
        return [max(1, -(-time // period))]
    except (OSError, ValueError, ZeroDivisionError):
        return []
