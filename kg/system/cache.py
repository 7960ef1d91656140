"""A cache between builds, as the stages of a build and the stores know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Cache(Protocol):
    """Results by keys that change with everything that the results depend on."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give those of the results that it has."""

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Store results; once this returns they outlive this process, though not always a crash of the machine."""

    def prune(self) -> None:
        """Delete the results that were neither read nor stored since this was opened."""
