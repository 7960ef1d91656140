"""
A user's own names: a table of kg's own, or the dumps `methods.json` and `datasets.json` of Papers with Code.

The table is text in UTF-8: name, kind, aliases separated by " | ", flags separated by spaces, with a tab between the
columns; the last two may be left out, and lines that begin with # are comments. The kind of a file is recognised by content.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.model import NAME_FLAGS, NAME_KINDS, KnownName, NameList, Problem
from kg.names.folding import fold_name
from kg.readers import json_records
from kg.readers.base import Document, Refused
from kg.readers.files import printable
from kg.readers.opening import opened
from kg.readers.text import decode
from kg.text.wording import counted

_LONGEST = 120
"""Most characters of a name."""
_LONGEST_LINE = 1 << 16
_MOST_WORDS = 9
_COLUMNS = "expected name, kind, aliases and flags with a tab between them"
_OF_DATASETS = frozenset({"homepage", "data_loaders", "modalities", "variants", "introduced_date"})
_OF_METHODS = frozenset({"collections", "code_snippet_url", "introduced_year", "source_url"})


def read_names(path: str) -> tuple[NameList, tuple[Problem, ...]]:
    """
    Read a file of names, compressed or not, and problems with lines of it.

    Raises `Refused` where the file cannot be read or holds no names at all.
    """
    with opened(path) as (document, _):
        dump = document.head().lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
        found = list(_dump(document) if dump else _table(document))
    names = sorted({one for one in found if isinstance(one, KnownName)})
    problems = tuple(one for one in found if isinstance(one, Problem))
    if not names:
        first = f" (first: {problems[0]})" if problems else ""
        raise Refused(
            Problem(printable(path), f"no names here; {_COLUMNS}, or a dump of Papers with Code{first}")
        )
    return NameList(printable(Path(path).name), "dump" if dump else "tsv", tuple(names)), problems


def _table(document: Document) -> Iterator[KnownName | Problem]:
    for number, line in document.lines(_LONGEST_LINE):
        text = decode(line)[0].removeprefix("\ufeff").rstrip("\r\n")
        if not text.strip() or text.startswith("#"):
            continue
        try:
            yield _row(text)
        except ValueError as reason:
            yield document.problem(str(reason), number, outcome="the line is skipped")


def _row(text: str) -> KnownName:
    cells = [cell.strip() for cell in text.split("\t")]
    if not 2 <= len(cells) <= 4:
        raise ValueError(f"{counted(len(cells), 'column')}; {_COLUMNS}")
    name, kind, aliases, flags = (*cells, "", "")[:4]
    if kind not in NAME_KINDS:
        raise ValueError(f"unknown kind {kind[:40]!r}; expected one of {', '.join(NAME_KINDS)}")
    if wrong := sorted(set(flags.split()) - set(NAME_FLAGS)):
        raise ValueError(f"unknown flag {wrong[0][:40]!r}; expected some of {', '.join(NAME_FLAGS)}")
    others = tuple(sorted({_checked(one) for one in aliases.split("|") if one.strip()} - {name}))
    return KnownName(_checked(name), kind, others, tuple(sorted(set(flags.split()))))


def _dump(document: Document) -> Iterator[KnownName | Problem]:
    for record in json_records.records(document, lambda value: value if isinstance(value, list) else [value]):
        if isinstance(record, Problem):
            yield record
            continue
        try:
            yield _entry(record.value)
        except ValueError as reason:
            yield document.problem(f"{record.where()}{reason}", record.line, outcome="it is skipped")


def _entry(value: Any) -> KnownName:
    given = value.get("name") if isinstance(value, Mapping) else None
    if given is None or not isinstance(given, str):
        raise ValueError("an entry without a name")
    url = str(value.get("url") or "")
    if "/dataset/" in url or not _OF_DATASETS.isdisjoint(value):
        kind = "dataset"
    elif "/method/" in url or not _OF_METHODS.isdisjoint(value):
        kind = "method"
    else:
        raise ValueError("neither a method nor a dataset of Papers with Code")
    name, full = _checked(given), value.get("full_name")
    # Not the "variants" of a dataset: they are parts and relatives of it (CIFAR-10 with 250 labels), not its names.
    aliases = {_checked(full)} - {name} if isinstance(full, str) and full.strip() else set()
    return KnownName(name, kind, tuple(sorted(aliases)))


def _checked(text: str) -> str:
    name = " ".join(text.split())
    if not any(c.isalpha() for c in name) or not fold_name(name):
        raise ValueError(f"{name[:40]!r} is no name: it has no letter")
    if len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        raise ValueError(
            f"{name[:40]!r}… is no name: longer than {_LONGEST} characters or {_MOST_WORDS} words"
        )
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in name) or "\t" in name:
        raise ValueError(f"{name[:40]!r} has characters that do not print")
    return name
