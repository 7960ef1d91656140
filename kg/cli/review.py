"""`kg review`: what extraction was unsure of, as a table for decisions, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, SpreadsheetSafeOption, StoreOption, elsewhere, examples, opened_at
from kg.cli.output import Format, say, show, warn, working
from kg.cli.texts import excerpt
from kg.config import DEFAULT_STORE
from kg.errors import UsageError
from kg.text.wording import counted

if TYPE_CHECKING:
    from kg.curate.review import Row

app = typer.Typer()

_COUNTED = {
    "one thing?": "that may be one",
    "two kinds": "of two kinds",
    "unsure": "unsure",
    "left out": "left out",
}
_SHOWN = 15
"""Rows of each subject that a terminal shows unless told otherwise."""


Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the table here: .tsv or .csv."),
]
Apply = Annotated[
    Path | None, typer.Option("--apply", metavar="FILE", help="Apply the decisions in such a file.")
]
Papers = Annotated[
    int | None,
    typer.Option(
        "--papers",
        min=1,
        help="In how many papers a name must occur to be worth a look. "
        "Default: 1 where there are fewer than 1,000 papers, 2 below 10,000, else 3.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", "-n", min=1, help="How many rows of each subject to show at most."),
]


@app.command(
    rich_help_panel="Build",
    epilog=examples("kg review", "kg review -o review.tsv", "kg review --apply review.tsv"),
)
def review(
    store: StoreOption = DEFAULT_STORE,
    output: Output = None,
    apply: Apply = None,
    papers: Papers = None,
    limit: Limit = None,
    style: FormatOption = Format.table,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """
    List things that may be one, doubtful names, and names that were left out; apply your decisions.

    Write into the column "decision": dataset, method or other for one name; merge or apart for two.
    """
    if apply:
        if output:
            raise UsageError("--output writes a review and --apply reads one; give one of them")
        _apply(apply, store)
        return
    if output:
        _check_taken_over(output, store)
    most = limit or (200 if output or style is not Format.table else _SHOWN)
    rows = _rows(store, papers, most)
    if output:
        _write(rows, output, store)
    else:
        _show(rows, style, store, safe=spreadsheet_safe)


def _check_taken_over(output: Path, store: str) -> None:
    """Raise UsageError where the file to be replaced is no review, or holds decisions that the store does not know."""
    from kg.curate.review_file import decisions, is_review

    if not is_review(output):
        if output.is_file() and output.stat().st_size:
            raise UsageError(f"{output} is there already and is no review; choose another name")
        return
    with opened_at(store) as opened:
        known = opened.decisions()
    if left := set(decisions(output)) - set(known):
        raise UsageError(
            f"{output}: holds {counted(len(left), 'decision')} that the store does not know; take them over first "
            f"(kg review --apply {output}{elsewhere(store)}), or name another file"
        )


def _rows(store: str, least: int | None, most: int) -> list[Row]:
    from kg.curate.review import review as look
    from kg.stages import Stages

    with opened_at(store) as opened, working() as progress:
        count = Stages(progress).counter("Looking for names that were left out")
        return look(opened, least=least, most=most, count=count)


def _show(rows: list[Row], style: Format, store: str, *, safe: bool) -> None:
    from kg.curate.review_file import COLUMNS

    if style is Format.table:
        show(style, COLUMNS[1:-1], [(*astuple(row)[:-2], _said(row)) for row in rows])
    else:
        show(style, COLUMNS[1:], [astuple(row) for row in rows], spreadsheet_safe=safe)
    if style is Format.table:
        told = f"kg review -o review.tsv{elsewhere(store)} writes a table for decisions"
        say(told if rows else "nothing to look at")


def _said(row: Row) -> str:
    """Give what papers say of a thing, or of each of two."""
    sides = ((row.sentence, row.name), (row.other_sentence, row.other))
    return " / ".join(excerpt(sentence, name) for sentence, name in sides if sentence)


def _write(rows: list[Row], output: Path, store: str) -> None:
    from kg.curate.review_file import text_of
    from kg.system.files import write_text

    write_text(output, text_of(rows, output))
    found = Counter(row.about for row in rows)
    counts = ", ".join(f"{number} {_COUNTED[about]}" for about, number in found.items())
    say(f"{output}: {counts or 'nothing to look at'}")
    if rows:
        say(
            'write dataset, method or other (for two names: merge or apart) into the column "decision", then:'
        )
        say(f"kg review --apply {output}{elsewhere(store)}")


def _apply(path: Path, store: str) -> None:
    from kg.build import decide
    from kg.curate.review_file import decisions

    found = decisions(path)
    if not found:
        raise UsageError(f'{path}: no decisions; write some into the column "decision"')
    with opened_at(store) as opened, working() as progress:
        change = decide(opened, found, progress=progress)
    warn(change.problems)
    counts = Counter(one.verdict for one in found)
    verdicts = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
    say(f"stored {counted(len(found), 'decision')}: {verdicts}")
    say(f"kg aliases list{elsewhere(store)} shows them, kg aliases forget NAME takes one back")
