"""Which store a location means."""

from pathlib import Path

import pytest

from kg.errors import StoreError, UsageError
from kg.stores import open_store
from kg.stores.embedded import EmbeddedStore


def test_a_folder_is_an_embedded_store(tmp_path: Path) -> None:
    for location in (tmp_path, str(tmp_path)):
        with open_store(location, create=True) as store:
            assert isinstance(store, EmbeddedStore)
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path / "none")


@pytest.mark.parametrize("location", ["http://localhost:7474", "s3://bucket/graph", "://x", "sqlite:///x.db"])
def test_other_addresses_are_refused(location: str) -> None:
    with pytest.raises(UsageError, match="neo4j://"):
        open_store(location)


@pytest.mark.parametrize("location", ["", "  "])
def test_a_location_without_a_name_is_refused(location: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        open_store(location, create=True)
