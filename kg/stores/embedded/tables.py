"""
The Parquet tables of a generation: what is stored, in files that any other program can read.

One file per node label, one per relationship type, the alias ledger, and the tables of the corpus. Equal
graphs give equal bytes, so the digest of the files names the generation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph import NODES, RELATIONSHIPS, Graph, write_parquet
from kg.system.files import sha256

if TYPE_CHECKING:
    import polars as pl

    from kg.corpus import Corpus


def write_graph(folder: Path, graph: Graph) -> dict[str, str]:
    """Write the tables of nodes and relationships into a folder; gives the SHA-256 of each file by its name."""
    return {file(name): _write(folder / file(name), frame) for name, frame in graph.tables.items()}


def write_origins(folder: Path, corpus: Corpus, ledger: pl.DataFrame) -> dict[str, str]:
    """Write what the graph was made from, the corpus and the alias ledger; gives the SHA-256 of each file by its name."""
    from kg.corpus.tables import TABLES, to_table

    digests = {file("ledger"): _write(folder / file("ledger"), ledger)}
    for name in TABLES:  # one by one, since they repeat the texts of papers
        digests[file(name)] = _write(folder / file(name), to_table(corpus, name))
    return digests


def read_graph(folder: Path, digests: Mapping[str, str]) -> Graph:
    """
    Give the graph in a folder; properties that an older kg did not know are empty.

    Raises StoreError where a table is not what was written.
    """
    graph = Graph(
        {label: _read(folder, label, digests) for label in NODES},
        {kind: _read(folder, kind, digests) for kind in RELATIONSHIPS},
        read_ledger(folder, digests),
    )
    known = {**NODES, **RELATIONSHIPS}
    if all(rows.columns == list(known[name]) for name, rows in graph.tables.items()):
        return graph
    return Graph.of(graph.nodes, graph.relationships, graph.ledger)


def read_ledger(folder: Path, digests: Mapping[str, str]) -> pl.DataFrame:
    """Give the alias ledger in a folder; raises StoreError where it is not what was written."""
    return _read(folder, "ledger", digests)


def read_corpus(folder: Path, digests: Mapping[str, str], names: Collection[str] = ()) -> Corpus:
    """
    Give the corpus in a folder, or only what is in the tables of these names: without "records" no papers.

    Raises StoreError where a table is not what was written.
    """
    from kg.corpus.tables import TABLES, from_tables

    wanted = [name for name in names or TABLES if file(name) in digests]
    return from_tables({name: _read(folder, name, digests) for name in wanted})


def check(folder: Path, digests: Mapping[str, str]) -> None:
    """Raise StoreError where a table is missing or is not what was written."""
    for name, expected in digests.items():
        path = folder / name
        try:
            found = sha256(path)
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be read ({error.strerror}); restore it or build again"
            ) from error
        if found != expected:
            raise StoreError(
                f"{path}: damaged, its checksum differs; restore it, or delete the store and build again"
            )


def file(name: str) -> str:
    """Give the file name of a table."""
    return f"{name}.parquet"


def _write(path: Path, frame: pl.DataFrame) -> str:
    write_parquet(frame, path)
    return sha256(path)


def _read(folder: Path, name: str, digests: Mapping[str, str]) -> pl.DataFrame:
    import polars as pl

    check(folder, {file(name): digests[file(name)]})
    return pl.read_parquet(folder / file(name), glob=False)
