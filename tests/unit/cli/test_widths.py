"""Tests of `kg.cli.widths`."""

from hypothesis import given
from hypothesis import strategies as st

from kg.cli.widths import widths

ROWS = [("name", "question"), ("most-used", "Which datasets do most papers mention?")]


def test_a_table_with_enough_room_is_as_wide_as_its_texts():
    assert widths(ROWS, 80) == [9, 38]


def test_a_column_that_needs_little_gets_it_and_no_word_is_broken():
    assert widths(ROWS, 40) == [9, 26]


def test_there_is_no_table_where_words_would_be_broken():
    assert widths(ROWS, 22) == [9, 8]
    assert widths(ROWS, 21) is None


def test_a_column_that_is_to_stay_whole_is_not_broken():
    rows = [("a", "url"), ("some words here", "https://example.org/a-long-name")]
    assert widths(rows, 41) == [12, 24]
    assert widths(rows, 41, whole=[1]) == [5, 31]
    assert widths(rows, 40, whole=[1]) is None


words = st.text("abc ", max_size=60)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.integers(20, 100))
def test_columns_fit_and_are_never_wider_than_their_texts(rows, room):
    found = widths(rows, room)
    if found is not None:
        assert sum(found) + 3 * 2 + 2 <= room
        for column, width in zip(zip(*rows, strict=True), found, strict=True):
            assert width <= max(map(len, column))
            assert all(len(word) <= width for text in column for word in text.split() if len(word) <= 24)
