"""Tests of `kg.cli.answers`."""

import pytest

from kg.cli.answers import show_answer
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
