"""
The cache of results between builds: what was found in a paper, under a key of everything that this depends on.

A paper that the same extraction has read before, with the same text and names, is not read again; and the results of a
build that was interrupted are there for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from kg.cache import Cache
from kg.extract.judgement import Heard
from kg.model import Paper

Task = tuple[Paper, Heard]
"""A paper and the names in it that other papers introduce."""
Work = Callable[[Sequence[Sequence[Task]]], Iterable[list[bytes]]]
"""Gives the findings in each paper of each batch, packed, in order."""


def through(kept: Cache, tasks: Sequence[Task], work: Work, digest: str, size: int) -> Iterator[bytes]:
    """
    Give the findings for each task, packed, in order: from the cache, or else from `work`.

    `digest` identifies the extraction and what it knows. Results go into the cache batch by batch as they come.
    """
    keys = [_key(digest, *task) for task in tasks]
    held = kept.get(keys)
    missing = [number for number, key in enumerate(keys) if key not in held]
    batches = [missing[start : start + size] for start in range(0, len(missing), size)]

    def keep(numbers: Sequence[int], found: list[bytes]) -> list[bytes]:
        """Store the findings of the tasks with these numbers, and give them."""
        kept.put({keys[number]: one for number, one in zip(numbers, found, strict=True)})
        return found

    found = work([[tasks[number] for number in numbers] for numbers in batches])
    fresh = chain.from_iterable(map(keep, batches, found))
    for key in keys:
        yield held[key] if key in held else next(fresh)


def _key(digest: str, paper: Paper, heard: Heard) -> bytes:
    """Give the key of a task, which changes whenever the mentions found may change."""
    parts = (digest, paper.id, paper.title, paper.abstract, paper.code, sorted(heard.items()))
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
