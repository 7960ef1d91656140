"""Tests of `kg.cli.query`."""

import pytest

from kg.cli.query import _parameter_meant, _print
from kg.stores.base import Result


@pytest.mark.parametrize("nothing", [None, "", " ", [], "\x07"])
def test_a_table_for_people_leaves_out_columns_that_no_row_fills_and_says_so(nothing, capsys):
    rows = [("Owls", nothing, 0, nothing), ("Wings", nothing, None, nothing)]
    _print(Result(("title", "venue", "upvotes", "doi"), rows), 9, "", "2 rows")
    shown = capsys.readouterr()
    assert shown.out.split() == ["title", "upvotes", "─" * 15, "Owls", "0", "Wings"]
    assert shown.err == "the table leaves out venue and doi, empty in every row\n2 rows\n"


def test_a_column_that_only_rows_further_down_fill_stays(capsys):
    _print(Result(("title", "venue"), [("Owls", None), ("Wings", "Birds")]), 1, "", "2 rows")
    shown = capsys.readouterr()
    assert shown.out.split() == ["title", "venue", "─" * 13, "Owls"]
    assert shown.err == "1 of 2 rows; --rows 0 shows all, --format csv or json writes all\n"


def test_columns_stay_where_there_are_no_others(capsys):
    _print(Result(("venue", "doi"), [(None, "")]), 1, "Which?", "1 row")
    shown = capsys.readouterr()
    assert shown.out.split() == ["Which?", "venue", "doi", "─" * 11]
    assert shown.err == "1 row\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("new-papers --limit 5", "limit=5"),
        ("new-papers --limit=5", "limit=5"),
        ("-s owls new-papers limit=3", "limit=3"),
        ("new-papers --since", "since="),
        ("who-mentions -p limit=3 --name Wing", "name=Wing"),
    ],
)
def test_a_parameter_that_is_typed_like_an_option_or_an_argument_is_told_how_to_be_given(typed, meant):
    told = _parameter_meant(typed.split())
    assert told == f"{meant.partition('=')[0]} is a parameter of the query; give it as -p {meant}"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("who-mentions Wing Net -s owls", "kg query who-mentions -p 'name=Wing Net'"),
        ("papers-mentioning-both COCO ImageNet", "-p first=COCO -p second=ImageNet"),
        ("most-cited papers", "takes no words; its parameters: limit"),
        ("MATCH (p:Paper) RETURN p", "put Cypher into quotation marks"),
        ("which datasets are used", "see kg queries"),
    ],
)
def test_a_question_of_several_words_is_told_how_to_be_given(typed, told):
    assert told in _parameter_meant(typed.split())


@pytest.mark.parametrize("typed", ["new-papers --wings 5", "new-papers -p limit=3", "limit=3"])
def test_nothing_else_is_taken_for_a_parameter(typed):
    assert _parameter_meant(typed.split()) is None
