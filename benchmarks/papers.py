"""
As many papers as a measurement wants: real ones, and beyond these real ones with changed words.

Each repetition changes every second of the rarer words by shifting its vowels, the same word always alike, so that
names and neighbours differ from those of the other repetitions while the language and its common words stay.
"""

import hashlib
import itertools
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

COMMON = 1_500
"""Commonest words, which no repetition changes."""
SAMPLE = 5_000
"""Papers from which the commonest words are counted."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWELS = "aeiou"


def write(source: Path, size: int, target: Path, first: int = 0) -> Path:
    """Write so many papers, from a number on, as JSON lines; gives the file."""
    with target.open("w", encoding="utf-8") as lines:
        for paper in itertools.islice(papers(source, first), size):
            lines.write(json.dumps(paper, ensure_ascii=False) + "\n")
    return target


def papers(source: Path, first: int = 0) -> Iterator[dict[str, Any]]:
    """Give the papers of a file, and then them again with changed words, without end, from a number on."""
    counted = Counter(
        word.lower() for paper in itertools.islice(_read(source), SAMPLE) for word in _words(paper)
    )
    common = frozenset(word for word, _ in counted.most_common(COMMON))
    numbers = itertools.count()
    for repetition in itertools.count():
        for paper in _read(source):
            if next(numbers) >= first:
                yield _changed(paper, repetition, common) if repetition else paper


def _read(source: Path) -> Iterator[dict[str, Any]]:
    packed = source.suffix == ".xz"
    with lzma.open(source, "rt", encoding="utf-8") if packed else source.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _words(paper: dict[str, Any]) -> list[str]:
    return _WORD.findall(f"{paper['title']} {paper['abstract'] or ''}")


def _changed(paper: dict[str, Any], repetition: int, common: frozenset[str]) -> dict[str, Any]:
    """Give a paper with changed words, and without what would make it the same paper."""

    def change(found: re.Match[str]) -> str:
        return _shifted(found[0], repetition, common)

    texts = {name: _WORD.sub(change, paper[name] or "") for name in ("title", "abstract")}
    kept: dict[str, Any] = {name: paper[name] for name in ("year", "categories") if name in paper}
    # Every title is another, or records of one title would be joined.
    return {**texts, "title": f"{texts['title']}, part {repetition + 1}", **kept}


@lru_cache(maxsize=1_000_000)
def _shifted(word: str, repetition: int, common: frozenset[str]) -> str:
    folded = word.lower()
    chosen = hashlib.blake2b(f"{repetition} {folded}".encode(), digest_size=1).digest()[0] % 2
    if folded in common or not chosen:
        return word
    shift = 1 + repetition % (len(_VOWELS) - 1)
    table = {
        ord(way(a)): way(_VOWELS[(n + shift) % len(_VOWELS)])
        for n, a in enumerate(_VOWELS)
        for way in (str.lower, str.upper)
    }
    return word.translate(table)
