"""Evidence is read back without trusting it."""

import orjson
import pytest

from kg.graph.evidence import Quote, first_quote, first_sentence, quotes, reasons, records, telling
from tests.hostile import BROKEN_EVIDENCE

PLACE = {"field": "title", "start": 0, "end": 3, "sentence": "Owl nets.", "surface": "Owl", "rule": "test"}
QUOTE = Quote("title", 0, 3, "Owl nets.", "Owl", "test")


def test_the_places_of_a_mention_are_quotes():
    assert quotes(orjson.dumps([PLACE, PLACE]).decode()) == (QUOTE, QUOTE)


def test_a_reason_has_a_quote_of_either_paper():
    record = {
        "via": "Owl",
        "entity": "method:owl",
        "introduced": {"paper": "paper:a", **PLACE},
        "mentioned": PLACE,
    }
    [reason] = reasons(orjson.dumps([record]).decode())
    assert (reason.via, reason.entity, reason.introduced, reason.mentioned) == (
        "Owl",
        "method:owl",
        QUOTE,
        QUOTE,
    )


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "nonsense",
        "[1, null]",
        "{}",
        '[{"field": "title"}]',
        "[NaN]",
        '[{"field": "title", "start": 1e400}]',
    ],
)
def test_evidence_that_cannot_be_read_is_none(text):
    assert quotes(text) == ()
    assert first_quote(one.mentioned for one in reasons(text)) is None


def test_the_first_quote_is_the_first_with_a_sentence():
    empty = Quote("title", 0, 3, "", "Owl", "test")
    assert first_quote([None, empty, QUOTE]) == QUOTE


def test_a_sentence_is_told_before_a_title_unless_the_title_alone_says_what_is_done():
    places = [
        {**PLACE, "sentence": "Nets for Owl"},
        {**PLACE, "field": "abstract", "sentence": "Owl is fast."},
        {**PLACE, "sentence": "Extending Owl", "roles": ["extends"]},
        {**PLACE, "field": "abstract", "sentence": "We extend Owl.", "roles": ["extends"]},
    ]
    evidence = orjson.dumps(places).decode()
    told = ["We extend Owl.", "Extending Owl", "Owl is fast.", "Nets for Owl"]
    assert [quote.sentence for quote in telling(quotes(evidence))] == told
    assert first_sentence(evidence) == quotes(evidence)[3]
    assert [quote.sentence for quote in quotes(evidence)] == [place["sentence"] for place in places]


def test_records_are_read() -> None:
    assert records('[{"field": "title"}, {}]') == [{"field": "title"}, {}]


def test_nothing_is_no_records() -> None:
    assert records(None) == records("[]") == []


@pytest.mark.parametrize("text", ["nonsense", "{}", "[1]", "[[]]", "null", '"text"', "", "[" * 100_000])
def test_what_is_no_list_of_objects_is_none(text: str) -> None:
    assert records(text) is None


def test_numbers_that_json_does_not_know_become_none() -> None:
    assert records('[{"start": NaN, "end": -Infinity}]') == [{"start": None, "end": None}]


@pytest.mark.parametrize("text", BROKEN_EVIDENCE)
def test_broken_evidence_has_no_quotes(text: str) -> None:
    given = reasons(text)
    assert quotes(text) == ()
    assert len(given) == len(records(text) or ())
    assert {(one.introduced, one.mentioned) for one in given} <= {(None, None)}
