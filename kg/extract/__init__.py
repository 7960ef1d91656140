"""
Extraction: from papers to the datasets, methods and repositories that they name.

Each paper is read on its own (`kg.extract.paper`); what the corpus adds are the names that its papers introduce,
which are then recognised in all the others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain

import ahocorasick_rs

from kg.extract import classify, lexicon
from kg.extract.paper import Heard, Tools, introductions
from kg.extract.paper import extract as extract_one
from kg.model import Mention, Paper

_CHUNK = 200
"""Papers handed to a process at a time."""
_WORTH_PROCESSES = 2000
"""Papers from which on starting processes costs less than it saves."""

Progress = Callable[[int], None]


def tools() -> Tools:
    """Give the lexicon and the classifiers that ship with the package."""
    return Tools(lexicon.load(), classify.load("kinds"), classify.load("roles"))


def extract(papers: Sequence[Paper], *, progress: Progress | None = None) -> list[Mention]:
    """
    Give all mentions in all papers, in the order of the papers.

    `progress` is called with the number of papers done since the last call.
    """
    first = list(_over(papers, {}, progress))
    heard = introductions([mention for found in first for mention in found])
    again = _speakers(papers, first, heard)
    second = dict(zip(again, _over([papers[number] for number in again], heard, None), strict=True))
    return [mention for number, found in enumerate(first) for mention in second.get(number, found)]


def _speakers(papers: Sequence[Paper], first: Sequence[Sequence[Mention]], heard: Heard) -> list[int]:
    """Give the numbers of the papers in which a name that others introduce stands and was not yet found."""
    if not heard:
        return []
    finder = ahocorasick_rs.AhoCorasick(sorted(heard), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    numbers = []
    for number, paper in enumerate(papers):
        found = {mention.surface for mention in first[number]}
        text = f"{paper.title}\n{paper.abstract}"
        if any(
            text[start:end] not in found and _whole(text, start, end)
            for _, start, end in finder.find_matches_as_indexes(text)
        ):
            numbers.append(number)
    return numbers


def _whole(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _over(papers: Sequence[Paper], heard: Heard, progress: Progress | None) -> Iterator[list[Mention]]:
    """Map extraction over the papers, with processes where there are enough of both."""
    workers = os.cpu_count() or 1
    if workers == 1 or len(papers) < _WORTH_PROCESSES:
        chunks: Iterable[list[list[Mention]]] = map(partial(_chunk, heard=heard), _chunks(papers))
        yield from chain.from_iterable(_counted(chunks, progress))
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from chain.from_iterable(
            _counted(pool.map(partial(_chunk, heard=heard), _chunks(papers)), progress)
        )


def _chunks(papers: Sequence[Paper]) -> Iterator[Sequence[Paper]]:
    return (papers[start : start + _CHUNK] for start in range(0, len(papers), _CHUNK))


def _counted(
    chunks: Iterable[list[list[Mention]]], progress: Progress | None
) -> Iterator[list[list[Mention]]]:
    for chunk in chunks:
        if progress:
            progress(len(chunk))
        yield chunk


def _chunk(papers: Sequence[Paper], heard: Heard) -> list[list[Mention]]:
    shared = tools()
    return [extract_one(paper, shared, heard) for paper in papers]
