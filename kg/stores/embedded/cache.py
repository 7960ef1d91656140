"""
The cache of the extraction beside the generations of a store: an SQLite file of keys and values.

It is no part of the graph: where it is missing or damaged, papers are read again. Each batch is one transaction, so
a process that is killed loses the batch that it was working on and nothing else. A crash of the machine may cost all.
Each value has a checksum before it, so that whoever reads the cache need not expect damaged ones.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

FILE = "extracted.sqlite"
TRACES = (FILE, f"{FILE}-journal")
"""Names of the files that this may leave in a folder before there is a first graph."""

_AT_A_TIME = 500
_CHECKSUM = 4
"""Bytes of a checksum."""
_WAIT = 60
"""Seconds to wait for another process that writes."""


class FileCache:
    """The open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection to a file with the right table."""
        self._connection = connection
        self._used: set[bytes] = set()

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give those of the results that it has."""
        wanted = list(keys)
        self._used.update(wanted)
        found: dict[bytes, bytes] = {}
        with suppress(sqlite3.Error):  # what cannot be read is found anew
            for start in range(0, len(wanted), _AT_A_TIME):
                part = wanted[start : start + _AT_A_TIME]
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part)  # noqa: S608
                found.update((key, kept[_CHECKSUM:]) for key, kept in rows if _is_whole(key, kept))
        return found

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Store results; on a full disk, or where the file cannot be written, they are not stored."""
        self._used.update(results)
        rows = [(key, _checksum(key, value) + value) for key, value in results.items()]
        with suppress(sqlite3.Error), self._connection as transaction:
            transaction.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)

    def prune(self) -> None:
        """Delete the results that were neither read nor stored since this was opened."""
        with suppress(sqlite3.Error), self._connection as transaction:
            known = {key for (key,) in transaction.execute("SELECT key FROM kept")}
            gone = [(key,) for key in sorted(known - self._used)]
            transaction.executemany("DELETE FROM kept WHERE key = ?", gone)


def _checksum(key: bytes, value: bytes) -> bytes:
    """Give the checksum of a value, which belongs to one key."""
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(_CHECKSUM, "big")


def _is_whole(key: bytes, kept: object) -> bool:
    """Tell whether what is kept is a value as it was stored under the key, with its checksum."""
    return isinstance(kept, bytes) and kept[:_CHECKSUM] == _checksum(key, kept[_CHECKSUM:])


@contextmanager
def opened(folder: Path) -> Iterator[FileCache | None]:
    """Open the cache in a folder, which is made where it is missing; None where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _connected(folder / FILE)
    except (OSError, sqlite3.Error):
        yield None
        return
    with closing(connection):
        yield FileCache(connection)


def _connected(path: Path) -> sqlite3.Connection:
    """Give a connection; a damaged file is replaced."""
    try:
        return _checked(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        return _checked(path)


def _checked(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT)
    try:
        # A crash of the machine may cost the results, and never more: then the file is replaced.
        connection.execute("PRAGMA synchronous = OFF")
        # Values lie in the order in which they come, beside the keys: a tree with both, which is written all over, costs
        # four times as much.
        connection.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)")
        connection.execute("SELECT key, value FROM kept LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
