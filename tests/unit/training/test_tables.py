"""Candidates as arrays: the same from one process and from several."""

import numpy as np

from kg.extract.models.network import WINDOW
from kg.model import Paper
from kg.training import tables
from kg.training.examples import Example


def _papers(count: int) -> list[Paper]:
    return [
        Paper(title=f"Wing{number}Net", abstract=f"We train Wing{number}Net on ImageNet.")
        for number in range(count)
    ]


def test_features_that_few_have_are_left_out_and_the_frequent_come_first(monkeypatch) -> None:
    monkeypatch.setattr(tables, "LEAST", 2)
    given = [
        Example("a", frozenset({"often", "twice", "once"}), "none"),
        Example("b", frozenset({"often", "twice"}), "none"),
        Example("c", frozenset({"often"}), "none"),
    ]
    known = tables.vocabulary(given)
    assert known == {"often": 1, "twice": 2}
    assert tables.of_examples(given, known).features[:, :3].tolist() == [[1, 2, 0], [1, 2, 0], [1, 0, 0]]


def test_a_table_has_the_words_around_the_first_places() -> None:
    words = list(range(1, 2 * WINDOW * (tables.PLACES + 2) + 1))
    found = [
        Example("a", frozenset(), "none", words[: 2 * WINDOW]),
        Example("b", frozenset(), "none", words),
    ]
    table = tables.of_examples(found, {})
    assert table.places.tolist() == [1, tables.PLACES]
    assert table.windows[0, 0].tolist() == words[: 2 * WINDOW]
    assert not table.windows[0, 1:].any()
    assert table.windows[1].ravel().tolist() == words[: 2 * WINDOW * tables.PLACES]


def test_processes_give_what_one_gives(monkeypatch) -> None:
    known = {"bias": 1, "intitle": 2, "lex:dataset": 3}
    alone = tables.of_papers(_papers(7), known)
    monkeypatch.setattr(tables, "_AT_A_TIME", 3)
    together = tables.of_papers(_papers(7), known)
    assert len(alone.places) >= 14
    for one, other in zip(alone, together, strict=True):
        assert np.array_equal(one, other)
