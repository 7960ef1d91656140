"""Stores for the contract tests: each is a way to open one place again and again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kg.stores import Store, open_store
from tests.graphs import small, small_corpus

STORES = ("embedded_store",)
"""Fixtures that give a function which opens an empty place, and gives what was written there when called again."""


@pytest.fixture
def embedded_store(tmp_path: Path) -> Callable[[], Store]:
    return partial(open_store, tmp_path / "a *[store]?, it's \\here", create=True)


@pytest.fixture(params=STORES)
def opened(request: pytest.FixtureRequest) -> Callable[[], Store]:
    """A function that opens the same place at each call; at first nothing is stored there."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def filled(opened: Callable[[], Store]):
    """An open store with the small graph and its corpus."""
    with opened() as store:
        store.write(small_corpus(), small())
        yield store
