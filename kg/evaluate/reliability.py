"""Whether confidence means what it says: of the predictions given 0.8, how many are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluate.compare import Judged

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where the bins of confidence begin and end; most predictions are sure, so the last bins are narrow."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of similar confidence."""

    low: float
    high: float
    """Not in the bin, but in the last."""
    predictions: int
    confidence: float
    """Mean of what they claim."""
    precision: float
    """Share of them that is right."""


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Give the bins that hold any predictions, from low to high confidence."""
    found = []
    for low, high in pairwise(EDGES):
        inside = [
            one for one in judged if low <= one.confidence < high or one.confidence == high == EDGES[-1]
        ]
        if inside:
            sure = sum(one.confidence for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            found.append(Bin(low, high, len(inside), sure, right))
    return found


def expected_error(judged: Sequence[Judged]) -> float:
    """
    Give the expected calibration error: by how much confidence and precision differ, on average over predictions.

    (Naeini, Cooper and Hauskrecht, 2015, with the bins of `EDGES`.) 0 is perfect; 0 without predictions.
    """
    total = sum(one.predictions for one in reliability(judged))
    gaps = [one.predictions * abs(one.confidence - one.precision) for one in reliability(judged)]
    return sum(gaps) / total if total else 0.0
