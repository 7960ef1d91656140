"""
The folder of an embedded store: generations of files, and a manifest that names the current one.

    manifest.json                 format, version of kg, current generation, SHA-256 of its tables
    lock                          held by the one process that writes
    extracted.sqlite              what extraction found in each paper, for the next build
    generations/<digest>/         the tables; beside them the indexes, and index.json which describes those

A writer prepares everything in a folder aside, moves it into place and replaces the manifest last, so that a reader,
even after a crash, finds either the old store or the new one. A reader holds a shared lock on the folder of its
generation; generations that nobody holds any more are deleted by the next writer.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kg import __version__
from kg.errors import StoreError, one_line
from kg.stores.embedded import cache
from kg.system import files

FORMAT = 1
"""Number of the layout of a store; a store of a higher number was written by a later kg and is refused."""

DESCRIPTION = "index.json"
"""File of a generation that describes its indexes; the last to be written, so beside it all tables were whole."""

_MANIFEST, _LOCK, _GENERATIONS, _STAGING = "manifest.json", "lock", "generations", ".new"

_GENERATION = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store holds at present."""

    generation: str
    tables: Mapping[str, str]
    """SHA-256 of each table by its file name."""
    kg: str = __version__
    """Which kg made the graph: its version and a digest of the code and data that graphs are made with."""
    format: int = FORMAT

    @classmethod
    def of(cls, tables: Mapping[str, str], kg: str = __version__) -> Manifest:
        """Give the manifest for tables; equal tables are the same generation."""
        content = json.dumps(tables, sort_keys=True).encode()
        return cls(hashlib.sha256(content).hexdigest()[:16], tables, kg)


class Hold:
    """A generation that stays in place until `release`, whatever is written meanwhile."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Lock the generation; raises FileNotFoundError where it is gone."""
        self.manifest = manifest
        self.path = folder / _GENERATIONS / manifest.generation
        # Not a file object: a store that nobody closed is let go silently when it is collected.
        self._finalizer = weakref.finalize(self, files.let_go, files.hold(self.path))

    def release(self) -> None:
        """Release the generation; harmless when repeated."""
        self._finalizer()


def read_manifest(folder: Path) -> Manifest | None:
    """
    Give what a store holds, or None where there is nothing yet; a manifest that is lost follows from the tables.

    Raises StoreError for a folder with other files, a damaged manifest, or a store of a later format.
    """
    path = folder / _MANIFEST
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device never end
            raise StoreError(f"{path}: not a file; name the folder of a store")
        text = path.read_bytes()
    except FileNotFoundError:
        _check_free(folder)
        return _lost_manifest(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read as a store ({error.strerror}); name a folder") from error
    try:
        values = json.loads(text)
        if values["format"] > FORMAT:
            raise StoreError(
                f"{folder}: the store has format {values['format']}, written by kg {values['kg']}, and this is kg "
                f"{__version__} which knows format {FORMAT}; update kg, or build into another folder"
            )
        known = Manifest(**values)
        if known.generation != Manifest.of(known.tables).generation:
            raise StoreError(f"{path}: damaged, it names no generation; restore it, or delete the store")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreError(
            f"{path}: not the manifest of a store, or damaged; name another folder, or restore it"
        ) from error
    return known


def _lost_manifest(folder: Path) -> Manifest | None:
    """
    Give the manifest that a folder has lost: the name of a generation is the digest of its tables.

    None where none was ever whole. Raises StoreError where several are, or one was and is damaged, or cannot be read.
    """
    found, damaged = [], []
    try:
        for path in sorted((folder / _GENERATIONS).glob("[0-9a-f]*")):
            with suppress(FileNotFoundError):  # a writer deletes it meanwhile
                tables = {table.name: files.sha256(table) for table in path.glob("*.parquet")}
                manifest = Manifest.of(tables, "unknown")
                found += [manifest] if manifest.generation == path.name else []
                damaged += [path] if (path / DESCRIPTION).exists() else []
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read ({error.strerror}); ask for permission") from error
    if len(found) > 1:
        names = " or ".join(one.generation for one in found)
        raise StoreError(
            f"{folder / _MANIFEST}: missing, and the store may be {names}; restore it, or delete all but one of these"
        )
    if damaged and not found:
        raise StoreError(
            f"{folder / _MANIFEST}: missing, and the tables in {damaged[0]} are damaged; restore them, "
            "or delete the store and build again"
        )
    return found[0] if found else None


def hold(folder: Path) -> Hold | None:
    """Hold the current generation; None where nothing is stored yet. Raises StoreError where it cannot be read."""
    while (manifest := read_manifest(folder)) is not None:
        try:
            held = Hold(folder, manifest)
        except FileNotFoundError:
            if read_manifest(folder) == manifest:
                path = folder / _GENERATIONS / manifest.generation
                raise StoreError(
                    f"{path}: missing; restore it, or delete the store and build again"
                ) from None
            continue
        except OSError as error:
            raise StoreError(f"{folder}: cannot be read ({error.strerror}); ask for permission") from error
        if read_manifest(folder) == manifest:
            return held
        held.release()  # a writer came in between and may have begun to delete it
    return None


@contextmanager
def writing(folder: Path, wait: float) -> Iterator[None]:
    """
    Be the only writer of a store; makes the folder where it is missing.

    Raises StoreError where another process writes for longer than `wait` seconds, or nothing can be written.
    """
    lock = FileLock(folder / _LOCK, timeout=wait)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"{folder}: another process has been writing for {wait:.0f} seconds; run this again when it is done"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise StoreError(
            f"{folder}: cannot be written ({why(error)}); use a folder that can be written"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give an empty folder for files that are not part of the store yet; only for the one writer."""
    path = folder / _GENERATIONS / _STAGING
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def place(folder: Path, prepared: Path, generation: str) -> Path:
    """Move prepared files durably into a generation, replacing those that are there; gives its folder."""
    target = folder / _GENERATIONS / generation
    target.mkdir(exist_ok=True)
    for path in sorted(prepared.iterdir()):
        _sync(path)
        path.replace(target / path.name)
    _sync(target)
    _sync(target.parent)
    return target


def publish(folder: Path, manifest: Manifest) -> None:
    """Make a generation the current one."""
    replace_json(folder / _MANIFEST, asdict(manifest))


def replace_json(path: Path, values: Mapping[str, Any]) -> None:
    """Replace a file by one with these values, atomically and durably."""
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_text(json.dumps(values, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        _sync(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    _sync(path.parent)


def sweep(folder: Path) -> None:
    """Delete, as far as possible, the generations that are neither current nor held; only for the one writer."""
    manifest = read_manifest(folder)
    with suppress(OSError):  # what stays takes room and does no harm
        for path in sorted((folder / _GENERATIONS).iterdir()):
            if _is_own(path) and (manifest is None or path.name != manifest.generation):
                files.delete_unless_held(path)


def _check_free(folder: Path) -> None:
    """Raise StoreError where a folder without a manifest holds anything but traces of a first write."""
    with suppress(FileNotFoundError):
        foreign = [path for path in folder.iterdir() if not _is_trace(path)]
        if foreign:
            name = min(path.name for path in foreign)
            raise StoreError(
                f"{folder}: not a store, it holds other files such as {name!r}; name another folder"
            )


def _is_trace(path: Path) -> bool:
    """Tell whether a first write that failed may have left this behind: other programs have lock files as well."""
    if path.name == _GENERATIONS:
        return path.is_dir() and all(map(_is_own, path.iterdir()))
    if path.name in cache.TRACES:
        return path.is_file()
    return path.name == f"{_MANIFEST}.new" or (path.name == _LOCK and not path.stat().st_size)


def _is_own(path: Path) -> bool:
    """Tell whether an entry among the generations is one, or a temporary folder for one."""
    return path.is_dir() and (path.name == _STAGING or bool(_GENERATION.fullmatch(path.name)))


def why(error: BaseException) -> str:
    """Give the reason of a failure in one line, without the path."""
    return getattr(error, "strerror", None) or one_line(error)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows cannot open a folder
    # Windows writes out only what is open for writing.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
