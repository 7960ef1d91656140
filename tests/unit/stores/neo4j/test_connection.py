"""Connections to Neo4j: what is tried again, and what is said when there is no server to talk to."""

import socket
import threading
from collections.abc import Iterator

import pytest
from neo4j.exceptions import Neo4jError

from kg.errors import StoreError, UsageError
from kg.stores import open_store
from kg.stores.neo4j.connection import ATTEMPTS, OutOfServerMemory, check_version, retried

DEADLOCK = "Neo.TransientError.Transaction.DeadlockDetected"
MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
SYNTAX = "Neo.ClientError.Statement.SyntaxError"


def refusal(code: str, kind: type[StoreError] = StoreError) -> StoreError:
    """An error as a connection raises it when the server refuses a transaction."""
    error = kind("refused")
    error.__cause__ = Neo4jError._hydrate_neo4j(code=code, message="refused")
    return error


class Failing:
    """Something that fails a number of times before it gives 42."""

    def __init__(self, error: StoreError, times: int) -> None:
        self.error, self.left, self.calls = error, times, 0

    def __call__(self) -> int:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return 42


def test_a_transient_failure_is_tried_again_after_longer_and_longer_pauses() -> None:
    pauses: list[float] = []
    assert retried(Failing(refusal(DEADLOCK), ATTEMPTS - 1), pauses.append) == 42
    assert pauses == [pauses[0] * 2**number for number in range(ATTEMPTS - 1)]
    assert 0 < sum(pauses) < 30


def test_the_number_of_attempts_is_bounded() -> None:
    attempt = Failing(refusal(DEADLOCK), 1000)
    with pytest.raises(StoreError):
        retried(attempt, lambda _: None)
    assert attempt.calls == ATTEMPTS


@pytest.mark.parametrize(
    "error", [refusal(SYNTAX), refusal(MEMORY, OutOfServerMemory), StoreError("lost")], ids=str
)
def test_what_stays_wrong_is_not_tried_again(error: StoreError) -> None:
    attempt = Failing(error, 1)
    with pytest.raises(StoreError):
        retried(attempt, lambda _: None)
    assert attempt.calls == 1


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/3.5.0", "Neo4j/v4.2.1"])
def test_a_server_that_is_too_old_is_refused_by_its_version(agent: str) -> None:
    with pytest.raises(
        StoreError, match=r"^bolt://here: runs Neo4j [34]\.\d\.\d+, and kg needs 5 or later; .*$"
    ):
        check_version("bolt://here", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2026.01.0", "Neo4j/5.27-aura", "Other/1.0", ""])
def test_other_servers_are_taken_as_they_are(agent: str) -> None:
    check_version("bolt://here", agent)


@pytest.fixture
def web_port() -> Iterator[int]:
    """A port where something answers every request as a web server does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(100)
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_down_is_one_line(scheme: str) -> None:
    with pytest.raises(
        StoreError, match=r"^\w+://127\.0\.0\.1:\d+: no Neo4j server answers; start one [^\n]*$"
    ):
        open_store(f"{scheme}://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_the_port_of_the_browser_is_one_line(scheme: str, web_port: int) -> None:
    with pytest.raises(StoreError, match=r"^\w+://127\.0\.0\.1:\d+: .*port[^\n]*7687[^\n]*$"):
        open_store(f"{scheme}://127.0.0.1:{web_port}")


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_server_without_tls_is_one_line(scheme: str, web_port: int) -> None:
    with pytest.raises(StoreError, match=r"^[^\n]*no secure connection[^\n]*$"):
        open_store(f"{scheme}://127.0.0.1:{web_port}")


def test_an_unknown_host_is_one_line() -> None:
    with pytest.raises(StoreError, match=r"^[^\n]*no host of that name[^\n]*$"):
        open_store("neo4j://nowhere.invalid:7687")


def test_an_address_that_the_driver_refuses_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"^bolt://127\.0\.0\.1\?policy=x: not an address[^\n]*$"):
        open_store("bolt://127.0.0.1?policy=x")
