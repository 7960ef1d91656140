"""
The classifier: a linear model over the features of a candidate, trained by `kg.training.classifiers`.

Multinomial logistic regression: the logit of a class is the sum of its weights over the active binary features, and
the probabilities are the softmax of the logits. The weights ship with the package as plain text, which can be read
and compared. They are fixed-point numbers, in thousandths: sums of integers are exact, so that logits depend neither
on the order of addition nor on which partial sums come from a cache.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kg.extract.contexts import CLASSES, NO_ODDS, Odds
from kg.extract.features import Features, Words, beside, together
from kg.extract.written import PIECE, Written, pieces, worded

Weights = tuple[int, ...]
"""The weights of a feature, in thousandths, or the logits of a candidate, in millionths: one for each class."""
_UNIT = 1_000
_MILLION = 1_000_000
"""What a thousandth and a whole are in logits: products of weights with log-odds, both in thousandths, need no rounding."""

_FORM = struct.Struct("<8i")
"""Layout of a packed number: 32 bits a class, far more than any logit needs."""
_SHIFTS = range(0, 8 * 32, 32)
_SIGNS = sum(1 << shift + 31 for shift in _SHIFTS)
"""The sign bit of each class."""
_MOST_BESIDE = 1 << 12
_MOST_NAMES = 1 << 16
"""Bounds of the caches: features for one set of leading features, and names."""


AROUND = tuple([f"around:{name}" for name in CLASSES])
"""Names of the features that are no yes or no: the log-odds by the context network."""


def packed(weights: Sequence[int]) -> int:
    """Pack the weights of all classes into one integer, so that one addition sums all of them."""
    return sum(one << shift for one, shift in zip(weights, _SHIFTS, strict=False))


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier over binary features, with one weight for each feature and class."""

    classes: tuple[str, ...]
    weights: Mapping[str, int]
    """By feature, those of all classes packed; see `packed`."""

    besides: dict[frozenset[str], _Beside] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by leading features, the weights of other features with their conjunctions."""

    names: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by name, the sum of the weights of the features that depend on the name alone."""

    around: Sequence[int] = field(init=False, repr=False, compare=False)
    """The packed weights of the log-odds that the context network gives, in the order of its classes."""
    prefixed: dict[str, Mapping[str, int]] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by prefix, the packed weights of the features that begin with it, by what follows."""

    def __post_init__(self) -> None:
        """Look up the weights of the log-odds once."""
        object.__setattr__(self, "around", [self.weights.get(name, 0) for name in AROUND])

    def sums(self, features: Features, odds: Odds = NO_ODDS) -> Weights:
        """Give the logit of each class, in millionths; `odds` are those of `kg.extract.contexts.odds`."""
        others = self.besides.get(features.leads)
        if others is None:
            others = self.besides[features.leads] = _Beside(self, features.leads)
        name = self.names.get(features.written.name)
        if name is None:
            name = self._named(features.written)
        said = sum(map(others.__getitem__, features.said))
        total = others.together + name + said + self._near(features.sides)
        (first, second, third), (one, two, three) = self.around, odds
        return self.unpacked(_UNIT * total + one * first + two * second + three * third)

    def _named(self, written: Written) -> int:
        """Give the packed weights of the features that depend on the name alone and are in no conjunction."""
        letters = sum(filter(None, map(self._after(PIECE).get, pieces(written.name))))
        answer = letters + self.total(worded(written.name)) + self.total(written.said)
        if len(self.names) < _MOST_NAMES:
            self.names[written.name] = answer
        return answer

    def _near(self, words: Words) -> int:
        """Give the packed weights of the context words, each of which counts once."""
        total = 0
        for prefix, met in words.items():
            total += sum(filter(None, map(self._after(prefix).get, met)))
        return total

    def _after(self, prefix: str) -> Mapping[str, int]:
        """Give the packed weights of the features with a prefix by the rest of their names, so that none need be built."""
        found = self.prefixed.get(prefix)
        if found is None:
            found = {
                name[len(prefix) :]: one for name, one in self.weights.items() if name.startswith(prefix)
            }
            self.prefixed[prefix] = found
        return found

    def added(self, names: Iterable[str], words: Words = MappingProxyType({})) -> Weights:
        """Give the logits for features given by name or as words, in millionths; those without weights count zero."""
        return self.unpacked(_UNIT * (self.total(names) + self._near(words)))

    def total(self, names: Iterable[str]) -> int:
        """Give the same packed into one integer; see `packed`."""
        return sum(filter(None, map(self.weights.get, names)))

    def unpacked(self, total: int) -> Weights:
        """Unpack weights, or a sum of packed weights."""
        # An offset makes all classes positive, so that none borrows from the next; the xor takes it away.
        apart = (total + _SIGNS) ^ _SIGNS
        return _FORM.unpack(apart.to_bytes(_FORM.size, "little"))[: len(self.classes)]

    def shares(self, sums: Weights) -> dict[str, float]:
        """Give the probability of each class: the softmax of its logits, which are in millionths."""
        highest = max(sums)
        parts = [math.exp((one - highest) / _MILLION) for one in sums]
        total = sum(parts)
        return {name: part / total for name, part in zip(self.classes, parts, strict=True)}


class _Beside(dict[str, int]):
    """A cache from a feature to its packed weights, those of its conjunctions with given leading features included."""

    def __init__(self, classifier: Linear, leads: frozenset[str]) -> None:
        super().__init__()
        self.classifier, self.leads = classifier, leads
        self.together = classifier.total(together(leads))

    def __missing__(self, one: str) -> int:
        answer = self.classifier.total(beside(self.leads, one))
        if len(self) < _MOST_BESIDE:
            self[one] = answer
        return answer


def make(classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Linear:
    """Give the classifier with these classes and weights by feature, rounded to thousandths."""
    rounded = {name: packed([round(1000 * one) for one in found]) for name, found in weights.items()}
    return Linear(tuple(classes), rounded)


@cache
def load(name: str) -> Linear:
    """Give the classifier `kinds` or `roles` that ships with the package."""
    data = json.loads((files("kg.extract") / "weights" / f"{name}.json").read_text("utf-8"))
    return make(data["classes"], data["weights"])
