"""
Measure extraction: abstracts a second of one core, beside spaCy that only looks up the same names.

    python -m benchmarks.extraction PAPERS.jsonl.xz [NUMBER]

PAPERS holds one JSON object a line with `id`, `title` and `abstract`; NUMBER of them (2,000 unless told), spread over
the file, are read after half as many that warm both up. The alternative is spaCy's blank English pipeline with an
entity ruler that holds all spellings of the lexicon; it tells neither kinds apart by context, nor names that are in
no lexicon, nor who introduces what. Both run in turn on batches of 100 papers in one process, without Python's search
for cycles, which builds turn off and which would make each pay for what the other holds; what is counted is the time of
the processor. Needs `pip install spacy`.
"""

import gc
import itertools
import lzma
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson

from kg.extract import tools
from kg.extract.lexicon.tables import Lexicon
from kg.extract.paper import extract_all
from kg.extract.roles.finer import with_finer_roles
from kg.model import Paper
from kg.readers.text import clean

_BATCH = 100
Step = Callable[[Sequence[Paper]], int]
"""Gives the number of names found in papers."""


def main() -> None:
    """Measure what the command line asks for."""
    match sys.argv[1:]:
        case [path]:
            compare(read(Path(path), 2000))
        case [path, number]:
            compare(read(Path(path), int(number)))
        case _:
            sys.exit(__doc__)


def read(path: Path, number: int) -> list[Paper]:
    """Read half as many papers again as `number`, spread over the file."""
    with lzma.open(path) as lines:
        total = sum(1 for _ in lines)
    with lzma.open(path) as lines:
        wanted = itertools.islice(lines, 0, None, max(1, total // (number + number // 2)))
        records = map(orjson.loads, wanted)
        return [
            Paper(id=one["id"], title=clean(one["title"]), abstract=clean(one["abstract"] or ""))
            for one in records
        ]


def compare(papers: Sequence[Paper]) -> None:
    """Print what both cost."""
    gc.disable()
    started = time.process_time()
    shared = tools()
    print(f"kg    ready in {time.process_time() - started:.2f} s, {_memory():.0f} MB so far")
    started = time.process_time()
    ruler = spacy_step(shared.lexicon)
    print(f"spaCy ready in {time.process_time() - started:.2f} s, {_memory():.0f} MB so far")
    steps: dict[str, Step] = {
        "kg": lambda some: sum(
            len(with_finer_roles(*one)) for one in zip(some, extract_all(some, shared), strict=True)
        ),
        "spaCy": lambda some: sum(map(ruler, some)),
    }
    warm, measured = papers[: len(papers) // 3], papers[len(papers) // 3 :]
    run(steps, warm)
    seconds, names = run(steps, measured)
    for name in steps:
        rate = len(measured) / seconds[name]
        print(
            f"{name:5s} {rate:6.0f} abstracts a second of a core, {names[name] / len(measured):.1f} names each"
        )
    print(f"ratio {seconds['spaCy'] / seconds['kg']:.2f}, {len(measured)} papers")


def run(steps: dict[str, Step], papers: Sequence[Paper]) -> tuple[dict[str, float], dict[str, int]]:
    """Give the seconds of a processor that each step took for the papers, and the names that it found."""
    seconds, names = dict.fromkeys(steps, 0.0), dict.fromkeys(steps, 0)
    for start in range(0, len(papers), _BATCH):
        for name, step in steps.items():
            started = time.process_time()
            names[name] += step(papers[start : start + _BATCH])
            seconds[name] += time.process_time() - started
    return seconds, names


def spacy_step(lexicon: Lexicon) -> Callable[[Paper], int]:
    """Give spaCy's look-up of the names that the lexicon knows as datasets, methods and families."""
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    known = {one.spelling: one.kind for found in lexicon.names.values() for one in found}
    patterns = [
        {"label": kind, "pattern": spelling}
        for spelling, kind in sorted(known.items())
        if kind in ("dataset", "method", "family")
    ]
    ruler.add_patterns(patterns)
    return lambda paper: len(nlp(f"{paper.title}. {paper.abstract}").ents)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
