"""
From bytes to clean text.

Every text of a paper passes through `clean` once; the spans of mentions refer to its result.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.readers.latex import plain
from kg.text.display import visible

_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Normalising takes the square of the number of marks on one letter; no script has more than 30 (UAX #15, stream-safe).
_STACK = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_DISTINCT = 40
_BOLD = re.compile(
    r"(?<![\w{^*\\])\*\*(?=[\w$\\\"'“(])([^*]{1,120}?)(?<![\s{^*\\])\*\*(?!\*)|(?<=\w)\*\*([A-Za-z]{1,3})\*\*(?=\w)"
)
"""Markdown's stars around words, or around the letters of a word that make an acronym; those of powers stay."""
_DEEPEST = 3
"""How often bold type may stand within bold type."""


def clean(text: str) -> str:
    """
    Give a text in NFC, on one line, with single blanks, without LaTeX's marks, Markdown's bold type, control characters,
    lone surrogates.

    >>> clean("  A title\\n  of\\x00Cafe\\u0301 "), clean("**BEAN**, a **B**ig garden")
    ('A title of Café', 'BEAN, a Big garden')
    """
    line = plain(text.replace("\n", " "))
    for _ in range(_DEEPEST if "**" in line else 0):
        line = _BOLD.sub(r"\1\2", line)
    while "  " in line:  # several times faster than to split and join
        line = line.replace("  ", " ")
    line = line.strip()
    if not line.isprintable():
        line = " ".join(_printable(" ".join(line.split())).split())
    return line if line.isascii() else unicodedata.normalize("NFC", _STACK.sub(_lower, line))


def decode(data: bytes, *, first: int = 1) -> tuple[str, str | None]:
    """
    Give the text of UTF-8 or Windows-1252 bytes, and what had to be guessed or replaced, if anything.

    `first` is the number of the first line.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as failure:
        error = failure
    line = data.count(b"\n", 0, error.start) + first
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    proper = len(text) - len(text.encode("ascii", "ignore")) - damaged
    if proper > damaged or (error.start > len(data) - 4 and error.reason.startswith("unexpected end")):
        return text, f"not valid UTF-8 (line {line}); damaged characters ({damaged}) were replaced"
    return (
        data.decode("utf-8", _BYTES_OF_WINDOWS),
        f"not UTF-8 (line {line}), so read as Windows-1252; if names look wrong, save the file as UTF-8",
    )


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as Windows-1252: concatenated files may hold both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_BYTES_OF_WINDOWS = "kg-windows-1252"
codecs.register_error(_BYTES_OF_WINDOWS, _of_windows)


def shown(text: str) -> str:
    """Make a text fit for a message: quoted, on one line, short."""
    return repr(text if len(text) <= _DISTINCT else text[: _DISTINCT - 1] + "…")


def _printable(text: str) -> str:
    if _SURROGATE.search(text):  # two halves that stand side by side are one character; a lone one is lost
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _C1.sub(_windows, text)
    return visible(text)


def _lower(found: re.Match[str]) -> str:
    """Give a run of characters without the combining marks after its 30th one."""
    run = found.group()
    return run[:30] + "".join(c for c in run[30:] if not unicodedata.combining(c))


def _windows(found: re.Match[str]) -> str:
    """Give the character that a C1 control stands for where Windows-1252 was taken for Latin-1."""
    return found.group().encode("latin-1").decode("cp1252", "ignore")
