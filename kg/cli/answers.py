"""The answer to a query as a table for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.cli.output import cell, say, show_table
from kg.cli.texts import excerpt
from kg.wording import counted

if TYPE_CHECKING:
    from kg.stores.base import Result

_EVIDENCE = re.compile(r"(?:.*\.)?evidence|(\w+)Evidence")
"""The name of a column of evidence."""


def with_sentences(result: Result) -> Result:
    """Give a result for people: in place of evidence, which is JSON, the most telling sentence of it."""
    from kg.evidence import first_sentence

    def said(value: Any) -> Any:
        """Give the sentence of a piece of evidence; anything else stays."""
        quote = first_sentence(value) if isinstance(value, str) else None
        return excerpt(quote.sentence, quote.surface) if quote else value

    titles = [_titled(name) for name in result.columns]
    is_evidence = [title != name for title, name in zip(titles, result.columns, strict=True)]
    rows = [
        tuple(said(value) if is_it else value for value, is_it in zip(row, is_evidence, strict=True))
        for row in result.rows
    ]
    return replace(result, columns=tuple(titles), rows=rows)


def _titled(column: str) -> str:
    """Give the title of a column, where it holds evidence that of its sentences: "sentence", or "methodSentence"."""
    found = _EVIDENCE.fullmatch(column)
    if not found:
        return column
    return f"{found[1]}Sentence" if found[1] else "sentence"


def show_answer(result: Result, most: int, question: str, told: str) -> None:
    """Print the first rows for people, without the columns that no row fills, and what is to be said of all."""
    filled = [n for n in range(len(result.columns)) if any(cell(row[n]).strip() for row in result.rows)]
    kept = filled or range(len(result.columns))
    rows = [[row[n] for n in kept] for row in result.rows[:most]]
    show_table([result.columns[n] for n in kept], rows, title=question or None)
    if left := [name for n, name in enumerate(result.columns) if n not in kept]:
        say(f"the table leaves out {' and '.join(left)}, empty in every row")
    more = f"{most:,} of {len(result.rows):,} rows; --rows 0 shows all, --format csv or json writes all"
    say(more if most < len(result.rows) else told)


def rows_counted(rows: int, values: Mapping[str, Any]) -> str:
    """Say how many rows there are and, where the limit was reached, what to do about it."""
    more = f", the limit; -p limit={10 * rows} may give more" if rows == values.get("limit") else ""
    return counted(rows, "row") + more
