"""`kg evaluate`: how right the graph is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import MOST, FormatOption, SpreadsheetSafeOption, StoreOption, examples, opened_at
from kg.cli.output import Format, say, show_table, write_csv, write_json
from kg.config import DEFAULT_STORE
from kg.errors import UsageError
from kg.text.wording import counted

if TYPE_CHECKING:
    from kg.evaluate import Annotated as Predicted
    from kg.evaluate import Assessment, Mistake

app = typer.Typer()

_NOTHING = "nothing to do: give annotations (GOLD), or --predictions FILE; see kg evaluate --help"
_FLOOR = "KIND=SHARE or SHARE"
Floors = list[str] | None

Gold = Annotated[
    Path | None,
    typer.Argument(metavar="GOLD", help="Annotations: a JSON list of papers.", show_default=False),
]
Errors = Annotated[
    int, typer.Option("--errors", min=0, max=MOST, help="Show up to this many mistakes of each class.")
]
MinF1 = Annotated[
    Floors, typer.Option("--min-f1", metavar=_FLOOR, help="Fail below this F1, of one kind or of each.")
]
MinPrecision = Annotated[
    Floors, typer.Option("--min-precision", metavar=_FLOOR, help="Fail below this precision.")
]
MinRecall = Annotated[Floors, typer.Option("--min-recall", metavar=_FLOOR, help="Fail below this recall.")]
MaxMerged = Annotated[
    float | None, typer.Option(min=0, max=1, help="Fail above this share of things merged with others.")
]
MaxCalibrationError = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Fail above this difference of confidence and precision."),
]
Predictions = Annotated[
    Path | None,
    typer.Option("--predictions", metavar="FILE", help="Write the predictions of the graph as JSON lines."),
]


@app.command(
    rich_help_panel="Look",
    epilog=examples(
        "kg evaluate gold.json",
        "kg evaluate gold.json --errors 5",
        "kg evaluate gold.json --min-f1 datasets=0.8 --min-f1 methods=0.7 --min-precision 0.85",
        "kg evaluate gold.json --max-merged 0.01 --max-calibration-error 0.05 --format json",
    ),
)
def evaluate(
    gold: Gold = None,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    spreadsheet_safe: SpreadsheetSafeOption = False,
    errors: Errors = 0,
    min_f1: MinF1 = None,
    min_precision: MinPrecision = None,
    min_recall: MinRecall = None,
    max_merged: MaxMerged = None,
    max_calibration_error: MaxCalibrationError = None,
    predictions: Predictions = None,
) -> None:
    """
    Compare the graph with annotations.

    Shows precision, recall and F1 of each kind and of the role, and the recall of families of methods.

    Also shows whether confidence is calibrated, and what was merged or split wrongly.

    KIND is datasets, methods, repos, introduces or, for the recall, families.
    """
    from kg.evaluate import assess, load

    if gold is None and predictions is None:
        raise UsageError(_NOTHING)
    floors = _all_floors(f1=min_f1, precision=min_precision, recall=min_recall)
    if predictions is not None:
        _check_replaceable(predictions)
    annotated = None if gold is None else load(gold)
    papers = _predicted(store)
    if predictions is not None:
        _write(papers, predictions)
    if annotated is None:
        return
    found = assess(annotated, papers)
    _show(found, style, errors, safe=spreadsheet_safe)
    if missed := [*_below(found, floors), *_above(found, max_merged, max_calibration_error)]:
        say(f"kg: missed: {', '.join(missed)}")
        raise typer.Exit(1)


def _check_replaceable(path: Path) -> None:
    """Raise UsageError where a file is there that holds anything but predictions."""
    from kg.evaluate import are_predictions

    if path.is_file() and path.stat().st_size and not are_predictions(path):
        raise UsageError(f"{path} is there already and holds no predictions; choose another name")


def _predicted(store: str) -> list[Predicted]:
    from kg.evaluate import predictions

    with opened_at(store) as opened:
        return predictions(opened.graph())


def _write(papers: Sequence[Predicted], path: Path) -> None:
    from kg.evaluate import lines
    from kg.system.files import replacing

    with replacing(path) as beside:
        beside.write_bytes(b"".join(lines(papers)))
    say(f"wrote what the graph says about {counted(len(papers), 'paper')} to {path}")


def _show(found: Assessment, style: Format, most: int, *, safe: bool) -> None:
    from kg.evaluate import rows

    told = _first_of_each(found.mistakes, most)
    if style is Format.json:
        write_json(_nested(found, told, with_errors=bool(most)))
    elif style is Format.csv:
        mistakes = [(f"error: {one.measure}", one.reason, one.name, one.paper) for one in told]
        write_csv(("part", "name", "figure", "value"), [*rows(found), *mistakes], spreadsheet_safe=safe)
    else:
        _print(found, told)


def _nested(found: Assessment, told: Sequence[Mistake], *, with_errors: bool) -> dict[str, object]:
    from dataclasses import asdict

    from kg.evaluate import figures

    known = found.identity
    return {
        **{kind: figures(score) for kind, score in found.evaluation.scores.items()},
        "families_recall": round(found.evaluation.families.recall, 4),
        "merged": {"rate": round(known.merged_rate, 4), "entities": len(known.merged), "of": known.found},
        "split": {"rate": round(known.split_rate, 4), "entities": len(known.split), "of": known.found},
        "reliability": [asdict(one) for one in found.bins],
        "calibration_error": round(found.calibration_error, 4),
        "papers": found.evaluation.papers,
        "papers_absent": found.evaluation.absent,
        **({"errors": [asdict(one) for one in told]} if with_errors else {}),
    }


def _print(found: Assessment, told: Sequence[Mistake]) -> None:
    from kg.evaluate import figures

    columns = ("precision", "recall", "f1", "right", "wrong", "missed")
    scores = {kind: figures(score) for kind, score in found.evaluation.scores.items()}
    show_table(("kind", *columns), [(kind, *row.values()) for kind, row in scores.items()])
    if found.bins:
        bins = [
            (f"{one.low:g} to {one.high:g}", one.confidence, one.precision, one.predictions)
            for one in found.bins
        ]
        show_table(("confidence", "claimed", "right", "predictions"), bins)
    for measure, reason in dict.fromkeys((one.measure, one.reason) for one in told):
        number = sum((one.measure, one.reason) == (measure, reason) for one in found.mistakes)
        shown = [
            (one.name, one.paper, one.sentence)
            for one in told
            if (one.measure, one.reason) == (measure, reason)
        ]
        show_table(("name", "paper", "sentence"), shown, title=f"{measure}: {reason} ({number:,})")
    show_table(("further", "figure"), _further(found))
    say("introduces: among the datasets, methods and repositories that were found")


def _further(found: Assessment) -> list[tuple[str, float]]:
    """Give what is measured of the graph as a whole."""
    known = found.identity
    return [
        ("families of methods, recall", found.evaluation.families.recall),
        ("calibration error", found.calibration_error),
        ("datasets and methods found", known.found),
        ("… that share a node with another one", len(known.merged)),
        ("… that have several nodes", len(known.split)),
        ("papers annotated", found.evaluation.papers),
        ("… that are not in the graph", found.evaluation.absent),
    ]


def _first_of_each(mistakes: Sequence[Mistake], most: int) -> list[Mistake]:
    """Give up to so many mistakes of each class."""
    classes: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for one in mistakes:
        classes[one.measure, one.reason].append(one)
    return [one for found in classes.values() for one in found[:most]]


def _below(found: Assessment, floors: dict[str, dict[str, float]]) -> list[str]:
    from kg.evaluate import figures, scores

    known = {kind: figures(score) for kind, score in scores(found).items()}
    return [
        f"{figure} of {kind} {known[kind][figure]:.3f} < {floor:g}"
        for figure, wanted in floors.items()
        for kind, floor in wanted.items()
        if known[kind][figure] < floor
    ]


def _above(found: Assessment, merged: float | None, error: float | None) -> list[str]:
    limits = (
        ("merged", found.identity.merged_rate, merged),
        ("calibration error", found.calibration_error, error),
    )
    return [
        f"{name} {value:.3f} > {most:g}" for name, value, most in limits if most is not None and value > most
    ]


def _all_floors(**given: Floors) -> dict[str, dict[str, float]]:
    """Read the floors of each figure."""
    return {figure: _floors(f"--min-{figure}", floors) for figure, floors in given.items()}


def _floors(option: str, given: Floors) -> dict[str, float]:
    """Read KIND=SHARE, or SHARE for every kind; what names a kind goes before what does not."""
    from kg.evaluate import MEASURES

    known = (*MEASURES, "families") if option == "--min-recall" else MEASURES
    found: dict[str, float] = {}
    for text in sorted(given or (), key=lambda one: "=" in one):
        kind, equals, figure = text.rpartition("=")
        try:
            floor = float(figure)
        except ValueError:
            floor = -1
        if not 0 <= floor <= 1 or (equals and kind not in known):
            raise UsageError(
                f"{option} {text}: expected a share such as 0.8, or KIND=SHARE such as datasets=0.8, with KIND one of "
                f"{', '.join(known)}"
            )
        found |= {kind: floor} if equals else dict.fromkeys(MEASURES, floor)
    return found
