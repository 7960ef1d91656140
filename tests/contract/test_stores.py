"""What every store does when it is written to; a new store is added to `STORES` in conftest.py."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from kg import queries
from kg.corpus import Corpus
from kg.errors import StoreError
from kg.explore import find, understood
from kg.graph import NODES, RELATIONSHIPS, Graph
from kg.model import Decision
from kg.queries import load
from kg.stores import Store
from tests.graphs import BENCHMARK, SURVEY, graphs, owned, small, small_corpus

ANY_GRAPH = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def stored_nodes(store: Store, label: str) -> list[tuple]:
    columns = ", ".join(f"n.`{name}`" for name in NODES[label])
    return store.query(f"MATCH (n:{label}) RETURN {columns} ORDER BY n.id").rows


def stored_relationships(store: Store, kind: str) -> list[tuple]:
    columns = [
        "a.id",
        "b.id",
        *(f"r.`{name}`" for name in RELATIONSHIPS[kind] if name not in {"start", "end"}),
    ]
    return store.query(f"MATCH (a)-[r:{kind}]->(b) RETURN {', '.join(columns)} ORDER BY a.id, b.id").rows


def assert_same(store: Store, graph: Graph) -> None:
    """Every property of every node and relationship is what the graph holds, both ways of reading."""
    assert store.graph().equals(graph)
    for label in NODES:
        assert stored_nodes(store, label) == graph.nodes[label].rows(), label
    for kind in RELATIONSHIPS:
        assert stored_relationships(store, kind) == graph.relationships[kind].rows(), kind


def test_a_new_store_holds_nothing(place: Callable[[], Store]) -> None:
    with place() as store:
        assert store.corpus() == Corpus()
        assert store.sources() == []
        assert store.decisions() == ()
        assert store.graph().equals(Graph.empty())


def test_what_is_written_is_there_property_by_property(filled: Store) -> None:
    assert filled.corpus() == small_corpus()
    assert_same(filled, small())


def test_it_is_there_when_the_store_is_opened_again(filled: Store, place: Callable[[], Store]) -> None:
    filled.close()
    with place() as store:
        assert store.corpus() == small_corpus()
        assert_same(store, small())


def test_the_ledger_can_be_read_alone(filled: Store, place: Callable[[], Store]) -> None:
    assert filled.ledger().equals(small().ledger)
    filled.write(Corpus(), Graph.empty())
    assert filled.ledger().equals(Graph.empty().ledger)


def test_where_listings_were_read_from_can_be_read_alone(filled: Store, place: Callable[[], Store]) -> None:
    moved = [
        replace(one, source=f"/copies/{one.file}\n/listings/{one.file}") for one in small_corpus().listings
    ]
    filled.write(Corpus(tuple(moved)), small())
    filled.close()
    with place() as store:
        files = ("january.jsonl", "spring.html")
        assert store.sources() == [f"/{folder}/{file}" for file in files for folder in ("copies", "listings")]


def test_decisions_about_names_are_part_of_the_corpus(filled: Store, place: Callable[[], Store]) -> None:
    changed = small_corpus().decide([Decision("merge", "dataset", "BirdSong-10K", "WhaleCalls")])
    filled.write(changed, small())
    filled.close()
    with place() as store:
        assert store.corpus().decisions == changed.decisions
        assert store.decisions() == changed.decisions
        store.write(changed.forget(changed.decisions), small())
        assert store.corpus() == Corpus(small_corpus().listings)


def test_writing_replaces_everything(filled: Store) -> None:
    other = Graph.of({"Paper": pl.DataFrame({"id": ["paper:x"], "title": ["Another"]})}, {})
    filled.write(Corpus(), other)
    assert filled.corpus() == Corpus()
    assert_same(filled, other)
    assert [hit.id for hit in filled.search("another")] == ["paper:x"]
    assert filled.search("wingnet") == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        *((words, "μP") for words in ("μP", "\u00b5P", "muP", "mup", "μPs")),
        *((words, "β-VAE") for words in ("β-VAE", "beta-VAE", "Beta VAE", "betavae")),
        *((words, "π0") for words in ("π0", "pi0", "Pi-0")),
    ],
)
def test_names_are_found_as_they_are_joined_greek_letters_as_letters_or_spelt_out(
    filled: Store, words: str, name: str
) -> None:
    names = ["μP", "u-muP", "β-VAE", "VAE", "π0", "Pi"]
    methods = {"id": [f"method:{n}" for n in range(len(names))], "name": names, "papers": [1] * len(names)}
    filled.write(Corpus(), Graph.of({"Method": pl.DataFrame(methods)}, {}))
    assert find(filled, words).name == name
    assert understood(filled, load("who-mentions"), {"name": words})[0]["name"].lower() == name.lower()


def test_writing_the_same_again_doubles_nothing(filled: Store) -> None:
    filled.write(small_corpus(), small())
    assert_same(filled, small())


def test_names_extractors_and_encoder_of_the_owner_come_back(filled: Store) -> None:
    corpus = owned(small_corpus())
    filled.write(corpus, small())
    assert filled.corpus() == corpus
    filled.write(small_corpus(), small())
    assert filled.corpus() == small_corpus()


def test_the_empty_graph_can_be_stored(filled: Store) -> None:
    filled.write(Corpus(), Graph.empty())
    assert_same(filled, Graph.empty())
    assert filled.search("birds") == []


def test_every_named_query_runs_on_the_empty_graph(place: Callable[[], Store]) -> None:
    with place() as store:
        store.write(Corpus(), Graph.empty())
        for query in map(queries.load, queries.names()):
            needed = {one.name: one.example for one in query.parameters if one.default is None}
            result = store.query(query.cypher, query.values(needed))
            assert result.columns == tuple(column.name for column in query.columns)
            assert result.rows == []


NAMED_FIRST = {"compared-with": 0, "extended-by": 0, "methods-and-datasets": 0}


def test_named_queries_give_named_methods_before_families(filled: Store) -> None:
    graph = small()
    methods = graph.nodes["Method"].with_columns(family=pl.col("name") == "WingNet")
    filled.write(Corpus(), Graph({**graph.nodes, "Method": methods}, graph.relationships, graph.ledger))
    for name, column in NAMED_FIRST.items():
        query = queries.load(name)
        found = [row[column] == "WingNet" for row in filled.query(query.cypher, query.values({})).rows]
        assert found == sorted(found), name
        assert len(set(found)) == 2, name


def test_rows_in_another_order_are_the_same_graph(filled: Store) -> None:
    graph = small()
    turned = Graph(
        {label: rows.reverse() for label, rows in graph.nodes.items()},
        {kind: rows.reverse() for kind, rows in graph.relationships.items()},
        graph.ledger.reverse(),
    )
    filled.write(small_corpus(), turned)
    assert_same(filled, graph)


@ANY_GRAPH
@given(graph=graphs())
def test_any_graph_survives(place: Callable[[], Store], graph: Graph) -> None:
    with place() as store:
        store.write(Corpus(), graph)
        assert_same(store, graph)


@pytest.mark.parametrize(
    "broken",
    [
        {"CITES": [(BENCHMARK, "paper:nobody")]},
        {"CITES": [("paper:nobody", BENCHMARK)]},
        {"CITES": [(BENCHMARK, SURVEY), (BENCHMARK, SURVEY)]},
        {"CITES": [(BENCHMARK, "dataset:whalecalls")]},
        {"MENTIONS": [(BENCHMARK, SURVEY)]},
    ],
    ids=["no end", "no start", "twice", "end of another kind", "mentions a paper"],
)
def test_a_graph_that_does_not_hang_together_is_refused_whole(filled: Store, broken: dict) -> None:
    graph = small()
    rows = {
        kind: pl.DataFrame(pairs, schema=["start", "end"], orient="row") for kind, pairs in broken.items()
    }
    with pytest.raises(StoreError, match=r"^[^\n]+$"):
        filled.write(Corpus(), Graph.of(graph.nodes, {**graph.relationships, **rows}))
    assert filled.corpus() == small_corpus()
    assert_same(filled, graph)


def test_a_node_that_is_there_twice_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="paper:x"):
        filled.write(Corpus(), Graph.of({"Paper": pl.DataFrame({"id": ["paper:x", "paper:x"]})}, {}))
    assert_same(filled, small())


def test_a_closed_store_can_be_closed_again(filled: Store) -> None:
    filled.close()
    filled.close()
