"""Common parts of GraphML and GEXF: properties as text in XML 1.0, and the look of nodes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars.selectors as cs

from kg.export.labels import short
from kg.export.notes import not_finite
from kg.graph import Graph, Type

COLOURS: Mapping[str, tuple[int, int, int]] = {
    "Paper": (0x3A, 0x80, 0xBC),
    "Dataset": (0xD5, 0x5E, 0x00),
    "Method": (0x00, 0x8F, 0x68),
    "Repo": (0xB0, 0x55, 0x8C),
}
"""Red, green and blue of each label, as on the page."""

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
"""Characters that XML 1.0 cannot hold, not even as a reference (https://www.w3.org/TR/xml/#charsets); tables have no surrogates."""
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL = re.compile(f"[&<>'\t\n\r{_FORBIDDEN}]")
_IN_LISTS = re.compile("[\ufffe\uffff]")
_KEYS = frozenset({"id", "start", "end"})
_IN_IDS = re.compile(f"[\ufffd{_FORBIDDEN}]")


def escaped(text: str) -> str:
    """
    Escape a text for an element, or for an attribute in single quotes.

    White space is written so that no parser changes it; a character that XML cannot hold becomes U+FFFD.

    >>> escaped("<it's & \\x01\\n")
    '&lt;it&#39;s &amp; \ufffd&#10;'
    """
    return _SPECIAL.sub(lambda found: _REFERENCES.get(found[0], "\ufffd"), text)


def identity(node: str) -> str:
    """
    Give the id of a node, escaped; of different nodes never the same, whatever characters they have.

    >>> identity("method:\\x01"), identity("dataset:coco")
    ('method:\ufffd0001', 'dataset:coco')
    """
    return escaped(_IN_IDS.sub(lambda found: f"\ufffd{ord(found[0]):04X}", node))


def value(of: Any) -> str | None:
    """
    Give a property, escaped, or None where there is none or it is a number that is not finite.

    A list becomes a text in JSON, which can hold all characters.

    >>> value(True), value(1e-7), value(float("nan")), value(["a", "\\x01"])
    ('true', '1e-07', None, '["a", "\\\\u0001"]')
    """
    if isinstance(of, str):
        return escaped(of)
    if isinstance(of, bool):
        return "true" if of else "false"
    if isinstance(of, list):
        listed = json.dumps(of, ensure_ascii=False)
        return escaped(_IN_LISTS.sub(lambda found: f"\\u{ord(found[0]):04x}", listed))
    if of is None or (isinstance(of, float) and not math.isfinite(of)):
        return None
    return str(of)


def properties(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the properties of a node or a link by name, escaped, without the key columns."""
    for name, of in row.items():
        if name not in _KEYS and (text := value(of)) is not None:
            yield name, text


def typed(tables: Iterable[Mapping[str, Type]]) -> dict[str, Type]:
    """Give the types of all properties that these tables have."""
    return {name: kind for columns in tables for name, kind in columns.items() if name not in _KEYS}


def label(row: Mapping[str, Any]) -> str:
    """Give the label of a node, escaped: its short name, or its id where that has nothing visible."""
    return escaped(short(row.get("title") or row.get("name") or "") or row["id"])


def notes(graph: Graph) -> list[str]:
    """Give notes on what the formats do not hold."""
    texts = cs.string() - cs.by_name(*_KEYS, require_all=False)
    counts = [rows.select(texts.str.count_matches(f"[{_FORBIDDEN}]").sum()) for rows in graph.tables.values()]
    lost = sum(sum(row) for count in counts for row in count.iter_rows())
    found = [f"control characters that XML cannot hold and that became \ufffd: {lost}"] if lost else []
    return [*found, *not_finite(graph)]
