"""
Linear models over the features of a candidate, trained by `kg.training`.

The model of roles is a multinomial logistic regression: the logit of a class is the sum of its weights over the active
binary features, and the probabilities are the softmax of the logits. Its weights ship with the package as plain text,
which can be read and compared. That of kinds is the first layer of a network (`kg.extract.models.network`). Weights are
fixed-point numbers, in thousandths: sums of integers are exact, so that logits depend neither on the order of addition
nor on which partial sums come from a cache.
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
from typing import Any

from kg.extract.features.kinds import Features, Words, beside, together
from kg.extract.features.written import PIECE, Written, pieces, worded

Weights = tuple[int, ...]
"""The weights of a feature, or the logits of a candidate, in thousandths: one for each class."""
_UNIT = 1_000

_LANE, _HALF = 32, 1 << 31
"""Bits of a number of a packed integer, far more than any sum needs, and the lowest of them that tells its sign."""
_MOST_BESIDE = 1 << 12
_MOST_NAMES = 1 << 16
"""Bounds of the caches: features for one set of leading features, and names."""


def packed(weights: Sequence[int]) -> int:
    """Pack the weights of all classes into one integer, so that one addition sums all of them."""
    lanes = b"".join([(one + _HALF).to_bytes(_LANE // 8, "little") for one in weights])
    return int.from_bytes(lanes, "little") - _signs(len(weights))


def packed_rows(table: Any) -> list[int]:
    """Give the same for each row of a table of numpy, in a fraction of the time."""
    lanes = (table.astype("int64") + _HALF).astype("<u4").tobytes()
    size, signs = table.shape[1] * _LANE // 8, _signs(table.shape[1])
    return [int.from_bytes(lanes[at : at + size], "little") - signs for at in range(0, len(lanes), size)]


@cache
def _signs(count: int) -> int:
    """Give the integer that has the sign bit of each of some packed numbers."""
    return sum(_HALF << _LANE * at for at in range(count))


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier over binary features, with one weight for each feature and class."""

    classes: tuple[str, ...]
    """What it has weights for: classes, or also the units of a hidden layer."""
    weights: Mapping[str, int]
    """By feature, those of all classes packed; see `packed`."""

    besides: dict[frozenset[str], _Beside] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by leading features, the weights of other features with their conjunctions."""

    names: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by name, the sum of the weights of the features that depend on the name alone."""

    prefixed: dict[str, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)
    """A cache: by prefix, the packed weights of the features that begin with it, by what follows."""

    def sums(self, features: Features) -> int:
        """Give the sums of the weights of all active features, packed into one integer; see `packed`."""
        others = self.besides.get(features.leads)
        if others is None:
            others = self.besides[features.leads] = _Beside(self, features.leads)
        name = self.names.get(features.written.name)
        if name is None:
            name = self._named(features.written)
        return (
            others.together + name + sum(map(others.__getitem__, features.said)) + self._near(features.sides)
        )

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
            weights = self._after(prefix)
            for word in met:
                total += weights.get(word, 0)
        return total

    def _after(self, prefix: str) -> dict[str, int]:
        """Give the packed weights of the features with a prefix by the rest of their names, so that none need be built."""
        found = self.prefixed.get(prefix)
        if found is None:
            found = {
                name[len(prefix) :]: one for name, one in self.weights.items() if name.startswith(prefix)
            }
            self.prefixed[prefix] = found
        return found

    def added(self, names: Iterable[str], words: Words = MappingProxyType({})) -> Weights:
        """Give the logits for features given by name or as words; those without weights count zero."""
        return self.unpacked(self.total(names) + self._near(words))

    def total(self, names: Iterable[str]) -> int:
        """Give the same packed into one integer; see `packed`."""
        return sum(filter(None, map(self.weights.get, names)))

    def unpacked(self, total: int) -> Weights:
        """Unpack weights, or a sum of packed weights."""
        return struct.unpack(f"<{len(self.classes)}i", self.rows([total]))

    def rows(self, totals: Iterable[int]) -> bytes:
        """Give sums of packed weights as a table: a row for each, of numbers of 32 bits, the lowest byte first."""
        # An offset makes all numbers positive, so that none borrows from the next; the xor takes it away.
        size, signs = len(self.classes) * _LANE // 8, _signs(len(self.classes))
        return b"".join([((one + signs) ^ signs).to_bytes(size, "little") for one in totals])

    def shares(self, sums: Weights) -> dict[str, float]:
        """Give the probability of each class: the softmax of its logits."""
        return shares(self.classes, sums)


def shares(classes: Sequence[str], logits: Weights) -> dict[str, float]:
    """Give the probability of each class: the softmax of its logits, which are in thousandths."""
    highest = max(logits)
    parts = [math.exp((one - highest) / _UNIT) for one in logits]
    total = sum(parts)
    return {name: part / total for name, part in zip(classes, parts, strict=True)}


class _Beside(dict[str, int]):
    """A cache from a feature to its packed weights, those of its conjunctions with given leading features included."""

    def __init__(self, classifier: Linear, leads: frozenset[str]) -> None:
        super().__init__()
        self.classifier, self.leads = classifier, leads
        self.together = classifier.total(together(leads))

    def __missing__(self, one: str) -> int:
        names = [*beside(self.leads, one)]
        known = self.classifier.weights
        # A sum would be another integer in memory for each set of leading features, and these are large.
        answer = self.classifier.total(names) if names[1:] else known.get(one, 0)
        if len(self) < _MOST_BESIDE:
            self[one] = answer
        return answer


def make(classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Linear:
    """Give the model with these classes and weights by feature, rounded to thousandths."""
    rounded = {name: packed([round(_UNIT * one) for one in found]) for name, found in weights.items()}
    return Linear(tuple(classes), rounded)


@cache
def load(name: str) -> Linear:
    """Give a model that ships with the package as text: that of `roles`."""
    data = json.loads((files("kg.extract") / "weights" / f"{name}.json").read_text("utf-8"))
    return make(data["classes"], data["weights"])
