"""Training of the network of kinds: it learns what a teacher says of contexts, and is rounded without loss."""

import numpy as np

from kg.extract.models import network
from kg.extract.models.network import CLASSES, OUTPUTS, WINDOW
from kg.extract.text import groups
from kg.model import Paper
from kg.training import network as training
from kg.training.rounding import rounded, save
from kg.training.tables import PLACES, WIDTH, Table


def _table(rows: int, features: int, words: int, places: int = PLACES) -> Table:
    """Give random candidates with up to ten features each."""
    random = np.random.default_rng(1)
    numbers = np.zeros((rows, WIDTH), np.int32)
    numbers[:, :10] = random.integers(0, features + 1, (rows, 10))
    windows = random.integers(0, words, (rows, PLACES, 2 * WINDOW)).astype(np.int32)
    return Table(numbers, windows, np.full(rows, places, np.int32))


def _weights(features: int, words: int) -> dict:
    """Give random weights, of which no bias is zero."""
    random = np.random.default_rng(2)
    started = training.untrained(random.normal(0, 1, (words, 8)).astype(np.float32), features)
    return {
        name: random.normal(0, 0.3, values.shape).astype(np.float32)
        if name == "features" or name.endswith("biases")
        else values
        for name, values in started.items()
    } | {"outer weights": random.normal(0, 0.3, (network.UNITS, len(CLASSES))).astype(np.float32)}


def test_whole_numbers_answer_as_the_floating_point_does() -> None:
    table, weights = _table(500, 40, 50), _weights(40, 50)
    weights["features"][0] = 0
    exact = rounded(weights, [f"f{number}" for number in range(1, 41)], table)
    sums = [exact.features.total(f"f{number}" for number in row if number) for row in table.features.tolist()]
    # A feature that stands twice in a row counts twice there, as in the sum of names.
    found = np.array(exact.logits(sums, table.windows.ravel().tolist(), [PLACES] * 500)) / 1000
    wanted = np.asarray(training.logits(weights, table))
    apart, scale = found - found[:, :1], wanted - wanted[:, :1]
    assert np.abs(apart - scale).mean() < 0.03 * np.abs(scale).mean()


def test_a_network_learns_from_words_and_from_features() -> None:
    table = _table(2000, 20, 30, places=1)
    by_feature, by_word = (table.features == 7).any(1), table.windows[:, 0, WINDOW] < 10
    labels = np.where(by_feature, "dataset", np.where(by_word, "method", "none"))
    vectors = np.random.default_rng(3).normal(0, 1, (30, 8)).astype(np.float32)
    how = training.Schedule(epochs=30, rate=1e-2, decay=0.0, features=0.0, units=0.0)
    truth = np.eye(len(CLASSES), dtype=np.float32)[[CLASSES.index(label) for label in labels]]
    weights = training.descend(training.untrained(vectors, 20), table, truth, how)
    told = training.shares(weights, table).argmax(1)
    assert (np.array(CLASSES)[told] == labels).mean() > 0.95


def test_a_network_is_saved_and_loaded(tmp_path, monkeypatch) -> None:
    shipped = network.load()
    save(shipped, tmp_path / "again.npz")
    monkeypatch.setattr(network, "FILE", str(tmp_path / "again.npz"))
    again = network.load.__wrapped__()
    assert again.features == shipped.features
    assert again.features.classes == OUTPUTS
    assert again.logits([0], [7] * 10, [1]) == shipped.logits([0], [7] * 10, [1])


def test_training_starts_from_the_company_of_words() -> None:
    birds, models = ("species", "birds", "animals"), ("networks", "models", "methods")
    texts = [f"They hear many {word} sing loudly." for word in birds]
    texts += [f"We train deep {word} without supervision." for word in models]
    papers = [Paper(title=text, abstract=text) for text in texts * 20]
    started, numbers = training.starting_vectors(papers, least=1), groups.numbers()
    assert started.shape[1] == training.DIMENSIONS
    one, other = (
        [started[numbers[groups.form(word, word, named=False)]] for word in words]
        for words in (birds, models)
    )
    within = max(np.linalg.norm(a - b) for words in (one, other) for a in words for b in words)
    across = min(np.linalg.norm(a - b) for a in one for b in other)
    assert within < across / 2


def test_a_linear_model_of_two_kinds_tells_them_apart() -> None:
    table = _table(500, 20, 30)
    labels = ["dataset" if seen else "method" for seen in (table.features == 7).any(1)]
    told = training.linear_logits(training.linear_model(table, labels, 20), table).argmax(1)
    assert (np.array(CLASSES)[told] == labels).all()
