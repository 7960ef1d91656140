"""Fixtures for the tests of stores."""

from pathlib import Path

import pytest

from kg.stores.embedded import EmbeddedStore
from tests.graphs import small, small_corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with the small graph."""
    path = tmp_path / "store"
    with EmbeddedStore(path, create=True) as store:
        store.write(small_corpus(), small())
    return path
