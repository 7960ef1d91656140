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

from kg.extract.features import Features, alone, beside, leading

Weights = tuple[int, ...]
"""What speaks for each class, in thousandths."""

_MOST_SEEN = 1 << 14
_MOST_BESIDE = 1 << 12


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier: for each feature one weight a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, Weights]

    seen: dict[frozenset[str], tuple[Weights, _Beside]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """For a name's own features, their sum, and what others bring beside them: the same come again and again."""
    besides: dict[frozenset[str], _Beside] = field(default_factory=dict, repr=False, compare=False)

    def sums(self, features: Features) -> Weights:
        """Give the sum of weights of each class."""
        own, others = self.seen.get(features.own) or self._look_up(features.own)
        return _added([own, *map(others.__getitem__, features.said)])

    def _look_up(self, own: frozenset[str]) -> tuple[Weights, _Beside]:
        leads = leading(own)
        others = self.besides.setdefault(leads, _Beside(self, leads))
        answer = (self.added(alone(own)), others)
        if len(self.seen) < _MOST_SEEN:
            self.seen[own] = answer
        return answer

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
        self.classifier, self.leads = classifier, leads

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
