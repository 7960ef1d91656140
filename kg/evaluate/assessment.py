"""All that is measured of a graph against annotations, as one value and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.evaluate.annotations import MEASURES, Annotated
from kg.evaluate.compare import Evaluation, Score, evaluate
from kg.evaluate.identity import Identity, identity
from kg.evaluate.mistakes import Mistake, mistakes
from kg.evaluate.reliability import Bin, expected_error, reliability

Row = tuple[str, str, str, float]
"""Part of the assessment, name, figure, value."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Figures and mistakes."""

    evaluation: Evaluation
    identity: Identity
    bins: tuple[Bin, ...]
    calibration_error: float
    mistakes: tuple[Mistake, ...]


def assess(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Assessment:
    """Measure predictions against annotations."""
    found = evaluate(gold, predicted)
    return Assessment(
        found,
        identity(gold, predicted),
        tuple(reliability(found.judged)),
        expected_error(found.judged),
        tuple(mistakes(gold, predicted)),
    )


def rows(found: Assessment) -> Iterator[Row]:
    """Give all figures, one a row."""
    for name, score in scores(found).items():
        yield from (("score", name, figure, value) for figure, value in figures(score).items())
    known = found.identity
    yield "identity", "found", "entities", known.found
    yield "identity", "merged", "entities", len(known.merged)
    yield "identity", "merged", "rate", round(known.merged_rate, 4)
    yield "identity", "split", "entities", len(known.split)
    yield "identity", "split", "rate", round(known.split_rate, 4)
    for one in found.bins:
        name = f"{one.low:g}-{one.high:g}"
        yield "confidence", name, "predictions", one.predictions
        yield "confidence", name, "claimed", round(one.confidence, 4)
        yield "confidence", name, "right", round(one.precision, 4)
    yield "confidence", "all", "calibration error", round(found.calibration_error, 4)
    yield "papers", "all", "annotated", found.evaluation.papers
    yield "papers", "all", "absent", found.evaluation.absent


def scores(found: Assessment) -> dict[str, Score]:
    """Give the score of each kind, of the role, and of families, whose recall alone means something."""
    known = found.evaluation
    return {name: known.scores[name] for name in MEASURES} | {"families": known.families}


def figures(score: Score) -> dict[str, float]:
    """Give the figures of a score, shares rounded."""
    shares = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    counts = {"right": score.right, "wrong": len(score.wrong), "missed": len(score.missed)}
    return {name: round(share, 4) for name, share in shares.items()} | counts
