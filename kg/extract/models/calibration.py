"""
Calibration: from the probability that the classifier gives to a confidence that can be relied on.

The classifier is overconfident about names that the lexicon knows and underconfident about others: how often 0.9 is right
depends on the rule that found the name. So the confidence of a mention is passed through a logistic curve (Platt,
1999) with a slope for each kind and an offset for each kind and rule. `kg.training.classifiers` fits it, on predictions for papers
that the classifiers never saw, and stores it beside the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.model import Mention

LOWEST, HIGHEST = 0.01, 0.995
"""Bounds of a confidence: no prediction is certain."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve for each kind, shifted for each rule."""

    slopes: Mapping[str, float]
    """By kind (dataset, method, family); a kind without one keeps its confidence."""
    offsets: Mapping[str, float]
    """By kind, and by kind and rule ("dataset, known name"); a rule without an offset has that of its kind."""

    seen: dict[tuple[str, str, float], float] = field(default_factory=dict, repr=False, compare=False)
    """A cache of `confidence`, which is asked for the same values again and again."""

    def confidence(self, kind: str, rule: str, given: float) -> float:
        """Give the probability that a mention is right, from the probability that the classifier gave."""
        if kind not in self.slopes:
            return given
        answer = self.seen.get((kind, rule, given))
        if answer is None:
            offset = self.offsets.get(kind, 0.0) + self.offsets.get(f"{kind}, {rule}", 0.0)
            answer = round(expit(self.slopes[kind] * logit(given) + offset), 3)
            self.seen[kind, rule, given] = answer = min(max(answer, LOWEST), HIGHEST)
        return answer

    def of(self, mention: Mention) -> float:
        """Give the calibrated confidence of a mention."""
        return self.confidence("family" if mention.family else mention.kind, mention.rule, mention.confidence)


@cache
def load() -> Calibration:
    """Give the calibration that ships with the package."""
    data = json.loads((files("kg.extract") / "weights" / "calibration.json").read_text("utf-8"))
    return Calibration(data["slopes"], data["offsets"])


def dumps(found: Calibration) -> str:
    """Give a calibration as the text that `load` reads."""
    return json.dumps({"slopes": found.slopes, "offsets": found.offsets}, indent=1, sort_keys=True) + "\n"


def logit(share: float) -> float:
    """Give the log-odds of a probability, which is first clipped to `LOWEST` and `HIGHEST`."""
    kept = min(max(share, LOWEST), HIGHEST)
    return math.log(kept / (1 - kept))


def expit(odds: float) -> float:
    """Give the probability that has these log-odds."""
    return 1 / (1 + math.exp(-odds))
