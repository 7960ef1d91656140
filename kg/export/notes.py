"""Notes that several formats share on what they cannot hold."""

from __future__ import annotations

import polars.selectors as cs

from kg.graph import Graph


def not_finite(graph: Graph) -> list[str]:
    """Give the note of a format that has no infinite numbers and leaves them out."""
    numbers = [column for rows in graph.tables.values() for column in rows.select(cs.float()).iter_columns()]
    lost = sum(int((~column.is_finite()).sum()) for column in numbers)
    return [f"numbers left out because they are not finite: {lost}"] if lost else []
