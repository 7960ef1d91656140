"""Training of the context network: it learns what a teacher says of contexts, and is rounded without loss."""

from itertools import pairwise

import numpy as np
import pytest

from kg.extract import classify, contexts, tools
from kg.extract.candidates import candidates
from kg.extract.document import read
from kg.model import Paper
from kg.training import contexts as training
from kg.training import word_groups

BIRDS = ("Wing", "Beak", "Song", "Nest", "Plume", "Claw", "Talon", "Crest", "Roost", "Perch")


def _papers() -> list[Paper]:
    return [
        Paper(
            title=f"On {name}s",
            abstract=f"All was trained on the {name}Calls dataset. We propose {name}Net, a new network.",
        )
        for name in BIRDS
    ] * 20


def test_the_network_learns_from_the_teacher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "EPOCHS", 20)
    monkeypatch.setattr(training, "BATCH", 64)
    shared = tools()
    teacher = classify.make(
        ("none", "dataset", "method", "family"),
        {"bias": [2, 0, 0, 0], "c:lls$": [0, 5, 0, 0], "c:net$": [0, 0, 5, 0]},
    )
    network = training.train(_papers(), shared.lexicon, teacher)
    text = read(
        _papers()[0], shared.lexicon
    )  # the teacher goes by the ends of names, which the network does not see
    found = candidates(text, shared.lexicon)
    odds = {
        min(one.keys): dict(zip(contexts.CLASSES, given, strict=True))
        for one, given in zip(found, contexts.odds(text, found, network), strict=True)
    }
    assert odds["wingcalls"]["dataset"] > max(0, odds["wingcalls"]["method"])
    assert odds["wingnet"]["method"] > max(0, odds["wingnet"]["dataset"])


def test_whole_numbers_answer_as_the_floating_point_does() -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(0, 1, (50, 8))
    sizes = (2 * contexts.WINDOW * 8, 32, 32, 4)
    layers = [
        (random.normal(0, (2 / first) ** 0.5, (first, second)), random.normal(0, 0.1, second))
        for first, second in pairwise(sizes)
    ]
    windows = random.integers(0, 50, (500, 2 * contexts.WINDOW))
    values = vectors[windows].reshape(500, -1)
    for weights, biases in layers[:-1]:
        values = np.maximum(values @ weights + biases, 0)
    logits = values @ layers[-1][0] + layers[-1][1]
    wanted = 1000 * (logits[:, 1:] - logits[:, :1])
    found = np.array(training.rounded(vectors, layers, windows).odds(windows.ravel().tolist()))
    assert np.abs(found - wanted).mean() < 0.03 * np.abs(wanted).mean()


def test_a_network_is_saved_and_loaded(tmp_path, monkeypatch) -> None:
    shipped = contexts.load()
    training.save(shipped, tmp_path / "again.npz")
    monkeypatch.setattr(contexts, "FILE", str(tmp_path / "again.npz"))
    again = contexts.load.__wrapped__()
    assert np.array_equal(again.vectors, shipped.vectors)
    assert again.odds([7] * 20) == shipped.odds([7] * 20)


def test_training_starts_from_the_vectors_of_the_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_groups, "LEAST", 1)
    started = training._starting_vectors(_papers())
    assert started.shape[1] == training.DIMENSIONS
    assert np.isfinite(started).all()
