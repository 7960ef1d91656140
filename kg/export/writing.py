"""Writing an export: whole or not at all, and UTF-8 whatever the locale."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path

from kg.errors import KgError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def write_text(out: Path, text: str) -> None:
    """
    Replace a file by a text in UTF-8 with `\\n` line ends.

    The text goes to a file beside it first, so that nobody ever sees half of it. Lone surrogates, which UTF-8
    cannot hold, become U+FFFD. Raises KgError where the place cannot be written.
    """
    data = _LONE_SURROGATE.sub("\ufffd", text).encode()
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}.tmp")
    try:
        beside.write_bytes(data)
        os.replace(beside, out)  # noqa: PTH105
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise KgError(f"cannot write {out}: {error.strerror or error}; choose another place") from error
