"""Evidence is read back without trusting it."""

import pytest

from kg.export.evidence import records
from tests.hostile import BROKEN_EVIDENCE


def test_records_are_read() -> None:
    assert records('[{"field": "title"}, {}]') == [{"field": "title"}, {}]


def test_nothing_is_no_records() -> None:
    assert records(None) == records("[]") == []


@pytest.mark.parametrize("text", ["nonsense", "{}", "[1]", "[[]]", "null", '"text"', "", "[" * 100_000])
def test_what_is_no_list_of_objects_is_none(text: str) -> None:
    assert records(text) is None


def test_numbers_that_json_does_not_know_become_none() -> None:
    assert records('[{"start": NaN, "end": -Infinity}]') == [{"start": None, "end": None}]


def test_broken_evidence_raises_nothing() -> None:
    for text in BROKEN_EVIDENCE:
        records(text)
