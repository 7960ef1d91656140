"""Evidence as the graph keeps it, a JSON text, read back without trusting it."""

from __future__ import annotations

import json
from typing import Any


def records(evidence: str | None) -> list[dict[str, Any]] | None:
    """
    Give the records of an edge's evidence, or None where the text is not a JSON list of objects.

    No evidence is no records. Numbers that JSON does not know (NaN, Infinity) become None.

    >>> records('[{"field": "title", "start": 0}]')
    [{'field': 'title', 'start': 0}]
    >>> records("nonsense") is None
    True
    """
    try:
        found = [] if evidence is None else json.loads(evidence, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        return None
    return found
