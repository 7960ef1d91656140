"""The store on a Neo4j server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from time import monotonic
from typing import Any, NamedTuple
from uuid import uuid4

import polars as pl
from neo4j.exceptions import Neo4jError

from kg import __version__
from kg.config import neo4j_settings
from kg.corpus import Corpus, places
from kg.errors import QueryError, StoreError
from kg.graph import PREFIXES, Graph
from kg.graph.neo4j_schema import GRAPH_SCHEMA
from kg.model import Decision
from kg.stores import fulltext, guard
from kg.stores.base import Hit, Result, Store, check
from kg.stores.neo4j import cypher, parts
from kg.stores.neo4j.answers import answered, refused
from kg.stores.neo4j.connection import Connection
from kg.stores.neo4j.load import Load
from kg.stores.neo4j.reading import read_graph, read_keys, read_parts
from kg.stores.neo4j.search import Candidate, expressions, ranked
from kg.text.wording import counted

FORMAT = 1
"""Number of the layout of what is stored; what has a higher one was written by a later kg and is refused."""
_INDEXES = 3600
"""Seconds that new indexes may take to take in what other applications have stored."""


class _State(NamedTuple):
    """What the database says about the store in it."""

    format: int = FORMAT
    kg: str = __version__
    complete: bool = True
    writes: int = 0
    """How often somebody has begun to write."""
    content: str | None = None


class Neo4jStore(Store):
    """
    A store on a Neo4j server.

    One process writes at a time, others wait. What is half written can be completed, but not read.
    """

    def __init__(self, uri: str, *, wait: float = 600) -> None:
        """
        Connect; user, password and database come from the environment (see `neo4j_settings`).

        `wait` is for how many seconds to wait for another process that writes. Raises StoreError where the server
        cannot be used.
        """
        self._wait = wait
        self._connection = Connection(neo4j_settings(uri))
        try:
            self._seen = self._content().truth()
        except BaseException:
            self.close()
            raise

    def write(self, corpus: Corpus, graph: Graph, *, made_by: str | None = None) -> None:
        """
        Make what is stored equal to a corpus and a graph, in many transactions.

        After an interruption the corpus is as it was, and writing again completes the graph. Raises StoreError
        where another process has stored another corpus since this store was opened or its corpus read: what is to
        be written was made without knowing that.
        """
        canonical = Graph.of(graph.nodes, graph.relationships, graph.ledger)
        check(canonical)
        with self._locked():
            self._check_unchanged(corpus)
            self._check_imported(canonical)
            for statement in GRAPH_SCHEMA:
                self._connection.change_schema(statement)
            self._connection.run(cypher.AWAIT_INDEXES, {"seconds": _INDEXES})
            begun = {"format": FORMAT, "kg": made_by or __version__}
            writes = self._connection.run(cypher.BEGIN, begun)
            load = Load(self._connection, writes)
            content = load.corpus(corpus, canonical.ledger)
            load.graph(canonical)
            load.publish(content)
        self._seen = content.truth()

    def made_by(self) -> str | None:
        """Give which kg built the graph; None also for one that is half written."""
        state = self._state()
        return state.kg if state.writes and state.complete else None

    def corpus(self) -> Corpus:
        """Give the records that the graph was built from; while somebody writes, those from before."""
        content = self._content()
        self._seen = content.truth()
        return parts.corpus(content, read_parts(self._connection, content.corpus_parts()))

    def sources(self) -> list[str]:
        """Give where the listings were read from; while somebody writes, as it was before."""
        return [source for one in self._content().listings for source in places(one["source"])]

    def decisions(self) -> tuple[Decision, ...]:
        """Give what was decided about names; while somebody writes, as it was before."""
        return parts.decisions(self._content())

    def graph(self) -> Graph:
        """Give the whole graph; raises StoreError where somebody writes meanwhile."""
        before = self._complete()
        graph = read_graph(self._connection, self._ledger(before))
        if self._state() != before:
            raise StoreError(f"{self._connection.name}: somebody wrote while this was reading; run it again")
        return graph

    def ledger(self) -> pl.DataFrame:
        """Give the alias ledger; raises StoreError where somebody writes meanwhile."""
        return self._ledger(self._complete())

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        seconds: float = 60,
        bounded: bool = False,  # noqa: ARG002 - each transaction is bounded, by the server
    ) -> Result:
        """Run one read-only statement."""
        statement = guard.checked(cypher, parameters or {})
        self._filled()
        try:
            with self._connection.transaction(
                seconds=seconds, notifications_min_severity="WARNING"
            ) as transaction:
                try:
                    result = transaction.run(statement, dict(parameters or {}))
                except (UnicodeError, OverflowError, TypeError, ValueError) as error:
                    raise QueryError(f"a parameter cannot be sent ({error}); give another value") from error
                return answered(result)
        except StoreError as error:
            if isinstance(error.__cause__, Neo4jError):
                raise QueryError(refused(error.__cause__, seconds)) from error
            raise

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Find nodes by words."""
        self._filled()
        words = words.encode("utf-8", "ignore").decode()
        most = max(limit, 0)
        for place, expression in enumerate(expressions(words)):
            asked = {"query": expression, "limit": most + fulltext.EXTRA}
            if found := self._candidates(cypher.SEARCH, asked):
                return ranked(found, words, most, whole=not place)
        found = self._candidates(cypher.SEARCH_NAMES, {"name": words.strip().lower(), "limit": most})
        return ranked(found, words, most)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Be the only writer. Whoever dies loses the lock, because the server ends the transaction that holds it."""
        self._connection.change_schema(cypher.STORE_SCHEMA)
        until = monotonic() + self._wait
        with self._patience():
            self._connection.run(cypher.LOCK, seconds=self._wait)
        done, mark = False, {"waiting": uuid4().hex}
        try:
            # It lasts as long as the writing, so that it has no limit of time; and another one may have been quicker.
            with self._connection.transaction(write=True, noted=mark) as transaction:
                with self._patience(), self._ended_at(until, mark):
                    transaction.run(cypher.LOCK).consume()
                yield
                done = True
        except StoreError:
            if not done:  # else the lock was lost on the way, yet nobody else has written
                raise

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """Say what an end of waiting means."""
        try:
            with self._connection.failures():
                yield
        except StoreError as error:
            code = getattr(error.__cause__, "code", None) or ""
            if any(end in code for end in ("TimedOut", "LockClientStopped", "Terminated")):
                raise StoreError(
                    f"{self._connection.name}: another process has been writing for {self._wait:.0f} seconds; "
                    "run this again when it is done"
                ) from None
            raise

    @contextmanager
    def _ended_at(self, until: float, mark: Mapping[str, str]) -> Iterator[None]:
        """End the transaction with this mark unless what it does is done at a time."""

        def end() -> None:
            """End it; where the server cannot, it goes on waiting."""
            with suppress(StoreError):
                self._connection.run(cypher.STOP_WAITING, mark)

        timer = Timer(max(1, until - monotonic()), end)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _check_unchanged(self, corpus: Corpus) -> None:
        stored = self._content().truth()
        if stored == self._seen:
            return
        if stored != parts.truth(corpus, lambda pieces: [piece.name for piece in pieces]):
            raise StoreError(
                f"{self._connection.name}: another process has written to the store meanwhile; run this again"
            )

    def _check_imported(self, graph: Graph) -> None:
        """Raise StoreError where papers would go that came by a script or an import, so that their listings are unknown."""
        if self._state().writes:
            return
        there = read_keys(self._connection, cypher.NODE_KEYS)
        papers = there.filter(there.str.starts_with(f"{PREFIXES['Paper']}:"))
        lost = papers.filter(~papers.is_in(graph.nodes["Paper"]["id"].implode()))
        if len(lost):
            raise StoreError(
                f"{self._connection.name}: holds {counted(len(lost), 'paper')} that came by a script or an import and "
                "would be removed; run `kg load` from the store they came from first, or delete them there"
            )

    def _candidates(self, statement: str, parameters: dict[str, Any]) -> list[Candidate]:
        with self._connection.transaction() as transaction:
            return [Candidate(**record) for record in transaction.run(statement, parameters)]

    def _ledger(self, state: _State) -> pl.DataFrame:
        content = parts.Content.of(state.content)
        return parts.ledger(content, read_parts(self._connection, content.ledger))

    def _content(self) -> parts.Content:
        return parts.Content.of(self._state().content)

    def _state(self) -> _State:
        with self._connection.transaction() as transaction:
            record = transaction.run(cypher.STATE).single()
        state = _State(**record) if record else _State()
        if state.format > FORMAT:
            raise StoreError(
                f"{self._connection.name}: the store has format {state.format}, written by kg {state.kg}, and this "
                f"is kg {__version__} which knows format {FORMAT}; update kg"
            )
        return state

    def _complete(self) -> _State:
        """Give the state; raises StoreError where somebody writes, or was interrupted."""
        state = self._state()
        if not state.complete:
            raise StoreError(
                f"{self._connection.name}: a load is under way, or was interrupted; wait for it, or run it again"
            )
        return state

    def _filled(self) -> None:
        """Raise StoreError where there is nothing to ask. A script or an import, too, may have brought the graph."""
        if self._complete().writes:
            return
        with self._connection.transaction() as transaction:
            found = transaction.run(cypher.ANY_NODE).single()
        if not found:
            raise StoreError(
                f"{self._connection.name}: the store holds nothing yet; fill it with `kg build` or `kg load`"
            )
