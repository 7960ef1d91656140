"""One node for all names of one thing, and never one for two things: whole tables of names through the pipeline."""

import pytest

from tests.identity import Told, table

LEAST = 0.9
"""Share of the true aliases that must be merged."""


@pytest.fixture(scope="module")
def tempting() -> Told:
    return Told(table("tempting.tsv"))


@pytest.fixture(scope="module")
def aliases() -> Told:
    return Told(table("aliases.tsv"))


def test_no_tempting_pair_is_merged(tempting: Told) -> None:
    pairs = table("tempting.tsv")
    assert len(pairs) >= 150
    wrong = [(pair, tempting.common(number)) for number, pair in enumerate(pairs) if tempting.common(number)]
    assert wrong == []


def test_tempting_names_are_recognised_at_all(tempting: Told) -> None:
    pairs = table("tempting.tsv")
    assert sum(tempting.found(number) for number in range(len(pairs))) >= LEAST * len(pairs)


def test_nine_in_ten_true_aliases_are_merged(aliases: Told) -> None:
    pairs = table("aliases.tsv")
    assert len(pairs) >= 150
    missed = [pair for number, pair in enumerate(pairs) if not aliases.common(number)]
    assert len(missed) <= (1 - LEAST) * len(pairs), missed
