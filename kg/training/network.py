"""
Training of the network that judges kinds (`kg.extract.models.network`); `make train` calls it.

Annotated papers are too few for a network to learn from alone: it soon knows them by heart. So it is trained on the
candidates of many papers that nobody annotated, on the probabilities that teachers give them (soft labels: G. Hinton,
O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural Network", 2015). The teachers are a linear model, a network of
the annotated papers that was stopped early, and in later rounds those that earlier teachers have taught, tuned on the
annotated papers (Q. Xie et al., "Self-Training with Noisy Student Improves ImageNet Classification", CVPR 2020); their
opinions are averaged. The word vectors start as those of `kg.training.word_groups`.

It is trained in floating point; `kg.training.rounding` makes whole numbers of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.extract.models.network import CLASSES, OUTPUTS, UNITS, WINDOW
from kg.extract.text import groups
from kg.model import Paper
from kg.training import word_groups
from kg.training.tables import Table

DIMENSIONS = 32
"""Dimensions of the word vectors."""
BATCH = 512
STRENGTH = 0.07
"""Inverse strength of the L2 penalty of the linear model, chosen by cross-validation over papers."""
Weights = Mapping[str, Any]
"""The weights of a network in floating point, by name."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a network is trained."""

    epochs: int
    rate: float
    """Learning rate at the beginning; it falls to zero with the cosine of the time."""
    decay: float
    """Weight decay (I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019)."""
    features: float
    """Part of the features that each step leaves out (N. Srivastava et al., "Dropout", JMLR 2014)."""
    units: float
    """The same of hidden units."""


ALONE = Schedule(epochs=2, rate=3e-3, decay=0.05, features=0.4, units=0.2)
"""Of a network that only annotated papers teach."""
TAUGHT = Schedule(epochs=5, rate=3e-3, decay=0.01, features=0.1, units=0.05)
"""Of one that learns from teachers."""
TUNED = Schedule(epochs=3, rate=1e-3, decay=0.05, features=0.4, units=0.2)
"""Of one that teachers have taught, on annotated papers."""
ROUNDS = 3
"""How often a network learns from teachers; the last one is the result."""


def train(
    annotated: Table, labels: Sequence[str], plain: Table | None, vectors: Any, features: int
) -> Weights:
    """
    Give the network for annotated candidates with these labels, taught on the candidates of other papers if there are any.

    `vectors` are the word vectors to start from, `features` is the size of the vocabulary.
    """
    truth = np.eye(len(CLASSES), dtype=np.float32)[[CLASSES.index(label) for label in labels]]
    network = descend(untrained(vectors, features), annotated, truth, ALONE)
    if plain is None:
        return network
    linear = linear_model(annotated, labels, features)
    opinions = [_softmax(linear_logits(linear, plain)), shares(network, plain)]
    for number in range(ROUNDS):
        network = descend(untrained(vectors, features), plain, sum(opinions) / len(opinions), TAUGHT)
        if number + 1 < ROUNDS:
            opinions.append(shares(descend(network, annotated, truth, TUNED), plain))
    return network


def starting_vectors(papers: Sequence[Paper], *, least: int = word_groups.LEAST) -> Any:
    """Give a vector for each word by its number: that of its contexts if it stands in papers so often, or a random one."""
    known, found = word_groups.vectors(word_groups.words(papers), least=least)
    numbers = groups.numbers()
    size = len(groups.OTHERS) + len(numbers)
    started = np.random.default_rng(0).normal(0, 0.1, (size, DIMENSIONS)).astype(np.float32)
    width = min(found.shape[1], DIMENSIONS)  # few papers have words of fewer dimensions
    longer = (found.shape[1] / width) ** 0.5  # the first dimensions shall be as long as all together
    for word, vector in zip(known, found, strict=True):
        if word in numbers:
            started[numbers[word], :width] = vector[:width] * longer
    return started


def untrained(vectors: Any, features: int) -> Weights:
    """Give a network that has learned nothing: features have no weights, layers random ones."""
    random = np.random.default_rng(0)

    def layer(inputs: int, outputs: int, scale: float = 1.0) -> Any:
        """Give random weights (K. He et al., "Delving Deep into Rectifiers", ICCV 2015)."""
        return random.normal(0, scale * (2 / inputs) ** 0.5, (inputs, outputs)).astype(np.float32)

    return {
        "features": np.zeros((features + 1, len(OUTPUTS)), np.float32),
        "vectors": vectors,
        "around weights": layer(2 * WINDOW * vectors.shape[1], UNITS),
        "around biases": np.zeros(UNITS, np.float32),
        "outer weights": layer(UNITS, len(CLASSES), 0.1),
        "outer biases": np.zeros(len(CLASSES), np.float32),
    }


def logits(network: Weights, table: Table, dropped: tuple[Any, float, float] | None = None) -> Any:
    """Give the logits of candidates; `dropped` are a random key and the parts of features and units to leave out."""
    import jax
    import jax.numpy as jnp

    def kept(values: Any, at: int) -> Any:
        """Leave out a part of values at random, and enlarge the others."""
        if dropped is None:
            return values
        key, part = jax.random.fold_in(dropped[0], at), dropped[at]
        return values * jax.random.bernoulli(key, 1 - part, values.shape) / (1 - part)

    active = kept((table.features > 0).astype(jnp.float32), 1)
    parts = (network["features"][table.features] * active[..., None]).sum(1)
    seen = network["vectors"][table.windows].reshape(*table.windows.shape[:2], -1)
    there = jnp.arange(seen.shape[1]) < table.places[:, None]
    seen = (seen * there[..., None]).sum(1) / jnp.maximum(table.places, 1)[:, None]
    heard = seen @ network["around weights"] + network["around biases"]
    units = kept(jax.nn.relu(parts[:, len(CLASSES) :] + heard), 2)
    return parts[:, : len(CLASSES)] + units @ network["outer weights"] + network["outer biases"]


def descend(network: Weights, table: Table, labels: Any, how: Schedule) -> Weights:
    """Minimise the cross-entropy with labels by stochastic gradient descent (Adam, with decoupled weight decay)."""
    import jax
    import jax.numpy as jnp

    def loss(model: Weights, part: Table, wanted: Any, key: Any) -> Any:
        """Give the mean cross-entropy of a batch."""
        found = logits(model, part, (key, how.features, how.units))
        return -(wanted * jax.nn.log_softmax(found)).sum(1).mean()

    def step(state: Any, part: Table, wanted: Any, key: Any, at: Any, rate: Any) -> Any:
        """Give the model and the moments of its gradient after one batch (Adam)."""
        model, first, second = state
        slope = jax.grad(loss)(model, part, wanted, key)
        first = jax.tree.map(lambda mean, new: 0.9 * mean + 0.1 * new, first, slope)
        second = jax.tree.map(lambda mean, new: 0.999 * mean + 0.001 * new**2, second, slope)

        def moved(one: Any, mean: Any, square: Any) -> Any:
            """Give the weights after the step."""
            change = mean / (1 - 0.9**at) / (jnp.sqrt(square / (1 - 0.999**at)) + 1e-8)
            return one - rate * (change + how.decay * one)

        return jax.tree.map(moved, model, first, second), first, second

    model = jax.tree.map(jnp.asarray, dict(network))
    state = (model, jax.tree.map(jnp.zeros_like, model), jax.tree.map(jnp.zeros_like, model))
    run, size = jax.jit(step), min(BATCH, len(labels))
    random, keys = np.random.default_rng(0), jax.random.PRNGKey(0)
    batches = len(labels) // size
    for epoch in range(how.epochs):
        order = random.permutation(len(labels))
        for number in range(batches):
            done = epoch * batches + number
            rate = how.rate * 0.5 * (1 + np.cos(np.pi * done / (how.epochs * batches)))
            chosen = order[number * size : (number + 1) * size]
            key = jax.random.fold_in(keys, done)
            state = run(state, table.rows(chosen), labels[chosen], key, float(done + 1), float(rate))
    return {name: np.asarray(values) for name, values in state[0].items()}


def shares(network: Weights, table: Table) -> Any:
    """Give the probabilities of `CLASSES` for each candidate."""
    import jax
    import jax.numpy as jnp

    model = jax.tree.map(jnp.asarray, dict(network))
    run = jax.jit(lambda part: jax.nn.softmax(logits(model, part)))
    starts = range(0, len(table.places), BATCH)
    return np.concatenate([np.asarray(run(table.rows(slice(at, at + BATCH)))) for at in starts])


def linear_model(table: Table, labels: Sequence[str], features: int) -> Any:
    """Give the weights, features by `CLASSES`, of a multinomial logistic regression."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    active = table.features > 0
    ends = np.concatenate([[0], active.sum(1).cumsum()])
    matrix = csr_matrix(
        (np.ones(ends[-1], np.float32), table.features[active], ends), shape=(len(labels), features + 1)
    )
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False).fit(matrix, labels)
    found = np.zeros((features + 1, len(CLASSES)), np.float32)
    found[:, [CLASSES.index(label) for label in model.classes_]] = coefficients(model).T
    return found


def coefficients(model: Any) -> Any:
    """Give the weights of a logistic regression, a row for each class, also of two, for which it has a single row."""
    table = model.coef_
    return np.vstack([-table[0] / 2, table[0] / 2]) if len(model.classes_) == 2 else table


def linear_logits(weights: Any, table: Table) -> Any:
    """Give the logits of candidates by the weights of `linear_model`."""
    starts = range(0, len(table.places), BATCH)
    return np.concatenate([weights[table.features[at : at + BATCH]].sum(1) for at in starts])


def _softmax(logits: Any) -> Any:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)
