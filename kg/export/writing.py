"""
Writing an export: whole or not at all, and UTF-8 whatever the locale.

An unfinished file lies beside its target as `.NAME.1f3a9c0d.tmp` and is locked. One left by a killed process is not
locked any more, and the next export to the same target deletes it; on Windows it stays.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KgError, UsageError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write_text(out: Path, text: str) -> None:
    """
    Replace a file by a text in UTF-8 with `\\n` line ends.

    Lone surrogates, which UTF-8 cannot hold, become U+FFFD. Raises KgError where the place cannot be written.
    """
    with replacing(out) as beside:
        beside.write_bytes(utf8(text))


def utf8(text: str) -> bytes:
    """Give a text as bytes of UTF-8, its lone surrogates replaced."""
    return _LONE_SURROGATE.sub("\ufffd", text).encode()


def write_lines(out: Path, lines: Iterable[str]) -> None:
    """Replace a file by lines in UTF-8, like `write_text`, but line by line, so that a large file needs no memory."""
    with replacing(out) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(_LONE_SURROGATE.sub("\ufffd", line))
            file.write("\n")


def json_rows(values: Iterable[Any]) -> Iterator[str]:
    """Give the rows of a JSON array, one per line; raises ValueError for a number that is not finite."""
    separator = ""
    for value in values:
        yield separator + json.dumps(value, ensure_ascii=False, allow_nan=False)
        separator = ","


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
        _sweep(target, "tmp")
        with _made(target, Path.touch) as beside:
            yield beside
            os.replace(beside, target)  # noqa: PTH105
    except OSError as error:
        raise _unwritten(out, error) from error


@contextlib.contextmanager
def replacing_folder(out: Path, mark: str) -> Iterator[Path]:
    """
    Give an empty folder that replaces another one once it is complete.

    Only a folder that is empty, or an earlier export, recognised by the file `mark` in it, is replaced; where `out` is a
    link, what it leads to. Raises UsageError for any other, KgError where it cannot be written.
    """
    _check_replaceable(out, mark)
    target = Path(os.path.realpath(out))
    try:
        _sweep(target, "tmp")
        with _made(target, Path.mkdir) as aside:
            (aside / mark).write_text(
                "Made by kg, which replaces this folder when it is written again.\n", "utf-8"
            )
            yield aside
            if target.exists():
                os.replace(target, _beside(target, "old"))  # noqa: PTH105
            os.replace(aside, target)  # noqa: PTH105
        _sweep(target, "old")
    except OSError as error:
        raise _unwritten(out, error) from error
    except KgError as error:
        if isinstance(error.__cause__, OSError):  # of a file in it, whose name is another one meanwhile
            raise _unwritten(out, error.__cause__) from error
        raise


@contextlib.contextmanager
def _made(target: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    """Give a temporary path beside a target, locked, and delete it unless it has been moved away."""
    path = _beside(target, "tmp")
    make(path)
    try:
        with _locked(path):
            yield path
    finally:
        _delete(path)


def _beside(target: Path, end: str) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.{end}")


def _sweep(target: Path, end: str) -> None:
    """Delete temporary files that earlier processes left beside a target."""
    left = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.{end}")
    with contextlib.suppress(OSError):
        for path in list(target.parent.iterdir()):
            if left.fullmatch(path.name) and not _is_locked(path):
                _delete(path)


def _delete(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


if sys.platform == "win32":

    def _locked(_: Path) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    def _is_locked(path: Path) -> bool:
        return path.suffix == ".tmp"

else:
    import fcntl

    @contextlib.contextmanager
    def _locked(path: Path) -> Iterator[None]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(
                OSError
            ):  # a file system without locks, where everything counts as locked
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)

    def _is_locked(path: Path) -> bool:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except OSError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(descriptor)
        return False


def _unwritten(out: Path, error: OSError) -> KgError:
    return KgError(f"cannot write {out}: {error.strerror or error}; choose another place")


def _check_replaceable(out: Path, mark: str) -> None:
    if Path.cwd().is_relative_to(os.path.realpath(out)):
        raise UsageError(f"{out} is where you are, or above it; name a folder to make here")
    if out.is_dir() and not (out / mark).is_file() and any(out.iterdir()):
        raise UsageError(f"{out} is a folder with other things in it; name a new one")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder")


def _is_special(out: Path) -> bool:
    """Tell whether a path exists and is neither a file nor a folder: a device, a pipe, a terminal."""
    return out.exists() and not out.is_file() and not out.is_dir()
