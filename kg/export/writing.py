"""What several formats share in writing: a folder that is replaced whole or not at all, and rows of JSON."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import KgError, UsageError
from kg.files import beside, delete_unless_held, found_beside, unfinished, unwritten


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
    link, what it leads to. Raises UsageError for any other, KgError where it cannot be written.
    """
    _check_replaceable(out, mark)
    target = Path(os.path.realpath(out))
    try:
        with unfinished(target, Path.mkdir) as aside:
            (aside / mark).write_text(
                "Made by kg, which replaces this folder when it is written again.\n", "utf-8"
            )
            yield aside
            if target.exists():
                os.replace(target, beside(target, "old"))  # noqa: PTH105
            os.replace(aside, target)  # noqa: PTH105
        for old in found_beside(target, "old"):
            delete_unless_held(old)
    except OSError as error:
        raise unwritten(out, error) from error
    except KgError as error:
        if isinstance(error.__cause__, OSError):  # of a file in it, whose name is another one meanwhile
            raise unwritten(out, error.__cause__) from error
        raise


def _check_replaceable(out: Path, mark: str) -> None:
    if Path.cwd().is_relative_to(os.path.realpath(out)):
        raise UsageError(f"{out} is where you are, or above it; name a folder to make here")
    if out.is_dir() and not (out / mark).is_file() and any(out.iterdir()):
        raise UsageError(f"{out} is a folder with other things in it; name a new one")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; name a folder")
