"""Loaders that are killed, servers that are killed, and loaders that come at the same time."""

import contextlib
import multiprocessing
import os
import random
import threading
import time
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.errors import KgError
from kg.graph import Graph
from kg.stores import open_store
from kg.stores.neo4j import load, store
from tests.graphs import small, small_corpus
from tests.neo4j.fixtures import Server
from tests.neo4j.server import Address

pytestmark = pytest.mark.neo4j

KILLS = 52
_SOME = 5
"""Transactions of a load after which most of it is still to be done."""
_LONG = 0.02
"""Seconds that a transaction may take."""
_AT_ONCE = 3
"""Rows of a transaction in these tests, so that there are many moments between two transactions."""


def large() -> tuple[Corpus, Graph]:
    """Give the small graph with its corpus."""
    return small_corpus(), small()


def other() -> tuple[Corpus, Graph]:
    """Give a graph that lacks much of the first, has other values in what is left, and some things of its own."""
    graph = small()
    mentions = graph.relationships["MENTIONS"]
    papers = graph.nodes["Paper"].with_columns(
        pl.col("title") + " again", pl.lit(None, pl.Int64).alias("upvotes")
    )
    new = pl.DataFrame({"id": [f"paper:new-{i}" for i in range(9)], "title": ["New"] * 9})
    kept = {"Paper": pl.concat([papers, Graph.of({"Paper": new}, {}).nodes["Paper"]])}
    cites = [(f"paper:new-{i}", f"paper:new-{i + 1}") for i in range(8)]
    relationships = {
        "MENTIONS": mentions.filter(pl.col("end").str.starts_with("dataset:")).with_columns(count=pl.lit(7)),
        "CITES": pl.DataFrame(cites, schema=["start", "end"], orient="row"),
    }
    kept |= {"Dataset": graph.nodes["Dataset"]}
    return Corpus(small_corpus().listings[1:]), Graph.of(kept, relationships, graph.ledger.head(1))


GRAPHS = {"large": large, "other": other}


_TRANSACTION = "transaction"


class TellingLoad(load.Load):
    """A load that tells of each transaction that it begins, and may stop for good at one."""

    told: Connection
    left = 0
    """Transactions until it stops."""

    def _run(self, statement: str, parameters: Mapping[str, Any]) -> Any:
        self.told.send(_TRANSACTION)
        TellingLoad.left -= 1
        if not self.left:
            threading.Event().wait()
        return super()._run(statement, parameters)


def load_it(name: str, address: Address, told: Connection, stop_at: int) -> None:
    """Load a graph in a process of its own: tells when it begins, of each transaction, and how it ends."""
    os.environ.update(address.environment)
    load.ROWS = _AT_ONCE
    TellingLoad.told, TellingLoad.left = told, stop_at
    store.Load = TellingLoad
    corpus, graph = GRAPHS[name]()
    try:
        with open_store(address.uri) as opened:
            opened.corpus()
            told.send("begin")
            opened.write(corpus, graph)
        told.send("done")
    except KgError as error:
        told.send(str(error))


class Loader:
    """A process that loads a graph."""

    def __init__(self, process: BaseProcess, told: Connection) -> None:
        self._process, self._told = process, told

    def begun(self) -> None:
        """Wait until it has signed in and is about to write."""
        assert self._told.recv() == "begin"

    def reached(self, number: int) -> bool:
        """Wait until it begins its transaction of this number; gives whether there was one."""
        return all(self._told.recv() == _TRANSACTION for _ in range(number))

    def kill(self) -> bool:
        """End it as `kill -9` does; gives whether it was still at work."""
        self._process.kill()
        self._process.join()
        return "done" not in self._rest()

    def end(self) -> str:
        """Wait for its end and give the last that it has told."""
        last = self._rest()[-1]
        self._process.join()
        return last

    def transactions(self) -> int:
        """Wait for its end and give the number of its transactions."""
        return self._rest().count(_TRANSACTION)

    def _rest(self) -> list[str]:
        """Give what it tells from now on."""
        said = []
        with contextlib.suppress(EOFError):
            while True:
                said.append(self._told.recv())
        return said


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Makes processes that have imported everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@pytest.fixture
def loading(neo4j_address: Address, processes) -> Iterator:
    """Start loaders."""

    def start(name: str, stop_at: int = 0) -> Loader:
        told, telling = processes.Pipe(duplex=False)
        given = (name, neo4j_address, telling, stop_at)
        process = processes.Process(target=load_it, args=given, daemon=True)
        process.start()
        telling.close()
        return Loader(process, told)

    return start


def assert_is(name: str, address: Address) -> None:
    """Exactly this graph is stored, as after a load into an empty database."""
    corpus, graph = GRAPHS[name]()
    with open_store(address.uri) as store:
        assert store.graph().equals(graph)
        assert store.corpus() == corpus
    tables = [*graph.nodes.values(), *graph.relationships.values()]
    nodes = address.run("MATCH (n) WHERE NOT n:_KgStore RETURN count(n)")
    relationships = address.run("MATCH ()-[r]->() RETURN count(r)")
    assert nodes[0][0] + relationships[0][0] == sum(map(len, tables))
    parts = address.run("MATCH (p:_KgStore) WHERE p.data IS NOT NULL RETURN count(p)")
    assert parts == [[len(corpus.listings) + 1]]


def test_a_load_that_is_killed_at_any_moment_is_completed_by_the_next(
    loading, neo4j_address: Address
) -> None:
    """Loads of two graphs are killed in turns over what earlier ones have left; now and then one may end."""
    chance = random.Random(20)
    transactions = max(loading(name).transactions() for name in [*GRAPHS] * 2)
    kills = 0
    while kills < KILLS:
        loader = loading(chance.choice([*GRAPHS]))
        loader.begun()
        if not loader.reached(chance.randrange(transactions + 1)):
            continue
        time.sleep(chance.uniform(0, _LONG))
        kills += loader.kill()
        if kills % 10 == 0:
            name = chance.choice([*GRAPHS])
            assert loading(name).end() == "done"
            assert_is(name, neo4j_address)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_server_that_is_killed_is_one_line_and_the_next_load_completes(
    loading, neo4j_server: Server, neo4j_address: Address, name: str
) -> None:
    assert loading("large").end() == "done"
    loader = loading("other" if name == "large" else "large")
    loader.begun()
    assert loader.reached(_SOME)
    neo4j_server.kill()
    said = loader.end()
    neo4j_server.start()
    assert said.startswith(f"{neo4j_address.uri}: ")
    assert "run this again" in said
    assert "\n" not in said
    assert loading(name).end() == "done"
    assert_is(name, neo4j_address)


def test_two_loaders_at_once_end_in_the_same_graph(loading, neo4j_address: Address) -> None:
    loaders = [loading("large"), loading("large")]
    for loader in loaders:
        loader.begun()
    assert [loader.end() for loader in loaders] == ["done", "done"]
    assert_is("large", neo4j_address)


def test_whoever_waits_for_a_loader_that_is_killed_goes_on(loading, neo4j_address: Address) -> None:
    first = loading("large", stop_at=_SOME)
    first.begun()
    assert first.reached(_SOME)
    second = loading("large")
    second.begun()
    time.sleep(0.1)  # in which it comes to wait
    assert first.kill()
    assert second.end() == "done"
    assert_is("large", neo4j_address)
