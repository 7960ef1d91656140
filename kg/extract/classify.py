"""
The classifier: a linear model over the features of a candidate, trained by `kg.train`.

Multinomial logistic regression (softmax of summed weights). The weights ship with the package as plain text, so
that a reader can see what speaks for what, and classifying needs nothing but additions. They are whole thousandths:
sums are exact, so that neither their order nor what was added up before matters.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.extract.features import Features, beside, spelled, together

Weights = tuple[int, ...]
"""What speaks for each class, in thousandths."""

_MOST_BESIDE = 1 << 12
_MOST_NAMES = 1 << 16


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier: for each feature one weight a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, Weights]

    besides: dict[frozenset[str], _Beside] = field(default_factory=dict, repr=False, compare=False)
    """For leading features, what they and others bring together: the same come again and again."""

    names: dict[str, Weights] = field(default_factory=dict, repr=False, compare=False)
    """For names, what their letters and words say."""

    def sums(self, features: Features) -> Weights:
        """Give the sum of weights of each class."""
        others = self.besides.get(features.leads)
        if others is None:
            others = self.besides[features.leads] = _Beside(self, features.leads)
        name = self.names.get(features.name)
        if name is None:
            name = self.added(spelled(features.name))
            if len(self.names) < _MOST_NAMES:
                self.names[features.name] = name
        company = filter(None, map(self.weights.get, features.company))
        return _added([others.together, name, *company, *map(others.__getitem__, features.found)])

    def added(self, names: Iterable[str]) -> Weights:
        """Give the sum of the weights of the features so named; features without weights say nothing."""
        return _added([(0,) * len(self.classes), *filter(None, map(self.weights.get, names))])

    def shares(self, sums: Weights) -> dict[str, float]:
        """Give the probability of each class for the sums of weights."""
        highest = max(sums)
        parts = [math.exp((one - highest) / 1000) for one in sums]
        total = sum(parts)
        return {name: part / total for name, part in zip(self.classes, parts, strict=True)}


class _Beside(dict[str, Weights]):
    """What a feature of a place brings, with its conjunctions, beside given leading features; filled as it is asked."""

    def __init__(self, classifier: Linear, leads: frozenset[str]) -> None:
        super().__init__()
        self.classifier, self.leads = classifier, leads
        self.together = classifier.added(together(leads))

    def __missing__(self, one: str) -> Weights:
        answer = self.classifier.added(beside(self.leads, one))
        if len(self) < _MOST_BESIDE:
            self[one] = answer
        return answer


def _added(rows: Iterable[Weights]) -> Weights:
    return tuple(map(sum, zip(*rows, strict=True)))


def make(classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Linear:
    """Give the classifier with these weights, rounded to thousandths."""
    rounded = {name: tuple(round(1000 * one) for one in found) for name, found in weights.items()}
    return Linear(tuple(classes), rounded)


@cache
def load(name: str) -> Linear:
    """Give the classifier `kinds` or `roles` that ships with the package."""
    data = json.loads((files("kg.extract") / "weights" / f"{name}.json").read_text("utf-8"))
    return make(data["classes"], data["weights"])
