"""Disjoint sets: their parts are those of a graph whose links are the joins."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from kg.disjoint import DisjointSets

VALUES = range(12)
JOINS = st.lists(st.lists(st.sampled_from(VALUES), max_size=4), max_size=12)


def _joined(joins: list[list[int]]) -> DisjointSets[int]:
    sets = DisjointSets[int]()
    for values in joins:
        sets.join(values)
    return sets


@given(joins=JOINS)
def test_sets_are_the_connected_components_of_what_was_joined(joins: list[list[int]]) -> None:
    graph = networkx.empty_graph(VALUES)
    for values in joins:
        networkx.add_path(graph, values)
    sets = _joined(joins)
    for part in networkx.connected_components(graph):
        (representative,) = {sets.find(value) for value in part}
        assert representative in part


@given(joins=JOINS, values=st.lists(st.sampled_from(VALUES), min_size=1))
def test_what_is_joined_is_represented_as_the_first_value_was(
    joins: list[list[int]], values: list[int]
) -> None:
    sets = _joined(joins)
    before = sets.find(values[0])
    sets.join(values)
    assert {sets.find(value) for value in values} == {before}


def test_a_value_that_was_never_joined_represents_itself() -> None:
    assert DisjointSets[str]().find("alone") == "alone"


def test_joining_nothing_changes_nothing() -> None:
    sets = _joined([[1, 2]])
    sets.join([])
    assert [sets.find(value) for value in (1, 2, 3)] == [1, 1, 3]
