"""What the stages of a build expect of a cache between builds; a store may have one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Cache(Protocol):
    """Results by keys that change with everything that the results depend on."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give those of the results that it has."""

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Store results; once this returns they outlive this process, though not always a crash of the machine."""
