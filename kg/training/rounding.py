"""Rounds a trained network to the whole numbers that the extraction uses (`kg.extract.models.network`), and writes it."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log2
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract.models.linear import Linear, packed
from kg.extract.models.network import CLASSES, MOST, OUTPUTS, Layer, Network
from kg.training.network import Weights
from kg.training.tables import Table

LARGEST = 127
"""Largest weight of a layer and of vectors. Sums of 320 of the one times the other, and of 32 weights times `MOST`, stay below 2^24."""
RARE = 99.95
"""Percentile of the absolute weights that becomes the largest one; the few above it are cut."""
FINE = 128
"""About how many steps there are between 0 and 1 in the part of a feature in a unit of the hidden layer."""
SMALLEST = (80, 8)
"""Features whose parts of logits, in thousandths, and of units of the hidden layer are smaller than these are pruned."""
_MOST_PART = 2**15 - 1
"""Largest part of a feature: the file has 16 bits for it."""
_ENOUGH = 10_000
"""Candidates that show how far activations go."""


def rounded(weights: Weights, names: Sequence[str], seen: Table) -> Network:
    """
    Give a network in whole numbers that answers as one in floating point does.

    `names` are those of the features, in the order of their numbers from 1. Activations are scaled to `MOST`, as far as
    those of some candidates that are `seen` go; factors are powers of two but for the last one, which gives thousandths.
    """
    some = seen.rows(slice(None, None, max(1, len(seen.places) // _ENOUGH)))
    vectors, coarse = _whole(weights["vectors"])
    inner, finer = _whole(weights["around weights"])
    shrunk = 2.0 ** round(log2(FINE / (coarse * finer)))
    around = Layer(inner, _offsets(weights["around biases"], coarse * finer), shrunk)
    scale = coarse * finer * shrunk
    parts = np.round(
        weights["features"] * ([1000.0] * len(CLASSES) + [scale] * (len(OUTPUTS) - len(CLASSES)))
    )
    parts = np.clip(parts, -_MOST_PART, _MOST_PART)
    heard = vectors[some.windows[:, 0]].reshape(len(some.places), -1) @ inner + around.biases
    sums = parts[some.features].sum(1)[:, len(CLASSES) :] + heard * shrunk
    factor = 2.0 ** floor(log2(MOST / max(1.0, float(np.percentile(sums.max(1), RARE)))))
    last, finer = _whole(weights["outer weights"])
    scale *= factor * finer
    outer = Layer(last, _offsets(weights["outer biases"], scale), 1000 / scale)
    return Network(Linear(OUTPUTS, _features(parts[1:], names)), vectors, around, factor, outer)


def save(network: Network, file: Path) -> None:
    """Write the network to the file that the extraction loads."""
    names = sorted(network.features.weights)
    table = [network.features.unpacked(network.features.weights[name]) for name in names]
    arrays: dict[str, Any] = {
        "names": np.frombuffer("\n".join(names).encode(), np.uint8),
        "features": np.array(table, np.int16).reshape(len(names), len(OUTPUTS)),
        "vectors": network.vectors.astype(np.int8),
        "factor": np.float64(network.factor),
    }
    for name, layer in (("around", network.around), ("outer", network.outer)):
        arrays[f"{name} weights"] = layer.weights.astype(np.int8)
        arrays[f"{name} biases"] = layer.biases.astype(np.int32)
        arrays[f"{name} factor"] = np.float64(layer.factor)
    np.savez_compressed(file, **arrays)


def _offsets(biases: Any, scale: float) -> Any:
    return np.round(biases * scale).astype(np.float32)


def _whole(weights: Any) -> tuple[Any, float]:
    """Give weights as whole numbers to `LARGEST`, and the factor that made them so."""
    scale = LARGEST / float(np.percentile(np.abs(weights), RARE))
    return np.clip(np.round(weights * scale), -LARGEST, LARGEST).astype(np.float32), scale


def _features(parts: Any, names: Sequence[str]) -> dict[str, int]:
    """Give the weights of the features that matter, packed, by name."""
    of_logits, of_units = np.abs(parts[:, : len(CLASSES)]).max(1), np.abs(parts[:, len(CLASSES) :]).max(1)
    kept = (of_logits >= SMALLEST[0]) | (of_units >= SMALLEST[1])
    return {names[at]: packed(parts[at].astype(int).tolist()) for at in np.flatnonzero(kept).tolist()}
