import orjson
import pytest

from kg.explore.evidence import Quote, first_quote, quotes, reasons

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


@pytest.mark.parametrize("text", [None, "", "nonsense", "[1, null]", "{}", '[{"field": "title"}]', "[NaN]"])
def test_evidence_that_cannot_be_read_is_none(text):
    assert quotes(text) == ()
    assert first_quote(one.mentioned for one in reasons(text)) is None


def test_the_first_quote_is_the_first_with_a_sentence():
    empty = Quote("title", 0, 3, "", "Owl", "test")
    assert first_quote([None, empty, QUOTE]) == QUOTE
