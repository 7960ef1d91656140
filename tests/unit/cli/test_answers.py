"""Tests of `kg.cli.answers`."""

import json

import pytest

from kg.cli.answers import show_answer, with_records, with_sentences
from kg.stores.base import Result


@pytest.mark.parametrize("nothing", [None, "", " ", [], "\x07"])
def test_a_table_for_people_leaves_out_columns_that_no_row_fills_and_says_so(nothing, capsys):
    rows = [("Owls", nothing, 0, nothing), ("Wings", nothing, None, nothing)]
    show_answer(Result(("title", "venue", "upvotes", "doi"), rows), 9, "", "2 rows")
    shown = capsys.readouterr()
    assert shown.out.split() == ["title", "upvotes", "─" * 15, "Owls", "0", "Wings"]
    assert shown.err == "the table leaves out venue and doi, empty in every row\n2 rows\n"


def test_a_column_that_only_rows_further_down_fill_stays(capsys):
    show_answer(Result(("title", "venue"), [("Owls", None), ("Wings", "Birds")]), 1, "", "2 rows")
    shown = capsys.readouterr()
    assert shown.out.split() == ["title", "venue", "─" * 13, "Owls"]
    assert shown.err == "1 of 2 rows; --rows 0 shows all, --format csv or json writes all\n"


def test_columns_stay_where_there_are_no_others(capsys):
    show_answer(Result(("venue", "doi"), [(None, "")]), 1, "Which?", "1 row")
    shown = capsys.readouterr()
    assert shown.out.split() == ["Which?", "venue", "doi", "─" * 11]
    assert shown.err == "1 row\n"


def test_a_column_that_repeats_what_was_asked_for_is_said_once(capsys):
    rows = [("WingNet", "Owls"), ("WingNet", "Wings")]
    show_answer(Result(("name", "paper"), rows), 9, "Who?", "2 rows", {"name": "wing net"})
    shown = capsys.readouterr()
    assert shown.out.split() == ["Who?", "name:", "WingNet", "paper", "─" * 5, "Owls", "Wings"]
    assert shown.err == "2 rows\n"


@pytest.mark.parametrize(
    ("rows", "given"),
    [
        ([("WingNet", "Owls"), ("Hunch", "Wings")], {"name"}),  # it means several
        ([("WingNet", "Owls"), ("WingNet", "Wings")], {"limit"}),  # nobody asked for it
    ],
)
def test_a_column_that_says_something_of_its_own_stays(rows, given, capsys):
    show_answer(Result(("name", "paper"), rows), 9, "", "2 rows", given)
    assert capsys.readouterr().out.split()[:2] == ["name", "paper"]


def test_a_single_column_stays_although_it_was_asked_for(capsys):
    show_answer(Result(("name",), [("WingNet",)]), 9, "", "1 row", {"name"})
    assert capsys.readouterr().out.split() == ["name", "─" * 7, "WingNet"]


SENTENCE = f"{'Owls hear well. ' * 9}WingNet hears better."
EVIDENCE = json.dumps(
    [{"field": "abstract", "start": 0, "end": 7, "sentence": SENTENCE, "surface": "WingNet", "rule": "x"}]
)


def test_programs_get_the_places_of_evidence_and_people_a_sentence():
    result = Result(("paper", "m.evidence", "otherEvidence"), [("Owls", EVIDENCE, None)])
    assert with_records(result).columns == result.columns
    assert with_records(result).rows == [("Owls", json.loads(EVIDENCE), None)]
    assert with_sentences(result, whole=True).columns == ("paper", "sentence", "otherSentence")
    assert with_sentences(result, whole=True).rows == [("Owls", SENTENCE, None)]
    [(_, part, _)] = with_sentences(result).rows
    assert part.endswith("WingNet hears better.")
    assert len(part) <= 80


@pytest.mark.parametrize("text", ["nonsense", '{"a": 1}', "[1]", ""])
def test_what_is_called_evidence_and_is_none_stays_as_it_is(text: str):
    result = Result(("evidence",), [(text,)])
    assert with_records(result).rows == with_sentences(result, whole=True).rows == [(text,)]
