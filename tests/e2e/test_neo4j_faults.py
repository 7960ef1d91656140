"""Loaders that are killed, servers that are killed, and loaders that come at the same time."""

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.errors import KgError
from kg.graph import Graph
from kg.stores import open_store
from kg.stores.neo4j import load
from tests.graphs import small, small_corpus
from tests.neo4j.fixtures import Server
from tests.neo4j.server import Address

pytestmark = pytest.mark.neo4j

KILLS = 52
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


def load_it(name: str, address: Address, told: Connection) -> None:
    """Load a graph in a process of its own: tells when it begins, and how it ends."""
    os.environ.update(address.environment)
    load.ROWS = _AT_ONCE
    corpus, graph = GRAPHS[name]()
    try:
        with open_store(address.uri) as store:
            store.corpus()
            told.send("begin")
            store.write(corpus, graph)
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

    def kill(self) -> bool:
        """End it as `kill -9` does; gives whether it was still at work."""
        self._process.kill()
        self._process.join()
        try:
            return bool(self._told.recv() != "done")
        except EOFError:
            return True

    def end(self) -> str:
        """Wait for its end and give the last that it has told."""
        last = self._told.recv()
        self._process.join()
        return last


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Makes processes that have imported everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@pytest.fixture
def loading(neo4j_address: Address, processes) -> Iterator:
    """Start loaders."""

    def start(name: str) -> Loader:
        told, telling = processes.Pipe(duplex=False)
        process = processes.Process(target=load_it, args=(name, neo4j_address, telling), daemon=True)
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


def seconds_of(loader: Loader) -> float:
    """Give how long a loader takes from when it begins to write."""
    loader.begun()
    started = time.monotonic()
    assert loader.end() == "done"
    return time.monotonic() - started


def test_a_load_that_is_killed_at_any_moment_is_completed_by_the_next(
    loading, neo4j_address: Address
) -> None:
    """Loads of two graphs are killed in turns over what earlier ones have left; now and then one may end."""
    chance = random.Random(20)
    seconds = min(seconds_of(loading(name)) for name in [*GRAPHS] * 3)  # the first ones warm the server
    kills = 0
    while kills < KILLS:
        loader = loading(chance.choice([*GRAPHS]))
        loader.begun()
        time.sleep(chance.uniform(0, seconds))
        kills += loader.kill()
        if kills % 10 == 0:
            name = chance.choice([*GRAPHS])
            loader = loading(name)
            loader.begun()
            assert loader.end() == "done"
            assert_is(name, neo4j_address)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_server_that_is_killed_is_one_line_and_the_next_load_completes(
    loading, neo4j_server: Server, neo4j_address: Address, name: str
) -> None:
    seconds = min(seconds_of(loading("large")) for _ in range(2))
    loader = loading("other" if name == "large" else "large")
    loader.begun()
    time.sleep(seconds / 2)
    neo4j_server.kill()
    said = loader.end()
    neo4j_server.start()
    assert said.startswith(f"{neo4j_address.uri}: ")
    assert "run this again" in said
    assert "\n" not in said
    loader = loading(name)
    loader.begun()
    assert loader.end() == "done"
    assert_is(name, neo4j_address)


def test_two_loaders_at_once_end_in_the_same_graph(loading, neo4j_address: Address) -> None:
    loaders = [loading("large"), loading("large")]
    for loader in loaders:
        loader.begun()
    assert [loader.end() for loader in loaders] == ["done", "done"]
    assert_is("large", neo4j_address)


def test_whoever_waits_for_a_loader_that_is_killed_goes_on(loading, neo4j_address: Address) -> None:
    first, second = loading("large"), loading("large")
    first.begun()
    second.begun()
    time.sleep(0.1)
    first.kill()
    assert second.end() == "done"
    assert_is("large", neo4j_address)
