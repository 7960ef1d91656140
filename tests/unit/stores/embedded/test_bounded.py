"""Queries of people, which end in time and take little memory whatever they ask for."""

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.stores import open_store
from tests.graphs import small, small_corpus


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("range(1, 1000000000)", "the query needs too much memory; narrow it, or add LIMIT"),
        ("repeat('x', 2000000000)", "the query took longer than 1 seconds and was stopped; narrow it"),
    ],
)
def test_an_enormous_value_is_refused_for_its_size_or_its_time(tmp_path: Path, value: str, told: str) -> None:
    with open_store(tmp_path, create=True) as store:
        store.write(small_corpus(), small())
        with pytest.raises(QueryError) as caught:
            store.query(f"RETURN size({value}) AS size", seconds=1, bounded=True)
        assert str(caught.value).startswith((told, "the query needs too much memory"))
        assert store.query("RETURN 1 AS one").rows == [(1,)]
