"""Writing an export: whole or not at all, and UTF-8 whatever the locale."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
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

    Raises KgError where it cannot be written.
    """
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield beside
        os.replace(beside, out)  # noqa: PTH105
    except OSError as error:
        raise KgError(f"cannot write {out}: {error.strerror or error}; choose another place") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
