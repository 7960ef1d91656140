"""Columns of tables that are called like no field of a paper."""

import pytest

from kg.readers.columns import named, unused

ABSTRACT = (
    "We look at owls by day and at night, and count how often they turn their heads. They do so quite often."
)


@pytest.mark.parametrize(
    ("column", "cells", "name"),
    [
        ("Inhalt", [ABSTRACT, ABSTRACT, ""], "abstract"),
        ("Wer", ["Ara, Ada; Bunting, Bo", "Cy Coot and Dee von Dove", "Ada Ara et al."], "authors"),
        ("Wann", ["Dec 2023", "2021-01-03", "early"], "date"),
        ("Wo", ["https://example.org/a", "10.1000/owl", "2101.00001"], "link"),
    ],
)
def test_a_column_that_seems_to_hold_what_no_other_does_is_named(column, cells, name):
    told = unused(["Title", column], [("Owls", cell) for cell in cells])
    assert told is not None
    assert told.startswith(f"columns that are not used: {column!r} (if it holds ")
    assert told.endswith(f"call it {name})")
    assert (
        unused(["Title", column, name.replace("link", "url")], [("Owls", cell, "x") for cell in cells])
        is None
    )


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Rating", ["3", "4", "5"]),
        ("Read?", ["yes", "no", "yes"]),
        ("Date Added", ["2024-01-01", "2024-01-02", "2024-01-03"]),
        ("Notes", [ABSTRACT, "", ""]),
        ("Affiliations", ["; ".join(["Nest of Owls, Wood"] * 20)] * 3),
        ("", [ABSTRACT] * 3),
        ("Where", ["In a wood", "By day", "at night"]),
    ],
)
def test_other_columns_are_of_no_interest(column, cells):
    assert unused(["Title", column], [("Owls", cell) for cell in cells]) is None


def test_each_column_is_named_for_one_thing_and_nothing_is_said_of_no_rows():
    header = ["Title", "Wer", "Wann"]
    told = unused(header, [("Owls", "Ara, Ada", "2020")])
    assert told == (
        "columns that are not used: 'Wer' (if it holds authors, call it authors), 'Wann' (if it holds dates, call it date)"
    )
    assert unused(header, []) is None


def test_columns_are_named_for_a_message():
    assert named(["a", " ", "b "]) == "'a', 'b'"
    assert named(["a", "b", "c", "d", "e"]) == "'a', 'b', 'c' and 2 more"
