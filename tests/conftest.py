"""Fixtures for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure; what must be fast has a test of its own.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

pytest_plugins = ["tests.neo4j.fixtures"]

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with real listings and annotations that are not part of this repository."""
    if not SHARED.is_dir():
        pytest.skip("the folder `shared` with real listings is not beside this checkout")
    return SHARED


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares fixtures in one process where tests run in several: a module, and all that needs the server."""
    for item in items:
        group = "neo4j" if item.get_closest_marker("neo4j") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
