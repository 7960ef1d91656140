import pytest

from kg.cli import output


@pytest.fixture(autouse=True)
def _new_console():
    """Have a console that writes to the test's own streams, as wide as the test says."""
    output.console.cache_clear()
    yield
    output.console.cache_clear()
