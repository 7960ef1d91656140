"""Settings: where the graph is stored, and how to sign in to Neo4j. They come from arguments and the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.errors import UsageError

DEFAULT_STORE = "kg-graph"
"""Folder of the store unless another is given."""


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Where a Neo4j server is and how to sign in."""

    uri: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    """None for a server that asks for nothing."""
    database: str | None = None
    """None for the server's default database."""


def neo4j_settings(uri: str, environment: Mapping[str, str] = os.environ) -> Neo4jSettings:
    """
    Give the settings for a Neo4j address; user, password and database come from the environment.

    The user is "neo4j" where only a password is given. Raises UsageError for an address that names no host or
    that holds credentials, which would show in process lists and logs, and for a user without a password.
    """
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        raise UsageError("the address of the store is malformed; write neo4j://HOST:PORT") from None
    if "@" in parts.netloc:
        raise UsageError(
            f"the address {parts.scheme}://...@{parts.hostname or ''} holds a user or a password; "
            "put them into NEO4J_USERNAME and NEO4J_PASSWORD and leave them out of the address"
        )
    if not parts.hostname or port == 0:
        raise UsageError(f"the address {uri!r} names no host; write {parts.scheme}://HOST:PORT")
    username, password = environment.get("NEO4J_USERNAME"), environment.get("NEO4J_PASSWORD")
    if username and not password:
        raise UsageError("NEO4J_USERNAME is set but NEO4J_PASSWORD is not; set both, or neither")
    if password and not username:
        username = "neo4j"
    return Neo4jSettings(uri, username or None, password or None, environment.get("NEO4J_DATABASE") or None)
