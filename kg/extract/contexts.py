"""
The context network: what the words around a name, and not the name itself, say about its kind.

A feed-forward network over the vectors of the words on either side of a place, after Y. Bengio et al., "A Neural
Probabilistic Language Model", JMLR 2003. `kg.training.contexts` trains it on papers that nobody annotated, with the
probabilities of the linear classifier as labels, so that it learns from the contexts of four times as many papers
as were annotated: co-training (A. Blum and T. Mitchell, "Combining Labeled and Unlabeled Data with Co-Training", COLT 1998).
Its answers are features of the linear classifier in turn (`kg.extract.classify`).

All its weights and activations are whole numbers, and no sum of them reaches 2^24: so float32 has every sum exactly, in
whatever order a processor adds, and the answers are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.extract.candidates import Candidate
from kg.extract.document import Text
from kg.model import Field

WINDOW = 5
"""Words on either side of a place that the network sees."""
CLASSES = ("dataset", "method", "family")
"""The classes whose log-odds against "none" the network gives."""
FILE = "contexts.npz"
"""The file beside the weights."""
MOST = 1023
"""Highest activation of a hidden unit."""

Odds = tuple[int, ...]
"""For each of `CLASSES`, the log-odds against "none", in thousandths."""
NO_ODDS: Odds = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Network:
    """
    The weights: whole numbers in arrays of float32.

    A layer is its weights (inputs by units), its biases, and the factor, a power of two, that makes its sums
    activations, or for the last layer thousandths of log-odds.
    """

    vectors: Any
    """Word vectors, a row for each word by its number; see `kg.extract.groups.numbers`."""
    layers: Sequence[tuple[Any, Any, float]]

    def odds(self, windows: Sequence[int]) -> list[list[int]]:
        """Give the log-odds for each window; its words are `2 * WINDOW` consecutive numbers of `windows`."""
        import numpy as np

        seen = self.vectors.take(np.array(windows, dtype=np.intp), axis=0)
        values = seen.reshape(-1, 2 * WINDOW * seen.shape[1])
        *hidden, (weights, biases, factor) = self.layers
        for inner, offsets, scale in hidden:
            values = values @ inner
            values += offsets
            values *= scale
            np.floor(values, out=values)
            np.maximum(values, 0, out=values)
            np.minimum(values, MOST, out=values)
        values = values @ weights
        values += biases
        values *= factor
        found: list[list[int]] = values.astype(np.int32).tolist()
        return found


def odds(text: Text, found: Sequence[Candidate], network: Network) -> list[Odds]:
    """Give the log-odds of each candidate of a paper: the mean over its places."""
    if not found:
        return []
    answers = network.odds(windows(text, found))
    given, behind = [], 0
    for candidate in found:
        count = len(candidate.places)
        if count == 1:
            given.append(tuple(answers[behind]))
        else:
            rows = answers[behind : behind + count]
            given.append(tuple([sum(column) // count for column in zip(*rows, strict=True)]))
        behind += count
    return given


def windows(text: Text, found: Iterable[Candidate]) -> list[int]:
    """Give the windows around all places of all candidates, one after the other; see `Network.odds`."""
    around, given = dict[Field, list[int]](), list[int]()
    for name, one in text.fields.items():
        around[name] = [*_EDGE, *[word.vector for word in one.words], *_EDGE]
    for candidate in found:
        for place in candidate.places:
            words = around[place.field]
            given += words[place.first : place.first + WINDOW]
            given += words[place.last + WINDOW : place.last + 2 * WINDOW]
    return given


_EDGE = [0] * WINDOW


@cache
def load() -> Network:
    """Give the network that ships with the package."""
    import numpy as np

    with (files("kg.extract") / "weights" / FILE).open("rb") as file, np.load(file) as data:
        count = len([name for name in data if name.startswith("weights")])
        layers = [
            (
                data[f"weights{at}"].astype(np.float32),
                data[f"biases{at}"].astype(np.float32),
                float(data[f"factor{at}"]),
            )
            for at in range(count)
        ]
        return Network(data["vectors"].astype(np.float32), layers)
