"""
Training of the context network (`kg.extract.contexts`) on papers without annotations; `make train` calls it.

Its labels are the probabilities that a linear classifier, trained on the annotated papers, gives to the candidates of
the others: soft labels (G. Hinton, O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural Network", 2015). The
classifier sees the names, the network sees only the words around them. It starts from the word vectors of
`kg.training.word_groups`, is trained in floating point, and is then rounded to the whole numbers that the extraction
uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract import contexts, groups
from kg.extract.candidates import candidates
from kg.extract.classify import Linear
from kg.extract.contexts import CLASSES, MOST, NO_ODDS, WINDOW, Network
from kg.extract.document import read
from kg.extract.enumerations import enumerations
from kg.extract.features import features
from kg.extract.lexicon import Lexicon
from kg.model import Paper
from kg.training import word_groups

DIMENSIONS = 32
"""Dimensions of the word vectors."""
UNITS = (32, 32)
"""Units of the hidden layers. More, or twice the dimensions, gain little."""
EPOCHS = 4
BATCH = 2_048
RATE = 2e-3
"""Learning rate at the beginning; it falls to zero with the cosine of the time."""
DECAY = 1e-4
"""Weight decay (I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019)."""
LARGEST = 127
"""Largest weight after rounding. With inputs to `MOST` and at most 32 of these a unit, sums stay below 2^24."""
RARE = 99.95
"""Percentile of the absolute weights that becomes the largest one; the few above it are cut."""

Layers = list[tuple[Any, Any]]
"""For each layer its weights (inputs by units) and its biases."""


def train(
    papers: Sequence[Paper], lexicon: Lexicon, teacher: Linear, before: Network | None = None
) -> Network:
    """
    Give the network trained on the candidates of some papers, with the probabilities of the teacher as labels.

    `before` is the network that the teacher was trained with, if any.
    """
    windows, labels = _labelled(papers, lexicon, teacher, before)
    vectors, layers = _descend(_starting_vectors(papers), windows, labels)
    return rounded(vectors, layers, windows)


def save(network: Network, file: Path) -> None:
    """Write the network to the file that the extraction loads."""
    arrays: dict[str, Any] = {"vectors": network.vectors.astype(np.int8)}
    for at, (weights, biases, factor) in enumerate(network.layers):
        arrays[f"weights{at}"] = weights.astype(np.int8)
        arrays[f"biases{at}"] = biases.astype(np.int32)
        arrays[f"factor{at}"] = np.float64(factor)
    np.savez_compressed(file, **arrays)


def _labelled(
    papers: Iterable[Paper], lexicon: Lexicon, teacher: Linear, before: Network | None
) -> tuple[Any, Any]:
    """Give the windows around all places of all candidates, and for each the probabilities of "none" and `CLASSES`."""
    windows: list[Any] = []
    labels: list[list[float]] = []
    for paper in papers:
        text = read(paper, lexicon)
        found = candidates(text, lexicon)
        if not found:
            continue
        windows.append(np.array(contexts.windows(text, found), np.int32).reshape(-1, 2 * WINDOW))
        described = features(text, found, lexicon, enumerations(text, found))
        around = contexts.odds(text, found, before) if before else [NO_ODDS] * len(found)
        for one, said, odds in zip(found, described, around, strict=True):
            shares = teacher.shares(teacher.sums(said, odds))
            labels += [[shares.get(name, 0.0) for name in ("none", *CLASSES)]] * len(one.places)
    return np.concatenate(windows), np.array(labels, np.float32)


def _starting_vectors(papers: Sequence[Paper]) -> Any:
    """Give a vector for each word by its number: that of its contexts in the papers, or a random one."""
    known, found = word_groups.vectors(word_groups.words(papers))
    numbers = groups.numbers()
    size = len(groups.OTHERS) + len(numbers)
    started = np.random.default_rng(0).normal(0, 0.1, (size, DIMENSIONS)).astype(np.float32)
    longer = (
        found.shape[1] / DIMENSIONS
    ) ** 0.5  # the first dimensions are the widest, and as long as all together
    for word, vector in zip(known, found, strict=True):
        if word in numbers:
            started[numbers[word]] = vector[:DIMENSIONS] * longer
    return started


def _descend(vectors: Any, windows: Any, labels: Any) -> tuple[Any, Layers]:
    """Minimise the cross-entropy by stochastic gradient descent (Adam, with decoupled weight decay)."""
    import jax
    import jax.numpy as jnp

    random = np.random.default_rng(0)
    sizes = [2 * WINDOW * vectors.shape[1], *UNITS, 1 + len(CLASSES)]
    layers: Layers = [
        (
            random.normal(0, (2 / inputs) ** 0.5, (inputs, units)).astype(np.float32),
            np.zeros(units, np.float32),
        )
        for inputs, units in pairwise(sizes)
    ]

    def loss(model: tuple[Any, Layers], seen: Any, wanted: Any) -> Any:
        """Give the mean cross-entropy of a batch."""
        values = model[0][seen].reshape(len(seen), -1)
        for weights, biases in model[1][:-1]:
            values = jax.nn.relu(values @ weights + biases)
        weights, biases = model[1][-1]
        return -(wanted * jax.nn.log_softmax(values @ weights + biases)).sum(1).mean()

    def step(state: Any, seen: Any, wanted: Any, at: Any, rate: Any) -> Any:
        """Give the model and the moments of its gradient after one batch (Adam)."""
        model, first, second = state
        slope = jax.grad(loss)(model, seen, wanted)
        first = jax.tree.map(lambda mean, new: 0.9 * mean + 0.1 * new, first, slope)
        second = jax.tree.map(lambda mean, new: 0.999 * mean + 0.001 * new**2, second, slope)

        def moved(one: Any, mean: Any, square: Any) -> Any:
            """Give the weights after the step."""
            change = mean / (1 - 0.9**at) / (jnp.sqrt(square / (1 - 0.999**at)) + 1e-8)
            return one - rate * (change + DECAY * one)

        return jax.tree.map(moved, model, first, second), first, second

    model = jax.tree.map(jnp.asarray, (vectors, layers))
    state = (model, jax.tree.map(jnp.zeros_like, model), jax.tree.map(jnp.zeros_like, model))
    run, size = jax.jit(step), min(BATCH, len(windows))
    batches = len(windows) // size
    for epoch in range(EPOCHS):
        order = random.permutation(len(windows))
        for number in range(batches):
            done = epoch * batches + number
            rate = RATE * 0.5 * (1 + np.cos(np.pi * done / (EPOCHS * batches)))
            chosen = order[number * size : (number + 1) * size]
            state = run(state, windows[chosen], labels[chosen], float(done + 1), float(rate))
    vectors, layers = jax.tree.map(np.asarray, state[0])
    return vectors, layers


def rounded(vectors: Any, layers: Layers, windows: Any) -> Network:
    """
    Give a network in whole numbers that answers as one in floating point does.

    Activations are scaled to `MOST`, as far as those of some windows go. The last layer, with units for "none" and for
    `CLASSES`, gives the differences from "none": the log-odds.
    """
    whole, scale = _whole(vectors)
    seen = windows[:: max(1, len(windows) // 10_000)]
    values = whole[seen].reshape(len(seen), -1)
    found = []
    for weights, biases in layers[:-1]:
        inner, finer = _whole(weights)
        offsets = np.round(biases * (scale * finer)).astype(np.float32)
        sums = values @ inner + offsets
        factor = 2.0 ** np.floor(np.log2(MOST / np.percentile(sums.max(1), RARE)))
        values = np.floor(np.clip(sums * np.float32(factor), 0, MOST))
        found.append((inner, offsets, float(factor)))
        scale *= finer * factor
    weights, biases = layers[-1]
    inner, finer = _whole(weights[:, 1:] - weights[:, :1])
    offsets = np.round((biases[1:] - biases[:1]) * (scale * finer)).astype(np.float32)
    found.append((inner, offsets, 1000 / (scale * finer)))
    return Network(whole, found)


def _whole(weights: Any) -> tuple[Any, float]:
    """Give weights as whole numbers to `LARGEST`, and the factor that made them so."""
    scale = LARGEST / float(np.percentile(np.abs(weights), RARE))
    return np.clip(np.round(weights * scale), -LARGEST, LARGEST).astype(np.float32), scale
