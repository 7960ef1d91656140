"""
The indexes beside the tables of a generation: whether they can be trusted, and making them again.

An index is trusted when `index.json` describes it: it was made by the version that is to read it, and the file has not
changed since. A file that was copied or touched is verified by its checksum, once, unless the store cannot be written.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import StoreError
from kg.stores.embedded import graph_index, text_index
from kg.stores.embedded.folder import DESCRIPTION, replace_json, writing


class _Index(NamedTuple):
    version: Callable[[], str]
    build: Callable[[Path, Path, Path | None], None]


_INDEXES = {
    graph_index.FILE: _Index(graph_index.version, lambda new, target, _: graph_index.build(new, target)),
    text_index.FILE: _Index(text_index.version, text_index.build),
}
NAMES = tuple(_INDEXES)
"""File names of all indexes."""

_BLOCK = 1 << 20


@contextmanager
def building(
    generation: Path, target: Path, names: Iterable[str] = NAMES, *, before: Path | None = None
) -> Iterator[None]:
    """
    Make indexes of the tables in one folder in another one, which does not hold them yet, by the end of the context.

    `before` is an intact generation with all its indexes, from which unchanged parts may be copied.
    """
    with ThreadPoolExecutor() as pool:
        made = [pool.submit(_INDEXES[name].build, generation, target / name, before) for name in names]
        yield
        for done in made:
            done.result()


def describe(generation: Path, names: Iterable[str] = NAMES) -> None:
    """Record that the indexes in a folder are intact."""
    described = _described(generation)
    for name in names:
        path = generation / name
        described[name] = {
            "version": _INDEXES[name].version(),
            "crc32": _checksum(path),
            "stamp": _stamp(path),
        }
    replace_json(generation / DESCRIPTION, described)


def intact(generation: Path, names: Iterable[str] = NAMES) -> bool:
    """Tell whether indexes are there, undamaged, and of the version that is to read them."""
    described = _described(generation)
    stamps = {name: _trusted(generation / name, described.get(name)) for name in names}
    verified = {
        name: stamp for name, stamp in stamps.items() if stamp and stamp != described[name].get("stamp")
    }
    if verified:
        _note(generation, described, verified)
    return all(stamps.values())


def _trusted(path: Path, described: Any) -> list[int] | None:
    """Give the stamp of an index that is as described."""
    if not isinstance(described, dict) or described.get("version") != _INDEXES[path.name].version():
        return None
    try:
        stamp = _stamp(path)  # before the file is read: what changes it meanwhile is found out next time
        good = stamp == described.get("stamp") or _checksum(path) == described.get("crc32")
    except OSError:
        return None
    return stamp if good else None


def _note(generation: Path, described: Mapping[str, Any], stamps: Mapping[str, list[int]]) -> None:
    """Record the stamps of verified indexes, unless another process writes or the store cannot be written."""
    with suppress(OSError, StoreError), writing(generation.parents[1], 0):
        if _described(generation) == described:
            noted = {name: described[name] | {"stamp": stamp} for name, stamp in stamps.items()}
            replace_json(generation / DESCRIPTION, {**described, **noted})


def _described(generation: Path) -> dict[str, Any]:
    try:
        described = json.loads((generation / DESCRIPTION).read_bytes())
    except (OSError, ValueError):
        return {}
    return described if isinstance(described, dict) else {}


def _stamp(path: Path) -> list[int]:
    """Give a value that changes whenever a file is replaced or written to."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return checksum
