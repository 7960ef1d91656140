"""What rises is told of any papers of two years or more, however they are spread over these."""

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.graph import Graph
from kg.queries import load
from tests.contract.conftest import Place


@pytest.mark.parametrize(
    ("years", "since"), [([2020, 2020, 2020, 2024], 2024), ([2020, 2023, 2024, 2024], 2024)]
)
def test_the_late_years_are_never_all(place: Place, years: list[int], since: int) -> None:
    papers = pl.DataFrame({"id": [f"paper:{n}" for n in range(4)], "title": list("abcd"), "year": years})
    method = pl.DataFrame({"id": ["method:wingnet"], "name": ["WingNet"], "papers": [1]})
    mentions = pl.DataFrame({"start": ["paper:3"], "end": ["method:wingnet"], "role": ["mentions"]})
    asked = load("rising")
    with place() as store:
        store.write(Corpus(), Graph.of({"Paper": papers, "Method": method}, {"MENTIONS": mentions}))
        found = store.query(asked.cypher, asked.values({"support": "1"})).rows
    assert [(row[0], row[5]) for row in found] == [("WingNet", since)]
