"""The answer to a query as people and programs get it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.cli.output import cell, say, show_table
from kg.cli.texts import excerpt
from kg.text.wording import counted

if TYPE_CHECKING:
    from kg.stores.base import Result

_EVIDENCE = re.compile(r"(?:.*\.)?evidence|(\w+)Evidence")
"""The name of a column of evidence."""


def with_sentences(result: Result, *, whole: bool = False) -> Result:
    """
    Give a result for people: in place of evidence, which is JSON, the most telling sentence of it.

    Of a sentence that is too long for a table there is the part with the name, unless it is to be whole.
    """
    from kg.graph.evidence import first_sentence

    def said(value: str) -> str:
        """Give the sentence of a piece of evidence, or the text as it is where it holds none."""
        quote = first_sentence(value)
        if not quote:
            return value
        return quote.sentence if whole else excerpt(quote.sentence, quote.surface)

    return replace(_with_evidence(result, said), columns=tuple(map(_titled, result.columns)))


def with_records(result: Result) -> Result:
    """Give a result for programs: evidence, which stores keep as JSON text, as a list of places."""
    from kg.graph.evidence import records

    def places(value: str) -> Any:
        """Give the places of a piece of evidence, or the text as it is where it holds none."""
        found = records(value)
        return value if found is None else found

    return _with_evidence(result, places)


def _with_evidence(result: Result, read: Callable[[str], Any]) -> Result:
    """Give a result in which the texts in columns of evidence have been read."""
    is_evidence = [_titled(name) != name for name in result.columns]
    rows = [
        tuple(
            read(value) if is_it and isinstance(value, str) else value
            for value, is_it in zip(row, is_evidence, strict=True)
        )
        for row in result.rows
    ]
    return replace(result, rows=rows)


def _titled(column: str) -> str:
    """Give the title of a column, where it holds evidence that of its sentences: "sentence", or "methodSentence"."""
    found = _EVIDENCE.fullmatch(column)
    if not found:
        return column
    return f"{found[1]}Sentence" if found[1] else "sentence"


def show_answer(result: Result, most: int, question: str, told: str, given: Collection[str] = ()) -> None:
    """
    Print the first rows for people, and what is to be said of all.

    Columns that no row fills are left out; one that repeats a parameter that was given, which it is called after and
    which says the same in every row, is said once, above the table.
    """
    values = [[cell(row[n]) for row in result.rows] for n in range(len(result.columns))]
    filled = [n for n, column in enumerate(values) if any(one.strip() for one in column)]
    same = [n for n in filled if result.columns[n] in given and len({*values[n]}) == 1]
    kept = [n for n in filled if n not in same] or filled or range(len(result.columns))
    rows = [[row[n] for n in kept] for row in result.rows[:most]]
    once = [f"{result.columns[n]}: {values[n][0]}" for n in same if n not in kept]
    show_table(
        [result.columns[n] for n in kept], rows, title="\n".join([*filter(None, [question]), *once]) or None
    )
    if left := [name for n, name in enumerate(result.columns) if n not in (*kept, *same)]:
        say(f"the table leaves out {' and '.join(left)}, empty in every row")
    more = f"{most:,} of {len(result.rows):,} rows; --rows 0 shows all, --format csv or json writes all"
    say(more if most < len(result.rows) else told)


def rows_counted(rows: int, values: Mapping[str, Any]) -> str:
    """Say how many rows there are and, where the limit was reached, what to do about it."""
    more = f", the limit; -p limit={10 * rows} may give more" if rows == values.get("limit") else ""
    return counted(rows, "row") + more
