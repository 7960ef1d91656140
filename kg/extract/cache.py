"""
The cache of results between builds: what was found in a paper, under a key of everything that this depends on.

A paper that the same extraction has read before, with the same text and names, is not read again; and the results of a
build that was interrupted are there for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from kg.model import Paper
from kg.system.cache import Cache

Work = Callable[[Sequence[Sequence[Paper]]], Iterable[list[bytes]]]
"""Gives the findings in each paper of each batch, packed, in order."""


def through(cache: Cache, papers: Sequence[Paper], work: Work, digest: str, size: int) -> Iterator[bytes]:
    """
    Give the mentions in each paper, packed, in order: from the cache, or else from `work`.

    `digest` identifies the extraction and what it knows. Results go into the cache batch by batch as they come.
    """
    keys = [_key(digest, paper) for paper in papers]
    held = cache.get(keys)
    missing = [number for number, key in enumerate(keys) if key not in held]
    batches = [missing[start : start + size] for start in range(0, len(missing), size)]

    def keep(numbers: Sequence[int], found: list[bytes]) -> list[bytes]:
        """Store the mentions in the papers with these numbers, and give them."""
        cache.put({keys[number]: one for number, one in zip(numbers, found, strict=True)})
        return found

    found = work([[papers[number] for number in numbers] for numbers in batches])
    fresh = chain.from_iterable(map(keep, batches, found))
    for key in keys:
        yield held[key] if key in held else next(fresh)


def _key(digest: str, paper: Paper) -> bytes:
    """Give the key of a paper, which changes whenever the mentions found may change."""
    sizes = f"{len(paper.title)} {len(paper.abstract)}"  # say where each begins, in half the time of `repr`
    date = f"{paper.published} {paper.arxiv_id}"  # tells the paper that introduced a thing from a namesake
    parts = "\n".join((digest, paper.id, sizes, date, paper.title, paper.abstract, *paper.code))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).digest()
