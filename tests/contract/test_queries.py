"""Every named query gives the same rows in the same order on every store; `tests/golden/queries.json` holds them."""

import json
from pathlib import Path

import pytest

from kg import queries
from kg.explore import understood
from kg.graph.evidence import first_sentence
from kg.stores import Store

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "queries.json").read_text(encoding="utf-8"))
CASES = [(name, case["given"], case["rows"]) for name, cases in GOLDEN.items() for case in cases]


def rendered(columns, row) -> list:
    """Give a row as the golden file holds it: of evidence, which is long, the sentence."""
    told = [
        first_sentence(value) if name.lower().endswith("evidence") else None
        for name, value in zip(columns, row, strict=True)
    ]
    return [quote.sentence if quote else value for quote, value in zip(told, row, strict=True)]


def ask(store: Store, query: queries.NamedQuery, given: dict[str, str]):
    """Ask as `kg query` does: the text for a paper becomes its id."""
    return store.query(query.cypher, understood(store, query, query.values(given))[0])


def test_every_named_query_has_golden_rows() -> None:
    assert sorted(GOLDEN) == queries.names()


@pytest.mark.parametrize(("name", "given", "rows"), CASES)
def test_rows_and_columns_are_those_described(stored: Store, name: str, given: dict, rows: list) -> None:
    query = queries.load(name)
    result = ask(stored, query, given)
    assert result.columns == tuple(column.name for column in query.columns)
    assert [rendered(result.columns, row) for row in result.rows] == rows


@pytest.mark.parametrize("name", [name for name in queries.names() if queries.load(name).parameters])
def test_the_limit_is_kept_and_keeps_the_first_rows(stored: Store, name: str) -> None:
    query = queries.load(name)
    given = GOLDEN[name][0]["given"]
    every = ask(stored, query, {**given, "limit": "1000"}).rows
    for limit in (0, 1, 2):
        assert ask(stored, query, {**given, "limit": str(limit)}).rows == every[:limit]
