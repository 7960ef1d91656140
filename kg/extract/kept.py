"""
Results that outlive a build: what was found in a paper, under a key of all that the finding depends on.

A paper whose text was read before, by the same extraction with the same names, is not read again; and what a build
that was interrupted had found is there for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

from kg.extract.paper import Heard
from kg.model import Paper

Task = tuple[Paper, Heard]
"""A paper and the names in it that other papers introduce."""
Work = Callable[[Sequence[Sequence[Task]]], Iterable[list[bytes]]]
"""Gives what is found in each paper of each portion, packed, in their order."""


class Kept(Protocol):
    """Where results are kept between builds."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give those of the results that are there."""

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Keep results, for good as soon as this returns."""


def through(kept: Kept, tasks: Sequence[Task], work: Work, digest: str, portion: int) -> Iterator[bytes]:
    """
    Give what is found for each task, packed, in their order: what is kept, and by `work` what is not.

    `digest` stands for what the extraction knows. Results are kept portion by portion as they come.
    """
    keys = [_key(digest, *task) for task in tasks]
    held = kept.get(keys)
    missing = [number for number, key in enumerate(keys) if key not in held]
    portions = [missing[start : start + portion] for start in range(0, len(missing), portion)]

    def keep(numbers: Sequence[int], found: list[bytes]) -> list[bytes]:
        kept.put({keys[number]: one for number, one in zip(numbers, found, strict=True)})
        return found

    found = work([[tasks[number] for number in numbers] for numbers in portions])
    fresh = chain.from_iterable(map(keep, portions, found))
    for key in keys:
        yield held[key] if key in held else next(fresh)


def _key(digest: str, paper: Paper, heard: Heard) -> bytes:
    """Give what changes whenever the mentions of a paper may."""
    parts = (digest, paper.id, paper.title, paper.abstract, paper.code, sorted(heard.items()))
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
