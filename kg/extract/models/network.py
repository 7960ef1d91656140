"""
The network that judges what kind of thing a name is: by the features of a candidate and the words around its places.

A feed-forward network with one hidden layer and two inputs. The features of a candidate (`kg.extract.features.kinds`) add up to
the logits of a linear model, and beside them to the hidden layer: a wide and deep model, after H.-T. Cheng et al., "Wide &
Deep Learning for Recommender Systems", DLRS 2016. The words on either side of its places come in as vectors (Y. Bengio et
al., "A Neural Probabilistic Language Model", JMLR 2003). `kg.training.network` trains it.

All its weights and activations are whole numbers, and no sum of them reaches 2^24: so float32 has every sum exactly, in
whatever order a processor adds, and the answers are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

from kg.extract.candidates.gathering import Candidate
from kg.extract.document import Text
from kg.extract.features.kinds import Features
from kg.extract.models.linear import Linear, Weights, packed_rows

CLASSES = ("none", "dataset", "method", "family")
"""What a candidate may be."""
UNITS = 32
"""Units of the hidden layer."""
OUTPUTS = (*CLASSES, *[f"unit {number}" for number in range(UNITS)])
"""What a feature has weights for."""
WINDOW = 5
"""Words on either side of a place that the network sees."""
_EDGE = 0
"""What stands beyond the first and the last word of a text."""
FILE = "kinds.npz"
"""The file beside the weights."""
MOST = 1023
"""Highest activation of a unit of the hidden layer."""

_BLOCK = 24
"""Windows that are multiplied at a time: with more, OpenBLAS starts threads, which cost more than they bring."""


class Layer(NamedTuple):
    """Weights (inputs by outputs), biases, and the factor that makes their sums what comes next."""

    weights: Any
    biases: Any
    factor: float


@dataclass(frozen=True, slots=True)
class Network:
    """The weights: whole numbers in arrays of float32."""

    features: Linear
    """Those of each feature: its thousandths of the logits of `CLASSES`, then its parts of the hidden layer."""
    vectors: Any
    """Word vectors, a row for each word by its number; see `kg.extract.text.groups.numbers`."""
    around: Layer
    """From the vectors of the words around a place to its part of the hidden layer."""
    factor: float
    """What makes activations of the sums of these parts."""
    outer: Layer
    """From the hidden layer to thousandths of logits."""

    def logits(self, sums: Sequence[int], windows: Sequence[int], places: Sequence[int]) -> list[Weights]:
        """
        Give the logits of `CLASSES` for some candidates, in thousandths.

        `sums` are those of their features, packed; `windows` the words around all their places, `2 * WINDOW` numbers
        each, and `places` says how many places each has.
        """
        import numpy as np

        given = np.frombuffer(self.features.rows(sums), "<i4").reshape(len(sums), -1)
        seen = self.vectors.take(np.array(_filled(windows), dtype=np.intp), axis=0)
        seen = seen.reshape(-1, min(_BLOCK, sum(places)), 2 * WINDOW * seen.shape[1])
        heard = _sums(seen, self.around).reshape(-1, UNITS)[: sum(places)]
        if len(places) < len(heard):
            counts = np.array(places, np.intp)
            heard = np.add.reduceat(heard, counts.cumsum() - counts)
            heard /= counts[:, None]
            np.floor(heard, out=heard)
        heard += given[:, len(CLASSES) :]
        heard *= self.factor
        np.floor(heard, out=heard)
        np.maximum(heard, 0, out=heard)
        np.minimum(heard, MOST, out=heard)
        found = _sums(heard, self.outer)
        found += given[:, : len(CLASSES)]
        return [*map(tuple, found.astype(np.int32).tolist())]


def _filled(windows: Sequence[int]) -> Sequence[int]:
    """Give the windows of several blocks with empty ones that fill the last block."""
    full = _BLOCK * 2 * WINDOW
    return windows if len(windows) <= full else [*windows, *[0] * (-len(windows) % full)]


def _sums(values: Any, layer: Layer) -> Any:
    """Give the sums of a layer times its factor, as whole numbers."""
    import numpy as np

    found = values @ layer.weights
    found += layer.biases
    found *= layer.factor
    np.floor(found, out=found)
    return found


class Described(NamedTuple):
    """A paper with its candidates, their features, and the windows around the places of each."""

    text: Text
    found: Sequence[Candidate]
    features: Sequence[Features]
    windows: Sequence[list[int]]


def logits(papers: Iterable[Described], network: Network) -> list[Weights]:
    """
    Give the logits of `CLASSES` for the candidates of papers, those of one after those of another, in thousandths.

    What is said of a paper does not depend on the others; many at a time are quicker.
    """
    sums: list[int] = []
    around: list[int] = []
    places: list[int] = []
    for paper in papers:
        sums += map(network.features.sums, paper.features)
        around += chain.from_iterable(paper.windows)
        places += [len(one.places) for one in paper.found]
    return network.logits(sums, around, places) if sums else []


def windows(text: Text, candidate: Candidate) -> list[int]:
    """Give the windows around the places of a candidate, one after the other; see `Network.logits`."""
    given: list[int] = []
    for place in candidate.places:
        words = text.fields[place.field].words
        count = len(words)
        before, behind = range(place.first - WINDOW, place.first), range(place.last, place.last + WINDOW)
        given += [words[at].vector if at > 0 else _EDGE for at in before]
        given += [words[at].vector if at < count else _EDGE for at in behind]
    return given


@cache
def load() -> Network:
    """Give the network that ships with the package."""
    import numpy as np

    with (files("kg.extract") / "weights" / FILE).open("rb") as file, np.load(file) as data:
        names = bytes(data["names"]).decode().split("\n")
        weights = dict(zip(names, packed_rows(data["features"]), strict=True))
        around, outer = (
            Layer(
                data[f"{name} weights"].astype(np.float32),
                data[f"{name} biases"].astype(np.float32),
                float(data[f"{name} factor"]),
            )
            for name in ("around", "outer")
        )
        vectors = data["vectors"].astype(np.float32)
        return Network(Linear(OUTPUTS, weights), vectors, around, float(data["factor"]), outer)
