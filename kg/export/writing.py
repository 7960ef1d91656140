"""
What several formats share in writing: a folder that is replaced whole or not at all, names that no file may have, rows of
JSON, and pages made of templates.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, UsageError
from kg.system.files import beside, delete_unless_held, found_beside, unfinished, unwritten

if TYPE_CHECKING:
    from jinja2 import Environment

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*|\s*)", re.IGNORECASE)
_MARKED = "Made by kg, which replaces these files when it is written again, and keeps all others:"
"""First line of the mark of a folder; the others name the files that were made."""


def is_reserved(name: str) -> bool:
    """
    Tell whether Windows keeps a name for a device.

    >>> is_reserved("con.txt"), is_reserved("COM¹"), is_reserved("console")
    (True, True, False)
    """
    return bool(_RESERVED.fullmatch(name))


def templates(folder: Path, **options: Any) -> Environment:
    """Give the templates of a folder, which escape every text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, **options)


def allowed(source: str) -> str:
    """Give the hash by which a Content-Security-Policy allows a script or a style, and nothing else."""
    return f"sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def json_rows(values: Iterable[Any]) -> Iterator[str]:
    """Give the rows of a JSON array, one per line; raises ValueError for a number that is not finite."""
    separator = ""
    for value in values:
        yield separator + json.dumps(value, ensure_ascii=False, allow_nan=False)
        separator = ","


@contextlib.contextmanager
def replacing_folder(out: Path, mark: str) -> Iterator[Path]:
    """
    Give an empty folder that replaces another one once it is complete.

    Only a folder that is empty, or an earlier export, recognised by the file `mark` in it, is replaced; where `out` is a
    link, what it leads to. What others have put into it stays. Raises UsageError for any other folder, and where a file
    of others is in the way; KgError where it cannot be written.
    """
    target = Path(os.path.realpath(out))
    try:
        _recover(target)
        _check_replaceable(out, mark)
        with unfinished(target, Path.mkdir) as aside:
            (aside / mark).touch()
            yield aside
            made = [path.relative_to(aside).as_posix() for path in _tree(aside) if not _is_folder(path)]
            (aside / mark).write_text("\n".join([_MARKED, *made, ""]), "utf-8")
            if target.exists():
                _carry_over(out, aside, _made(target / mark))
            _swap(aside, target)
        for old in found_beside(target, "old"):
            delete_unless_held(old)
    except OSError as error:
        raise unwritten(out, error) from error
    except KgError as error:
        if isinstance(error.__cause__, OSError):  # of a file in it, whose name is another one meanwhile
            raise unwritten(out, error.__cause__) from error
        raise


def _recover(target: Path) -> None:
    """Put back the folder that a process was replacing when it was killed: it may hold files of others."""
    for old in found_beside(target, "old"):
        if target.is_dir() and any(target.iterdir()):
            delete_unless_held(old)
        else:
            os.replace(old, target)  # noqa: PTH105


def _swap(aside: Path, target: Path) -> None:
    """Put a folder into the place of another one, which is beside it then."""
    old = beside(target, "old")
    if target.exists():
        os.replace(target, old)  # noqa: PTH105
    try:
        os.replace(aside, target)  # noqa: PTH105
    except OSError:
        if old.exists():
            os.replace(old, target)  # noqa: PTH105
        raise


def _carry_over(out: Path, aside: Path, made: set[str]) -> None:
    """
    Give the new folder what others have put into the old one, which keeps it as well.

    Raises UsageError for a file in the way of a new one.
    """
    folders = []
    for path in _tree(out):
        name = path.relative_to(out)
        new = aside / name
        if _is_folder(path):
            if not new.is_dir():
                new.mkdir()
                folders.append((path, new))
        elif name.as_posix() not in made:
            if os.path.lexists(new):
                raise UsageError(
                    f"{path} is not of an earlier export but in the way of this one; move it away"
                )
            _link(path, new)
    for path, new in reversed(folders):  # a folder may be closed to new files
        shutil.copystat(path, new)


def _link(path: Path, new: Path) -> None:
    """Make a file, or a link, known by another name too; copy it where the file system has no such names."""
    try:
        os.link(path, new, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, new, follow_symlinks=False)


def _made(mark: Path) -> set[str]:
    """Give the files that an export made; none where its mark does not name them."""
    try:
        return set(mark.read_text("utf-8", "replace").splitlines()[1:])
    except FileNotFoundError:
        return set()


def _tree(folder: Path) -> Iterator[Path]:
    """Give all paths below a folder in order, each folder before what is in it; links are not followed."""
    for path in sorted(folder.iterdir()):
        yield path
        if _is_folder(path):
            yield from _tree(path)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _check_replaceable(out: Path, mark: str) -> None:
    if Path.cwd().is_relative_to(os.path.realpath(out)):
        raise UsageError(f"{out} is where you are, or above it; name a folder to make here")
    if out.is_dir() and not (out / mark).is_file() and any(out.iterdir()):
        raise UsageError(f"{out} is a folder with other things in it; name a new one")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder")
