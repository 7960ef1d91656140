"""Stores for the contract tests: each is a way to get one empty place and to open it again and again."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from kg.stores import Store, open_store
from tests.graphs import small, small_corpus
from tests.neo4j.fixtures import Server

STORES = ("embedded_places", pytest.param("neo4j_places", marks=pytest.mark.neo4j))
"""Fixtures that give a function for an empty place; what that gives opens the place, each time it is called."""

Place = Callable[[], Store]


@pytest.fixture(scope="session")
def embedded_places(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
    def new() -> Place:
        folder = tmp_path_factory.mktemp("place") / "a *[store]?, it's \\here"
        return partial(open_store, folder, create=True)

    return new


@pytest.fixture(scope="session")
def neo4j_places(neo4j_server: Server) -> Callable[[], Place]:
    """Give one place again and again, emptied each time: the server has only one database."""
    address = neo4j_server.address

    def opened() -> Store:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in address.environment.items():
                environment.setenv(name, value)
            return open_store(address.uri, create=True)

    def new() -> Place:
        address.empty()
        return opened

    return new


@pytest.fixture(scope="session", params=STORES)
def new_place(request: pytest.FixtureRequest) -> Callable[[], Place]:
    return request.getfixturevalue(request.param)


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    """A place where nothing is stored yet."""
    return new_place()


@pytest.fixture
def filled(place: Place) -> Iterator[Store]:
    """An open store with the small graph and its corpus, to be written to."""
    with place() as store:
        store.write(small_corpus(), small())
        yield store


@pytest.fixture(scope="module")
def stored(new_place: Callable[[], Place]) -> Iterator[Store]:
    """An open store with the small graph and its corpus, only to be read; in modules without `place`."""
    with new_place()() as store:
        store.write(small_corpus(), small())
        yield store
