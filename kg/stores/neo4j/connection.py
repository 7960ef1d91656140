"""A connection to one database of a Neo4j server: transactions tried again where that helps, errors in one line."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from kg.config import Neo4jSettings
from kg.errors import KgError, StoreError, UsageError, one_line

ATTEMPTS = 6
"""How often a transaction is tried whose failure the server calls transient."""
_PAUSE = 0.25
"""Seconds before the second attempt; each further pause is twice as long."""
_CONNECTING = 15
"""Seconds that a server may take to accept a connection."""
_IDLE = 60
"""Seconds without use after which a connection is tried before it is used again; builds take minutes."""
_OLDEST = 5
_TWICE = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists"

_Value = TypeVar("_Value")

# Without a handler of its own, what the driver logs about an attempt that failed would end on standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class OutOfServerMemory(StoreError):
    """A transaction needs more memory than the server gives it."""


class Connection:
    """A connection to a database, open until `close`."""

    def __init__(self, settings: Neo4jSettings) -> None:
        """Connect and sign in; raises StoreError where that fails or the server is too old."""
        self.name = settings.uri
        self._settings = settings
        self._database = settings.database
        # With bookmarks a member of a cluster answers only when it has seen what this process has seen or written.
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        auth = (settings.username, settings.password) if settings.username and settings.password else None
        try:
            self._driver = neo4j.GraphDatabase.driver(
                settings.uri,
                auth=auth,
                connection_timeout=_CONNECTING,
                liveness_check_timeout=_IDLE,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise UsageError(
                f"{settings.uri}: not an address of a Neo4j server ({one_line(error)})"
            ) from error
        try:
            self._sign_in()
        except BaseException:
            self._driver.close()
            raise

    def close(self) -> None:
        """End the connection; harmless when repeated."""
        self._driver.close()

    @contextmanager
    def transaction(
        self,
        *,
        write: bool = False,
        seconds: float | None = None,
        noted: Mapping[str, Any] | None = None,
        **session: Any,
    ) -> Iterator[neo4j.Transaction]:
        """
        Give a transaction; it is rolled back unless it is committed. Raises StoreError where it fails.

        What is `noted` shows in the server's list of transactions.
        """
        session |= {
            "database": self._database,
            "default_access_mode": neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS,
            "bookmark_manager": self._bookmarks,
        }
        with (
            self.failures(),
            self._driver.session(**session) as opened,
            opened.begin_transaction(dict(noted or {}), seconds) as transaction,
        ):
            yield transaction

    def write(self, work: Callable[[neo4j.Transaction], _Value], *, seconds: float | None = None) -> _Value:
        """
        Do work in a transaction and commit it, unless the work raises an error; gives what it gives.

        Where the server calls a failure transient, such as a deadlock, all of it is tried again.
        """

        def attempt() -> _Value:
            """Do the work once, in a transaction of its own."""
            with self.transaction(write=True, seconds=seconds) as transaction:
                value = work(transaction)
                transaction.commit()
                return value

        return retried(attempt)

    def run(
        self, statement: str, parameters: Mapping[str, Any] | None = None, *, seconds: float | None = None
    ) -> Any:
        """Run one statement that writes; gives the single value that it returns, or None."""
        return self.write(lambda transaction: value_of(transaction, statement, parameters), seconds=seconds)

    def change_schema(self, statement: str) -> None:
        """Make an index or a constraint, unless somebody else made it at the same moment."""
        try:
            self.run(statement)
        except StoreError as error:
            if getattr(error.__cause__, "code", None) != _TWICE:
                raise

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Turn whatever the driver raises into a StoreError."""
        try:
            yield
        except KgError:
            raise
        except Neo4jError as error:
            kind = OutOfServerMemory if "OutOfMemory" in (error.code or "") else StoreError
            raise kind(f"{self.name}: {self._refusal(error)}") from error
        except (ServiceUnavailable, SessionExpired, OSError) as error:
            raise StoreError(
                f"{self.name}: the connection was lost; run this again when the server answers"
            ) from error
        except DriverError as error:
            raise StoreError(f"{self.name}: {one_line(error)}") from error

    def _sign_in(self) -> None:
        try:
            with self.failures(), self._driver.session(database=self._database) as session:
                summary = session.run("RETURN 1").consume()
        except StoreError as error:
            if isinstance(error.__cause__, ServiceUnavailable):
                raise StoreError(f"{self.name}: {unreachable(error)}") from error
            raise
        check_version(self.name, summary.server.agent or "")
        self._database = summary.database

    def _refusal(self, error: Neo4jError) -> str:
        code = error.code or ""
        if code.endswith("CredentialsExpired"):
            return "the password must be changed before its first use; do so with ALTER CURRENT USER"
        if code.endswith("AuthenticationRateLimit"):
            return "too many wrong passwords; wait a few seconds, then set NEO4J_PASSWORD to the right one"
        if isinstance(error, AuthError) and not self._settings.username:
            return "the server wants a user and a password; set NEO4J_USERNAME and NEO4J_PASSWORD"
        if isinstance(error, AuthError):
            return (
                f"wrong password for {self._settings.username!r}, or no such user; "
                "set NEO4J_USERNAME and NEO4J_PASSWORD"
            )
        if code.endswith("DatabaseNotFound"):
            return f"there is no database {self._database!r}; set NEO4J_DATABASE to one of SHOW DATABASES"
        if "OutOfMemory" in code:
            return "the server has too little memory for this; raise dbms.memory.transaction.total.max"
        if code.endswith("Security.Forbidden"):
            return (
                f"{self._settings.username!r} may not do this; sign in as a user who may ({one_line(error)})"
            )
        return f"{one_line(error)} ({code})"


def value_of(
    transaction: neo4j.Transaction, statement: str, parameters: Mapping[str, Any] | None = None
) -> Any:
    """Run a statement; gives the single value that it returns, or None."""
    record = transaction.run(statement, dict(parameters or {})).single()
    return record[0] if record else None


def retried(attempt: Callable[[], _Value], sleep: Callable[[float], object] = time.sleep) -> _Value:
    """
    Do something until it succeeds, fails for good, or has failed transiently as often as is allowed.

    Waiting does not free memory, so a lack of it is not tried again.
    """
    for number in range(ATTEMPTS - 1):
        try:
            return attempt()
        except StoreError as error:
            cause = error.__cause__
            transient = isinstance(cause, Neo4jError) and cause.is_retryable()
            if not transient or isinstance(error, OutOfServerMemory):
                raise
            sleep(_PAUSE * 2**number)
    return attempt()


def check_version(name: str, agent: str) -> None:
    """Raise StoreError for a server whose agent, such as "Neo4j/5.26.0", is older than Neo4j 5."""
    found = re.match(r"Neo4j/v?((\d+)[\w.-]*)", agent)
    if found and int(found[2]) < _OLDEST:
        raise StoreError(f"{name}: runs Neo4j {found[1]}, and kg needs {_OLDEST} or later; update the server")


def unreachable(error: BaseException) -> str:
    """Say why a server could not be reached at all."""
    reasons = list(_causes(error))
    text = " ".join(map(str, reasons))
    if (
        any(isinstance(one, OSError) and "ssl" in type(one).__name__.lower() for one in reasons)
        or "SSL" in text
    ):
        return "no secure connection; neo4j:// and bolt:// are for a server without TLS, ...+s:// for one with it"
    if "resolve address" in text:
        return "there is no host of that name; correct the address of the store"
    if "looks like HTTP" in text:
        return "this is the port of the Neo4j Browser; the port for programs is 7687 unless set otherwise"
    return (
        "no Neo4j server answers; start one (docker compose up -d neo4j), or correct the address of the store"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__
