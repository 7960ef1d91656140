"""`kg evaluate`: how right the graph is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import FormatOption, StoreOption, examples
from kg.cli.output import Format, say, show, write_json
from kg.config import DEFAULT_STORE
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.evaluate import Evaluation, Measure, Score

app = typer.Typer()


@app.command(
    rich_help_panel="Look",
    epilog=examples(
        "kg evaluate gold.json",
        "kg evaluate gold.json --errors 20",
        "kg evaluate gold.json --min-f1 datasets=0.8 --min-f1 methods=0.7",
    ),
)
def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="GOLD", help="Annotations: a JSON list of papers.", show_default=False),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    errors: Annotated[
        int, typer.Option("--errors", min=0, help="Show this many wrong and missed names of each kind.")
    ] = 0,
    min_f1: Annotated[
        list[str] | None,
        typer.Option("--min-f1", metavar="KIND=F1", help="Fail under this F1; may be given several times."),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="FILE", help="Write what the graph says as JSON lines."),
    ] = None,
) -> None:
    """Compare the graph with annotations: precision, recall and F1 of each kind and of the role."""
    from kg.evaluate import evaluate as compare
    from kg.evaluate import lines, load
    from kg.evaluate import predictions as predicted
    from kg.stores import open_store

    if gold is None and predictions is None:
        raise UsageError(
            "nothing to do: give annotations (GOLD), or --predictions FILE; see kg evaluate --help"
        )
    floors = dict(_floor(text) for text in min_f1 or ())
    annotated = None if gold is None else load(gold)
    with open_store(store) as opened:
        papers = predicted(opened.graph())
    if predictions is not None:
        predictions.write_bytes(b"".join(lines(papers)))
        say(f"wrote what the graph says about {len(papers):,} papers to {predictions}")
    if annotated is None:
        return
    result = compare(annotated, papers)
    _show(result, style, errors)
    below = [
        f"{kind} {result.scores[kind].f1:.3f} < {floor:g}"
        for kind, floor in floors.items()
        if result.scores[kind].f1 < floor
    ]
    if below:
        say(f"kg: F1 under its floor: {', '.join(below)}")
        raise typer.Exit(1)


def _show(result: Evaluation, style: Format, errors: int) -> None:
    columns = ("precision", "recall", "f1", "right", "wrong", "missed")
    figures = {
        kind: dict(zip(columns, _figures(score), strict=True)) for kind, score in result.scores.items()
    }
    named = [
        (kind, what, name, title)
        for kind, score in result.scores.items()
        for what, names in (("wrong", score.wrong), ("missed", score.missed))
        for title, name in names[:errors]
    ]
    if style is Format.json:
        counts = {
            "families_recall": round(result.families.recall, 4),
            "papers": result.papers,
            "papers_absent": result.absent,
        }
        write_json(figures | counts | ({"errors": named} if errors else {}))
        return
    show(style, ("kind", *columns), [(kind, *row.values()) for kind, row in figures.items()])
    if named:
        show(style, ("kind", "error", "name", "paper"), named)
    say(
        f"introduces: among the entities found. Families of methods: recall {result.families.recall:.3f}. "
        f"{result.papers:,} papers, {result.absent:,} of them not in the graph."
    )


def _figures(score: Score) -> tuple[float, ...]:
    shares = (round(share, 4) for share in (score.precision, score.recall, score.f1))
    return (*shares, score.right, len(score.wrong), len(score.missed))


def _floor(text: str) -> tuple[Measure, float]:
    """Read KIND=F1."""
    from kg.evaluate import MEASURES

    kind, _, figure = text.partition("=")
    known = next((one for one in MEASURES if one == kind), None)
    try:
        floor = float(figure)
    except ValueError:
        floor = -1
    if known is None or not 0 <= floor <= 1:
        raise UsageError(
            f"--min-f1 {text}: expected KIND=F1, such as datasets=0.8, with KIND one of {', '.join(MEASURES)}"
        )
    return known, floor
