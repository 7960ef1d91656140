"""
Fixtures that need a Neo4j server: one a run, started where none is given.

`NEO4J_URI` (with `NEO4J_USERNAME` and `NEO4J_PASSWORD`) names a server to use, which must be empty; without it one is
started in Docker, else from Maven's jars. Where nothing of this works the tests are skipped, except with `CI=true`.
Under pytest-xdist each worker has a server of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import pytest

from tests.neo4j.server import Address, DockerServer, MavenServer, Unavailable


@dataclass
class GivenServer:
    """A server that somebody else runs; it is never ended here."""

    address: Address

    def start(self) -> None:
        """Make sure that nobody's data is there."""
        with self.address.driver() as driver:
            ((nodes,),) = driver.execute_query("MATCH (n) RETURN count(n)").records
        if nodes:
            pytest.exit(
                f"NEO4J_URI: {self.address.uri} holds data, and these tests delete everything; empty it first"
            )

    def kill(self) -> None:
        """Not possible."""
        pytest.skip("the server that NEO4J_URI names cannot be ended by a test")


Server = GivenServer | DockerServer | MavenServer


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server."""
    if uri := os.environ.get("NEO4J_URI"):
        given = Address(uri, os.environ.get("NEO4J_PASSWORD", ""), os.environ.get("NEO4J_USERNAME", "neo4j"))
        server: Server = GivenServer(given)
        server.start()
        yield server
        return
    try:
        server = DockerServer()
    except Unavailable as no_docker:
        try:
            server = MavenServer(tmp_path_factory.mktemp("neo4j"))
        except Unavailable as no_maven:
            give_up(f"no Neo4j server: NEO4J_URI is not set; {no_docker}; {no_maven}")
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def neo4j_address(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> Address:
    """Where an empty database answers; the environment says how to sign in."""
    for name, value in neo4j_server.address.environment.items():
        monkeypatch.setenv(name, value)
    neo4j_server.address.empty()
    return neo4j_server.address


def give_up(reason: str) -> NoReturn:
    """Skip the test for want of a server, which is an error where a server must be."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
