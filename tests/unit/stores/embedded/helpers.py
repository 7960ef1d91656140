"""What the tests of the embedded store share."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl

from kg.corpus import Corpus, Listing
from kg.graph import Graph
from kg.model import Paper
from kg.stores.embedded import EmbeddedStore
from tests.graphs import small, small_corpus

ROOT = Path(__file__).parents[4]
PRELUDE = """
import os, signal, sys, tempfile
import pytest
from kg.errors import StoreError
from tests.unit.stores.embedded.helpers import *
"""
"""What a process that `start` starts has imported."""

COUNT = "MATCH (p:Paper) RETURN count(*) AS n"


def numbered(papers: int) -> tuple[Corpus, Graph]:
    """Give a corpus and a graph of so many papers: whatever is read must agree on the number."""
    records = tuple(Paper(title=f"Paper {i}", abstract=f"of {papers}") for i in range(papers))
    frame = pl.DataFrame(
        {
            "id": [f"paper:{i}" for i in range(papers)],
            "title": [f"Paper {i}" for i in range(papers)],
            "abstract": [f"of {papers}"] * papers,
        }
    )
    return Corpus((Listing("a.txt", "-", "00", "text", records),)), Graph.of({"Paper": frame}, {})


def assert_consistent(store: EmbeddedStore) -> int:
    """Give the number of papers, on which the corpus, the graph and both indexes agree."""
    number = len(store.corpus().listings[0].papers)
    assert store.graph().nodes["Paper"].height == number
    assert store.query(COUNT).rows == [(number,)]
    assert len(store.search(f"of {number}", limit=1000)) == number
    return number


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python with these tests' helpers."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def generation(folder: Path) -> Path:
    name = json.loads((folder / "manifest.json").read_text())["generation"]
    return folder / "generations" / name


def generations(folder: Path) -> int:
    return len(list((folder / "generations").iterdir()))


def is_small(folder: Path) -> bool:
    with EmbeddedStore(folder) as store:
        return (
            store.graph().equals(small())
            and store.corpus() == small_corpus()
            and store.query(COUNT).rows == [(6,)]
            and store.search("wingnet")[0].id == "method:wingnet"
        )
