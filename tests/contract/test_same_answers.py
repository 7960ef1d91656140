"""The embedded store and Neo4j answer every named query alike, row by row, on a graph of real papers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import queries
from kg.build import build
from kg.corpus import Corpus
from kg.explore import understood
from kg.graph import Graph
from kg.readers import read
from kg.stores import Store
from tests.neo4j.fixtures import Server

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def examples() -> tuple[Corpus, Graph]:
    """The corpus and the graph of the examples."""
    corpus = Corpus().add(reading.listing for reading in read([str(EXAMPLES)]))
    return corpus, build(corpus).graph


@pytest.fixture(scope="module")
def both(embedded_places, neo4j_places, examples) -> Iterator[tuple[Store, Store]]:
    """Two open stores with the same graph."""
    with embedded_places()() as one, neo4j_places()() as other:
        for store in (one, other):
            store.write(*examples)
        yield one, other


def shown_queries(page: str) -> list[str]:
    """Give the Cypher that a page of the documentation shows, one query a piece."""
    text = (ROOT / page).read_text("utf-8")
    blocks = re.findall(r"^```cypher\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [
        query.strip()
        for block in blocks
        for query in re.split(r"^//.*$", block, flags=re.MULTILINE)
        if query.strip()
    ]


def test_both_hold_the_same(both: tuple[Store, Store], examples: tuple[Corpus, Graph]) -> None:
    for store in both:
        assert store.corpus() == examples[0]
        assert store.graph().equals(examples[1])


@pytest.mark.parametrize("name", queries.names())
def test_named_queries_give_the_same_rows_in_the_same_order(both: tuple[Store, Store], name: str) -> None:
    """Also as JSON, where 1 and 1.0 differ."""
    query = queries.load(name)
    given = {one.name: one.example for one in query.parameters if one.example is not None}
    typed = {
        name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in given.items()
    }
    limit = {"limit": "1000"} if any(one.name == "limit" for one in query.parameters) else {}
    meant = [understood(store, query, query.values(typed | limit))[0] for store in both]
    assert meant[0] == meant[1]
    one, other = (store.query(query.cypher, meant[0]) for store in both)
    assert one.columns == other.columns
    assert one.rows == other.rows
    assert json.dumps(one.rows) == json.dumps(other.rows)


@pytest.mark.parametrize(
    "words", ["graph neural network", "ResNet", "COCO", "image classification", "attention is all you need"]
)
def test_searches_find_much_the_same(both: tuple[Store, Store], words: str) -> None:
    """The ranking is each engine's own, yet whoever has the name comes first, and the best five are akin."""
    one, other = ([hit.id for hit in store.search(words, limit=10)] for store in both)
    assert one[0] == other[0]
    assert len(set(one[:5]) & set(other)) >= min(3, len(one))


@pytest.mark.parametrize("query", shown_queries("queries/README.md"))
def test_queries_of_the_documentation_find_the_same(both: tuple[Store, Store], query: str) -> None:
    one, other = (store.query(query) for store in both)
    assert one.rows
    assert one.rows == other.rows


@pytest.mark.parametrize("query", shown_queries("docs/neo4j.md"))
def test_queries_of_the_documentation_for_the_browser_find_something(
    both: tuple[Store, Store], neo4j_server: Server, query: str
) -> None:
    assert neo4j_server.address.run(query)
