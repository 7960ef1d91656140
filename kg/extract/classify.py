"""
The classifier: a linear model over the features of a candidate, trained by `kg.training.classifiers`.

Multinomial logistic regression (softmax of summed weights). The weights ship with the package as plain text, so
that a reader can see what speaks for what, and classifying needs nothing but additions. They are whole thousandths:
sums are exact, so that neither their order nor what was added up before matters.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kg.extract.features import SIDES, Features, beside, together
from kg.extract.text import Word
from kg.extract.written import PIECE, Written, pieces, worded

Weights = tuple[int, ...]
"""What speaks for each class, in thousandths."""

_FORM = struct.Struct("<8i")
"""How the classes lie in a packed number; sums stay far below what the 32 bits of each can hold."""
_SHIFTS = range(0, 8 * 32, 32)
_SIGNS = sum(1 << shift + 31 for shift in _SHIFTS)
"""The highest bit of each class."""
_MOST_BESIDE = 1 << 12
_MOST_NAMES = 1 << 16


def packed(weights: Sequence[int]) -> int:
    """Give weights as one number, so that all classes are added up at once."""
    return sum(one << shift for one, shift in zip(weights, _SHIFTS, strict=False))


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear classifier: for each feature one weight a class."""

    classes: tuple[str, ...]
    weights: Mapping[str, int]
    """What each feature says; see `packed`."""

    besides: dict[frozenset[str], _Beside] = field(default_factory=dict, repr=False, compare=False)
    """For leading features, what they and others bring together: the same come again and again."""

    names: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    """For names, what their letters and words say."""

    pieces: Mapping[str, int] = field(init=False, repr=False, compare=False)
    sides: Sequence[tuple[Mapping[str, int], Mapping[str, int]]] = field(
        init=False, repr=False, compare=False
    )
    """The weights of pieces of names, and of the words at each side and their groups, by nothing but these."""

    def __post_init__(self) -> None:
        """Set the weights apart that are looked up most often."""
        object.__setattr__(self, "pieces", _part(self.weights, PIECE))
        sides = [(_part(self.weights, f"{side}="), _part(self.weights, f"{side}:")) for side in SIDES]
        object.__setattr__(self, "sides", sides)

    def sums(self, features: Features) -> Weights:
        """Give the sum of weights of each class."""
        others = self.besides.get(features.leads)
        if others is None:
            others = self.besides[features.leads] = _Beside(self, features.leads)
        name = self.names.get(features.written.name)
        if name is None:
            name = self._named(features.written)
        said = sum(map(others.__getitem__, features.said))
        return self.unpacked(others.together + name + said + self._near(features.sides))

    def _named(self, written: Written) -> int:
        """Give what the writing of a name says that is joined with nothing."""
        letters = sum(filter(None, map(self.pieces.get, pieces(written.name))))
        answer = letters + self.total(worded(written.name)) + self.total(written.said)
        if len(self.names) < _MOST_NAMES:
            self.names[written.name] = answer
        return answer

    def _near(self, sides: Iterable[Sequence[Word]]) -> int:
        """Give what the words around the places of a name say, each but once."""
        total = 0
        for met, (words, groups) in zip(sides, self.sides, strict=True):
            if len(met) == 1:
                (word,) = met
                total += words.get(word.lower, 0)
                if word.group:
                    total += groups.get(word.group, 0)
            elif met:
                total += sum(filter(None, map(words.get, {word.lower for word in met})))
                total += sum(filter(None, map(groups.get, {word.group or "" for word in met})))
        return total

    def added(self, names: Iterable[str]) -> Weights:
        """Give the sum of the weights of the features so named; features without weights say nothing."""
        return self.unpacked(self.total(names))

    def total(self, names: Iterable[str]) -> int:
        """Give the same as one number; see `packed`."""
        return sum(filter(None, map(self.weights.get, names)))

    def unpacked(self, total: int) -> Weights:
        """Give the weights that were packed or added up as one number."""
        apart = (total + _SIGNS) ^ _SIGNS  # all above zero, so that none takes from the next, and back
        return _FORM.unpack(apart.to_bytes(_FORM.size, "little"))[: len(self.classes)]

    def shares(self, sums: Weights) -> dict[str, float]:
        """Give the probability of each class for the sums of weights."""
        highest = max(sums)
        parts = [math.exp((one - highest) / 1000) for one in sums]
        total = sum(parts)
        return {name: part / total for name, part in zip(self.classes, parts, strict=True)}


class _Beside(dict[str, int]):
    """What a feature of a place brings, with its conjunctions, beside given leading features; filled as it is asked."""

    def __init__(self, classifier: Linear, leads: frozenset[str]) -> None:
        super().__init__()
        self.classifier, self.leads = classifier, leads
        self.together = classifier.total(together(leads))

    def __missing__(self, one: str) -> int:
        answer = self.classifier.total(beside(self.leads, one))
        if len(self) < _MOST_BESIDE:
            self[one] = answer
        return answer


def _part(weights: Mapping[str, int], prefix: str) -> Mapping[str, int]:
    """Give the weights of the features that begin so, by what comes behind that."""
    return {name[len(prefix) :]: one for name, one in weights.items() if name.startswith(prefix)}


def make(classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> Linear:
    """Give the classifier with these weights, rounded to thousandths."""
    rounded = {name: packed([round(1000 * one) for one in found]) for name, found in weights.items()}
    return Linear(tuple(classes), rounded)


@cache
def load(name: str) -> Linear:
    """Give the classifier `kinds` or `roles` that ships with the package."""
    data = json.loads((files("kg.extract") / "weights" / f"{name}.json").read_text("utf-8"))
    return make(data["classes"], data["weights"])
