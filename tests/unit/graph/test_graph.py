from hypothesis import given
from hypothesis import strategies as st

from kg.graph import column
from tests.graphs import small, small_corpus


@given(st.lists(st.none() | st.lists(st.text(st.characters(codec="utf-8"))).map(tuple)))
def test_a_column_of_lists_gives_each_list_back_and_an_empty_one_for_none(values):
    assert column(values, "strings").to_list() == [list(value or ()) for value in values]


def test_a_column_of_numbers_keeps_missing_ones_missing():
    assert column([1, None], "int").to_list() == [1, None]


def test_graph_and_corpus_show_as_a_line_without_their_texts():
    assert repr(small()).startswith("Graph(Paper=6, Dataset=")
    shown = repr(small_corpus())
    assert "spring.html" in shown
    assert not any(paper.title in shown for paper in small_corpus().papers()[0])
