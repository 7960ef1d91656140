"""Keys by which texts cite papers: those of BibTeX, and labels of other formats that are used as such."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from kg.names.folding import is_citation_key

_PLAIN = re.compile(r"[^\W\d_](?!.*//)[\w:.+/-]{2,}")
_NOTED = re.compile(r"^[^\S\n]*citation key:[^\S\n]*(\S+)", re.IGNORECASE | re.MULTILINE)
_LONGEST_NOTE = 5_000


def key(value: Any) -> str | None:
    """
    Give a key for citing, or None for what is none in BibTeX; Pandoc's sign before it is none of it.

    >>> key("@ara2020owls"), key("Ara, 2020")
    ('ara2020owls', None)
    """
    stated = unicodedata.normalize("NFC", value.strip().removeprefix("@")) if isinstance(value, str) else ""
    return stated if is_citation_key(stated) else None


def plain(value: Any) -> str | None:
    """
    Give a key for citing from a field that may hold the number of a database instead.

    >>> plain("ara2020owls"), plain("1047"), plain("https://nests.example/1"), plain("10.1000/owls")
    ('ara2020owls', None, None, None)
    """
    stated = key(value)
    return stated if stated and _PLAIN.fullmatch(stated) else None


def noted(value: Any) -> str | None:
    r"""
    Give the key for citing that Better BibTeX notes on a line of its own.

    >>> noted("tex.type: report\nCitation Key: ara2020owls")
    'ara2020owls'
    """
    found = _NOTED.search(value[:_LONGEST_NOTE]) if isinstance(value, str) else None
    return key(found[1]) if found else None
