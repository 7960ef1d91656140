"""Settings come from the environment, and never from an address."""

import pytest

from kg.config import neo4j_settings
from kg.errors import UsageError

SIGNED_IN = {"NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "canary-7f3a", "NEO4J_DATABASE": "papers"}


def test_credentials_come_from_the_environment_and_do_not_show() -> None:
    settings = neo4j_settings("neo4j+s://example.org:7687", SIGNED_IN)
    assert (settings.username, settings.password, settings.database) == ("neo4j", "canary-7f3a", "papers")
    assert "canary" not in repr(settings)


def test_without_credentials_the_server_asks_for_none() -> None:
    settings = neo4j_settings("bolt://localhost", {"NEO4J_USERNAME": ""})
    assert (settings.username, settings.password, settings.database) == (None, None, None)


@pytest.mark.parametrize("uri", ["neo4j://neo4j:canary-7f3a@localhost", "bolt://canary-7f3a@localhost:7687"])
def test_credentials_in_an_address_are_refused_and_not_repeated(uri: str) -> None:
    with pytest.raises(UsageError, match="NEO4J_PASSWORD") as caught:
        neo4j_settings(uri, {})
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "uri", ["neo4j://", "bolt://:7687", "neo4j://host:port", "neo4j://[::1", "bolt:///x"]
)
def test_an_address_without_a_host_is_refused(uri: str) -> None:
    with pytest.raises(UsageError, match=r"HOST:PORT"):
        neo4j_settings(uri, {})


def test_a_user_needs_a_password_and_a_password_is_that_of_the_usual_user() -> None:
    with pytest.raises(UsageError, match="set both"):
        neo4j_settings("neo4j://localhost", {"NEO4J_USERNAME": "ada"})
    assert neo4j_settings("neo4j://localhost", {"NEO4J_PASSWORD": "canary-7f3a"}).username == "neo4j"
