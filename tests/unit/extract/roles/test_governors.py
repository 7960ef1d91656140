"""Tests of `kg.extract.roles.governors`: on which word a name depends, and in which clause."""

import pytest

from kg.extract.roles.governors import clause_of, governed


@pytest.mark.parametrize(
    ("before", "governor", "word"),
    [
        ("We train on ", "on", "train"),
        ("We evaluate it on several benchmarks such as ", "on", "it"),
        ("We evaluate it on a subset of ", "on", "it"),
        ("We present a variant of ", "of", "variant"),
        ("Our model outperforms BERT, RoBERTa and ", "outperforms", "model"),
        ("We evaluate it on MNIST for digits and ", "on", "it"),
        ("", "", ""),
    ],
)
def test_a_name_depends_on_the_word_before_its_phrase(before: str, governor: str, word: str) -> None:
    found = governed(f"{before}XNet.", len(before), len(before) + 4)
    assert (found.governor, found.before) == (governor, word)
    assert found.left == before[: len(found.left)]
    assert not governor or before[len(found.left) :].startswith(governor)


def test_a_name_far_behind_the_nearest_word_that_may_govern_it_depends_on_none() -> None:
    before = "on " + "large " * 30
    assert governed(f"{before}XNet", len(before), len(before) + 4).governor == ""


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("We train a model", "We train a model"),
        ("BERT is large, whereas our own model is trained", ", whereas our own model is trained"),
        ("We propose a model, which extends", "We propose a model, which extends"),
    ],
)
def test_a_clause_that_only_continues_another_comes_with_it(text: str, clause: str) -> None:
    assert clause_of(text) == clause
