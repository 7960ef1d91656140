"""
Files that are written whole or not at all, in UTF-8 whatever the locale, and paths that nobody deletes while in use.

An unfinished file lies beside its target as `.NAME.1f3a9c0d.tmp` and is held. One left by a killed process is not
held any more, and whoever next writes to the same target deletes it; on Windows it stays.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import KgError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_HELD = "held"
"""File that whoever holds a folder has opened, on Windows."""


def write_text(out: Path, text: str) -> None:
    """
    Replace a file by a text in UTF-8 with `\\n` line ends.

    Lone surrogates, which UTF-8 cannot hold, become U+FFFD. Raises KgError where the place cannot be written.
    """
    with replacing(out) as beside:
        beside.write_bytes(utf8(text))


def sha256(file: Path | BinaryIO) -> str:
    """Give the SHA-256 of a file's content, of an opened one from its beginning, as hexadecimal digits."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return sha256(opened)
    file.seek(0)
    return hashlib.file_digest(cast(io.BufferedReader, file), "sha256").hexdigest()


def utf8(text: str) -> bytes:
    """Give a text as bytes of UTF-8, its lone surrogates replaced."""
    return _LONE_SURROGATE.sub("\ufffd", text).encode()


def write_lines(out: Path, lines: Iterable[str]) -> None:
    """Replace a file by lines in UTF-8, like `write_text`, but line by line, so that a large file needs no memory."""
    with replacing(out) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(_LONE_SURROGATE.sub("\ufffd", line))
            file.write("\n")


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """
    Give the path for a file that replaces another one once it is complete, so that nobody ever sees half of it.

    Where `out` is a link, what it leads to is replaced; a device or a pipe stays and is written into.
    Raises KgError where it cannot be written.
    """
    try:
        if _is_special(out):
            with tempfile.TemporaryDirectory() as folder:
                beside = Path(folder, "whole")
                yield beside
                with beside.open("rb") as whole, out.open("wb") as device:
                    shutil.copyfileobj(whole, device)
            return
        target = Path(os.path.realpath(out))
        with unfinished(target, Path.touch) as beside:
            yield beside
            os.replace(beside, target)  # noqa: PTH105
    except OSError as error:
        raise unwritten(out, error) from error


@contextlib.contextmanager
def unfinished(target: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    """
    Make a file or a folder beside a target, and delete it in the end unless it has been moved away.

    What killed processes have left of the same target is deleted first.
    """
    if sys.platform != "win32":  # there, nothing says whether somebody still writes it
        for left in found_beside(target, "tmp"):
            delete_unless_held(left)
    path, held = _made_and_held(target, make)
    try:
        yield path
    finally:
        let_go(held)
        delete(path)


def _made_and_held(target: Path, make: Callable[[Path], None]) -> tuple[Path, int | None]:
    """Make a file or a folder beside a target and hold it; once more where another process has deleted it in between."""
    while True:
        path = beside(target, "tmp")
        make(path)
        if sys.platform == "win32":  # which moves nothing that somebody has opened
            return path, None
        with contextlib.suppress(FileNotFoundError):
            held = hold(path)
            if path.exists():
                return path, held
            let_go(held)


def beside(target: Path, end: str) -> Path:
    """Give a new name beside a target, which is hidden and ends in `.tmp` or whatever is given."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.{end}")


def found_beside(target: Path, end: str) -> list[Path]:
    """Give what is there of the names that `beside` has given, in order."""
    left = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.{end}")
    with contextlib.suppress(OSError):
        return sorted(path for path in target.parent.iterdir() if left.fullmatch(path.name))
    return []


def delete(path: Path) -> None:
    """Delete a file or a folder as far as possible; harmless where it is gone."""
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def unwritten(out: Path, error: OSError) -> KgError:
    """Give the error that says why a place cannot be written."""
    return KgError(f"cannot write {out}: {error.strerror or error}; choose another place")


if sys.platform == "win32":
    # Windows deletes no file that somebody has opened, and opens no folder.

    def hold(path: Path) -> int | None:
        """Keep `delete_unless_held` away from a folder until `let_go`; raises FileNotFoundError where it is gone."""
        path.stat()
        with contextlib.suppress(OSError):  # a folder that must not be written into: it is read unprotected
            return os.open(path / _HELD, os.O_RDONLY | os.O_CREAT)
        return None

    def delete_unless_held(path: Path) -> None:
        """Delete a folder as far as possible, unless somebody holds it."""
        with contextlib.suppress(OSError):
            (path / _HELD).unlink(missing_ok=True)
            delete(path)

else:
    import fcntl

    def hold(path: Path) -> int | None:
        """
        Keep `delete_unless_held` away from a path until `let_go`; raises FileNotFoundError where it is gone.

        The end of the process, however it comes, lets go as well.
        """
        descriptor = os.open(path, os.O_RDONLY)
        with contextlib.suppress(OSError):  # a file system without locks, where everything counts as held
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        return descriptor

    def delete_unless_held(path: Path) -> None:
        """Delete a file or a folder as far as possible, unless somebody holds it, or nobody can know."""
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                delete(path)
            finally:
                os.close(descriptor)


def let_go(held: int | None) -> None:
    """End what `hold` began."""
    if held is not None:
        os.close(held)


def _is_special(out: Path) -> bool:
    """Tell whether a path exists and is neither a file nor a folder: a device, a pipe, a terminal."""
    return out.exists() and not out.is_file() and not out.is_dir()
