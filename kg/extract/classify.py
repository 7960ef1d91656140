"""
The classifier: a linear model over the features of a candidate, trained by `kg.extract.train`.

Multinomial logistic regression (softmax of summed weights). The weights ship with the package as plain text, so
that a reader can see what speaks for what, and classifying needs nothing but additions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier: for each feature one weight a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Give the probability of each class; features without weights say nothing."""
        sums = [0.0] * len(self.classes)
        for feature in sorted(features):
            found = self.weights.get(feature)
            if found:
                for number, weight in enumerate(found):
                    sums[number] += weight
        highest = max(sums)
        shares = [math.exp(one - highest) for one in sums]
        total = sum(shares)
        return {name: share / total for name, share in zip(self.classes, shares, strict=True)}


@cache
def load(name: str) -> Linear:
    """Give the classifier `kinds` or `roles` that ships with the package."""
    data = json.loads((files("kg.extract") / "weights" / f"{name}.json").read_text("utf-8"))
    return Linear(tuple(data["classes"]), data["weights"])
