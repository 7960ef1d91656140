"""Tests of calibration: `kg.extract.models.calibration` and the fitting of it in `kg.training.calibrating`."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate import Judged, expected_error
from kg.extract import extract
from kg.extract.models.calibration import HIGHEST, LOWEST, Calibration, dumps, load
from kg.model import Paper
from kg.training.calibrating import cross_calibrated, fit

SHARES = st.floats(0, 1)


def boastful(seed: int, number: int = 3000) -> list[Judged]:
    """Give predictions that claim too much, the more so by one rule."""
    chance = random.Random(seed)
    found = []
    for at in range(number):
        claimed, rule = round(chance.uniform(0.5, 1), 3), chance.choice(["guess", "known name"])
        right = chance.random() < (claimed - 0.4 if rule == "guess" else claimed - 0.1)
        found.append(Judged(f"Paper {at // 5}", "methods", rule, claimed, right))
    return found


def test_confidence_that_claims_too_much_is_mended_for_papers_that_were_not_seen() -> None:
    judged = boastful(1)
    assert expected_error(judged) > 0.2
    mended = cross_calibrated(judged)
    assert expected_error(mended) < 0.04
    assert sorted((one.paper, one.right) for one in mended) == sorted(
        (one.paper, one.right) for one in judged
    )


def test_each_rule_is_mended_by_itself() -> None:
    calibration = fit(boastful(2))
    guess, known = (calibration.confidence("method", rule, 0.8) for rule in ("guess", "known name"))
    assert abs(guess - 0.4) < 0.08
    assert abs(known - 0.7) < 0.08
    assert guess < calibration.confidence("method", "a rule never seen", 0.8) < known


def test_nothing_to_learn_from_changes_nothing() -> None:
    assert fit([]) == Calibration({}, {})
    assert fit([Judged("T", "methods", "r", 0.9, True)]).confidence("method", "r", 0.7) == 0.7


@given(
    SHARES,
    SHARES,
    st.sampled_from(["dataset", "method", "family"]),
    st.sampled_from(["known name", "new rule"]),
)
def test_more_confidence_never_becomes_less(a: float, b: float, kind: str, rule: str) -> None:
    low, high = (load().confidence(kind, rule, one) for one in sorted((a, b)))
    assert LOWEST <= low <= high <= HIGHEST


def test_what_is_written_is_what_is_read() -> None:
    shipped = load()
    assert json.loads(dumps(shipped)) == {"slopes": shipped.slopes, "offsets": shipped.offsets}
    assert set(shipped.slopes) == {"dataset", "family", "method"}


def test_mentions_carry_calibrated_confidence_and_repositories_their_own() -> None:
    paper = Paper("T", "We train on ImageNet. Code: https://github.com/owls/net", id="paper:t")
    found = {one.kind: one.confidence for one in extract([paper])}
    assert found["repo"] == 0.99
    assert 0.9 < found["dataset"] <= HIGHEST
