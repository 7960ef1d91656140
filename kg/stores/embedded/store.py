"""The store without a server: a folder with Parquet tables, and indexes for Cypher and for words made from them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.corpus import Corpus
from kg.errors import StoreError
from kg.graph import Graph
from kg.model import Decision
from kg.stores import guard
from kg.stores.base import Hit, Result, Store, check
from kg.stores.embedded import bounded as bounds
from kg.stores.embedded import cache as caches
from kg.stores.embedded import folder as folders
from kg.stores.embedded import graph_index, indexes, tables, text_index

if TYPE_CHECKING:
    import ladybug
    import polars as pl


class EmbeddedStore(Store):
    """
    A store in a folder.

    It shows what was there when it was opened, or what it wrote last, even if others write meanwhile.
    """

    def __init__(self, folder: Path, *, create: bool = False, wait: float = 60) -> None:
        """
        Open a store; `create` allows a folder that is missing or empty, which stays as it is until `write`.

        Raises StoreError where there is no store, or where other files are. `wait` is for how many seconds to
        wait for another process that writes.
        """
        self._folder = folder.absolute()
        self._wait = wait
        self._opening = threading.Lock()
        self._database: ladybug.Database | None = None
        self._hold = folders.hold(self._folder)
        if self._hold is None and not create:
            raise StoreError(f"{folder}: there is no store here; make one with `kg build`")

    def write(self, corpus: Corpus, graph: Graph, *, made_by: str | None = None) -> None:
        """
        Replace what is stored, whole or not at all; writing what is there already changes no file.

        Raises StoreError where another process has written since this store was opened: what is to be written
        was made without knowing that.
        """
        canonical = Graph.of(graph.nodes, graph.relationships, graph.ledger)
        check(canonical)
        del graph
        with folders.writing(self._folder, self._wait):
            with self._failures():
                self._check_unchanged()
                folders.sweep(self._folder)
                with folders.staging(self._folder) as prepared:
                    digests, ledger = tables.write_graph(prepared, canonical), canonical.ledger
                    del canonical  # the indexes are made from the files; what the graph took is free for them
                    origins = partial(tables.write_origins, prepared, corpus, ledger)
                    self._replace(prepared, digests, origins, made_by or __version__)
            self.close()
            folders.sweep(self._folder)
            self._hold = folders.hold(self._folder)

    def made_by(self) -> str | None:
        """Give which kg built the graph."""
        return self._hold.manifest.kg if self._hold else None

    def corpus(self) -> Corpus:
        """Give the records that the graph was built from."""
        return self._corpus()

    def sources(self) -> list[str]:
        """Give where the listings were read from."""
        return [source for one in self._corpus("listings").listings for source in one.sources]

    def decisions(self) -> tuple[Decision, ...]:
        """Give what was decided about names."""
        return self._corpus("decisions").decisions

    def graph(self) -> Graph:
        """Give the whole graph."""
        if self._hold is None:
            return Graph.empty()
        return tables.read_graph(self._hold.path, self._hold.manifest.tables)

    def ledger(self) -> pl.DataFrame:
        """Give the alias ledger."""
        if self._hold is None:
            return Graph.empty().ledger
        return tables.read_ledger(self._hold.path, self._hold.manifest.tables)

    def cache(self) -> AbstractContextManager[caches.FileCache | None]:
        """Open the cache of the extraction."""
        return caches.opened(self._folder)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = 60,
        bounded: bool = False,
    ) -> Result:
        """Run one read-only statement; `bounded`, in a process of its own."""
        statement = guard.checked(cypher, parameters or {})
        if bounded:
            return bounds.run(self._index(graph_index.FILE), statement, parameters or {}, seconds)
        with self._opening:
            if self._database is None:
                self._database = graph_index.open_database(self._index(graph_index.FILE))
        return graph_index.run(self._database, statement, parameters or {}, seconds)

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Find nodes by words."""
        return text_index.search(self._index(text_index.FILE), words, limit)

    def close(self) -> None:
        """Release the files; afterwards the store seems empty."""
        if self._database is not None:
            self._database.close()
        if self._hold is not None:
            self._hold.release()
        self._database = self._hold = None

    def _corpus(self, *names: str) -> Corpus:
        """Give the corpus, or only what is in the tables of these names."""
        if self._hold is None:
            return Corpus()
        return tables.read_corpus(self._hold.path, self._hold.manifest.tables, names)

    def _check_unchanged(self) -> None:
        if folders.read_manifest(self._folder) != (self._hold.manifest if self._hold else None):
            raise StoreError(
                f"{self._folder}: another process has written to the store meanwhile; run this again"
            )

    def _replace(
        self, prepared: Path, written: dict[str, str], origins: Callable[[], dict[str, str]], made_by: str
    ) -> None:
        """
        Make a new generation of prepared tables and publish it, unless it is the current one and intact.

        `written` are the digests of the graph's tables; `origins` writes the others, while the indexes are made.
        """
        before = self._hold if self._hold and self._sound(self._hold) else None
        known = before.manifest.tables if before else {}
        if written.items() <= known.items():  # perhaps there is nothing to do
            written |= origins()
            new = folders.Manifest.of(written, made_by)
            if before and before.manifest.generation == new.generation:
                if before.manifest != new:  # another version of kg gives the same graph
                    folders.publish(self._folder, new)
                return
            origins = dict
        with indexes.building(prepared, prepared, before=before.path if before else None):
            new = folders.Manifest.of(written | origins(), made_by)
        generation = folders.place(self._folder, prepared, new.generation)
        indexes.describe(generation)
        folders.publish(self._folder, new)

    @staticmethod
    def _sound(hold: folders.Hold) -> bool:
        try:
            tables.check(hold.path, hold.manifest.tables)
        except StoreError:
            return False
        return indexes.intact(hold.path)

    def _index(self, name: str) -> Path:
        """Give the path of an index, made again where it is missing, damaged or of another version."""
        if self._hold is None:
            raise StoreError(f"{self._folder}: the store holds nothing yet; fill it with `kg build`")
        if not indexes.intact(self._hold.path, [name]):
            try:
                self._rebuild(self._hold, name)
            except StoreError as error:
                raise StoreError(f"the index {name} must be made again, but: {error}") from error
        return self._hold.path / name

    def _rebuild(self, hold: folders.Hold, name: str) -> None:
        with folders.writing(self._folder, self._wait), self._failures():
            if indexes.intact(hold.path, [name]):
                return  # another process made it while this one waited
            tables.check(hold.path, hold.manifest.tables)
            with folders.staging(self._folder) as prepared:
                with indexes.building(hold.path, prepared, [name]):
                    pass
                folders.place(self._folder, prepared, hold.manifest.generation)
            indexes.describe(hold.path, [name])

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn whatever the libraries raise while writing into a StoreError."""
        from polars.exceptions import PolarsError

        try:
            yield
        except (OSError, RuntimeError, sqlite3.Error, PolarsError) as error:
            raise StoreError(
                f"{self._folder}: cannot be written ({folders.why(error)}); what was stored before is unchanged"
            ) from error
