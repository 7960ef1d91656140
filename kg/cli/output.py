"""How results are shown: tables for people, JSON and CSV for programs; data to stdout, all else to stderr."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from kg.cli.texts import abridged, plain
from kg.text.csv_injection import no_formula
from kg.text.display import shown
from kg.text.wording import counted, shortened

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from kg.model import Problem
    from kg.stages import Progress

_LONGEST_CELL = 300
_NARROWEST = 20
"""Columns of a terminal that reports fewer, or none at all."""
_FIRST_PROBLEMS = 5
_SILENCE = 60.0
"""Seconds after which long work is told of that nobody sees on a terminal."""
_EXAMPLE = re.compile(r"'[^']*'|\"[^\"]*\"|https?://\S+|\d[\d,]*")
"""What differs between problems of one kind."""
_TRAILING = re.compile(" +$", re.MULTILINE)


class Format(StrEnum):
    """How a command shows its result."""

    table = "table"
    json = "json"
    csv = "csv"


@cache
def console(*, stderr: bool = False) -> Console:
    """Give the console of a stream; nothing printed on it is taken for markup."""
    from rich.console import Console

    found = Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=False)
    found.width = max(found.width, _NARROWEST)
    return found


def say(text: str = "") -> None:
    """Tell the person something that is not data; what is very long is cut in its middle."""
    console(stderr=True).print(abridged(plain(text)), soft_wrap=True)


def put(renderable: RenderableType = "", *, stderr: bool = False) -> None:
    """Print a table, a text or an empty line; files and pipes get no trailing spaces."""
    out = console(stderr=stderr)
    if out.is_terminal:
        out.print(renderable)
        return
    with out.capture() as captured:
        out.print(renderable)
    out.file.write(_TRAILING.sub("", captured.get()))
    out.file.flush()


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None, stderr: bool = False
) -> None:
    """
    Print rows as a table; only the title where there are no rows.

    Ids of which most would have to be cut, or for which there is no room, are left out, and a note says so. Where a
    table would have to break words even so, each row stands on lines of its own, one for each of its values.
    """
    from rich.text import Text

    from kg.cli.widths import widths

    out = console(stderr=stderr)
    if title:  # not the table's own title, which is broken to the width of the table
        put(Text(plain(title), "italic"), stderr=stderr)
    if not rows:
        return
    names = [plain(name) for name in columns]
    cells = [[cell(value) for value in row] for row in rows]
    numeric = [all(isinstance(row[n], int | float | None) for row in rows) for n in range(len(names))]
    ids, longest = _ids(names, cells, out.width)
    for cut in ([n for n in ids if 2 * sum(len(row[n]) > longest for row in cells) > len(cells)], ids):
        kept = [n for n in range(len(names)) if n not in cut]
        whole = [at for at, n in enumerate(kept) if n in ids or numeric[n] or names[n] == "url"]
        shown = [
            [shortened(row[n], longest) if n in ids else row[n] for n in kept] for row in (names, *cells)
        ]
        if kept and (given := widths(shown, out.width, whole=whole)):
            put(_table(shown, given, [numeric[n] for n in kept]), stderr=stderr)
            if cut:
                left = " and ".join(names[n] for n in cut)
                say(f"the table leaves out {left}, too long to show; --format csv or json has all")
            return
    for row in cells:
        put(stderr=stderr)
        put(_record(names, row), stderr=stderr)
    put(stderr=stderr)


def is_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether texts fit on the terminal side by side, without breaking a word."""
    from kg.cli.widths import widths

    return widths([columns, *rows], console().width) is not None


def _ids(names: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> tuple[list[int], int]:
    """Give the columns of ids, which are never broken, and how long one may be for the others to have room as well."""
    widest = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    ids = [n for n, name in enumerate(names) if name == "id" or name.endswith("Id")]
    if len(ids) == len(names):
        return ids, max(widest)
    left = room - sum(width + 3 for n, width in enumerate(widest) if n not in ids)
    least = max(24, room // 4) if len(ids) == 1 else max(12, room // 5)
    return ids, max(least, left // max(len(ids), 1) - 3)


def _table(rows: Sequence[Sequence[str]], given: Sequence[int], numeric: Sequence[bool]) -> Table:
    """Make a table of rows, of which the first is its header, with columns of the given widths."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, width, is_numeric in zip(rows[0], given, numeric, strict=True):
        justify: Literal["left", "right"] = "right" if is_numeric else "left"
        table.add_column(Text(name), justify=justify, overflow="fold", width=width)
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    return table


def _record(names: Sequence[str], row: Sequence[str]) -> Table:
    """Give one row as a list of its values, without those that it lacks."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        if value:
            table.add_row(Text(name, "bold"), Text(value))
    return table


def cell(value: Any) -> str:
    """Give a value as it stands in a table for people: lists joined, long texts cut, numbers readable."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}" if not value or abs(value) >= 0.001 else f"{value:.3g}"
    several = value if isinstance(value, list | tuple) else [value]
    return shortened(plain(", ".join(shown(_text(one)) for one in several)), _LONGEST_CELL)


def _text(value: Any) -> str:
    return _json(value) if isinstance(value, dict) else str(value)


def _json(value: Any) -> str:
    import orjson

    return orjson.dumps(value, default=str).decode()


def write_bytes(data: bytes) -> None:
    """Write data to standard output as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_json(value: Any) -> None:
    """Write a value as JSON, in UTF-8 whatever the locale."""
    import orjson

    write_bytes(orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *, spreadsheet_safe: bool = False
) -> None:
    """
    Write rows as CSV (RFC 4180), in UTF-8 whatever the locale; lists are joined by semicolons, maps are JSON.

    With `spreadsheet_safe`, a cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (columns, *rows):
        cells = [_csv_cell(value) for value in row]
        writer.writerow([no_formula(one) for one in cells] if spreadsheet_safe else cells)
    write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))


def show(
    style: Format,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    title: str | None = None,
    spreadsheet_safe: bool = False,
) -> None:
    """Give rows in the wanted format: a table, a JSON list of objects, or CSV as `write_csv` does."""
    if style is Format.table:
        show_table(columns, rows, title=title)
    elif style is Format.csv:
        write_csv(columns, rows, spreadsheet_safe=spreadsheet_safe)
    else:
        write_json([dict(zip(columns, row, strict=True)) for row in rows])


def show_counts(style: Format, counts: Mapping[str, float]) -> None:
    """Give named numbers in the wanted format: a table, one JSON object, or CSV."""
    if style is Format.json:
        write_json(counts)
    else:
        show(style, ("what", "count"), list(counts.items()))


def warn(problems: Sequence[Problem], *, verbose: bool = False) -> None:
    """Name what could not be read: with `verbose` all, else the first of each kind, for a few kinds, lost records first."""
    kinds: dict[Any, list[Problem]] = {}
    for place, problem in enumerate(problems):
        kinds.setdefault(place if verbose else _EXAMPLE.sub("", problem.reason), []).append(problem)
    named = list(kinds.values())
    if not verbose:
        named = sorted(named, key=lambda alike: not alike[0].lost)[:_FIRST_PROBLEMS]
    for first, *others in named:
        alike = f" ({len(others):,} more like this)" if others else ""
        say(f"kg: warning: {' '.join(str(first).split())}{alike}")
    if len(problems) > len(named):
        left = len(problems) - sum(map(len, named))
        say(f"kg: warning: {f'and {left:,} more; ' if left else ''}--verbose shows all")


@contextmanager
def working() -> Iterator[Progress]:
    """Show the stage of long work, how far it is and the time that it takes: on a terminal, else a line now and then."""
    if not console(stderr=True).is_terminal:
        with _told_of() as note:
            yield note
        return
    from rich import progress

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=console(stderr=True), transient=True) as bar:

        def tell(stage: str, done: int = 0, total: int | None = None) -> None:
            """Show the progress of a stage in the place of the stage before; without a total as running."""
            if [task.description for task in bar.tasks] != [stage]:
                for task in bar.task_ids:
                    bar.remove_task(task)
                bar.add_task(stage, total=None)
            bar.update(bar.task_ids[0], completed=done, total=total)

        yield tell


@contextmanager
def _told_of() -> Iterator[Progress]:
    """Tell of work that takes long, in a line each time that `_SILENCE` has passed."""
    ended = Event()
    started = perf_counter()
    now = ""

    def note(stage: str, done: int = 0, total: int | None = None) -> None:
        """Note the stage, and how far it is."""
        nonlocal now
        far = f": {done:,} of {total:,}" if total else f": {done:,}" if done else ""
        now = f"{stage}{far}"

    def tell() -> None:
        """Tell of it until the work has ended."""
        while not ended.wait(_SILENCE):
            minutes = round((perf_counter() - started) / 60)
            say(f"kg: {now or 'working'}, after {counted(minutes, 'minute')}")

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield note
    finally:
        ended.set()
        teller.join()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, dict):
        return _json(value)
    if isinstance(value, list | tuple):
        return "; ".join(str(_csv_cell("" if one is None else one)) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
