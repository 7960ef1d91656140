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
