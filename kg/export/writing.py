"""Writing an export: whole or not at all, and UTF-8 whatever the locale."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.errors import KgError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write_text(out: Path, text: str) -> None:
    """
    Replace a file by a text in UTF-8 with `\\n` line ends.

    Lone surrogates, which UTF-8 cannot hold, become U+FFFD. Raises KgError where the place cannot be written.
    """
    with replacing(out) as beside:
        beside.write_bytes(_LONE_SURROGATE.sub("\ufffd", text).encode())


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """
    Give the place for a file that replaces another one as soon as it is whole, so that nobody ever sees half of it.

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
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            yield beside
            os.replace(beside, target)  # noqa: PTH105
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(f"cannot write {out}: {error.strerror or error}; choose another place") from error


def _is_special(out: Path) -> bool:
    """Tell whether a place is there and neither a file nor a folder: a device, a pipe, a terminal."""
    return out.exists() and not out.is_file() and not out.is_dir()
