"""What every store does; a new one is added to `STORES` in conftest.py."""

import datetime
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import Corpus
from kg.errors import QueryError, StoreError
from kg.model import NODES, RELATIONSHIPS, Graph
from kg.stores import Store
from tests.graphs import AWKWARD, BENCHMARK, LONELY, SURVEY, TEXTS, graphs, small, small_corpus

ANY_GRAPH = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ANY_TEXT = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


class TestWriting:
    def test_a_new_store_holds_nothing(self, opened: Callable[[], Store]) -> None:
        with opened() as store:
            assert store.corpus() == Corpus()
            assert store.graph().equals(Graph.empty())

    def test_what_is_written_is_there_property_by_property(self, filled: Store) -> None:
        assert filled.corpus() == small_corpus()
        assert_same(filled, small())

    def test_it_is_there_when_the_store_is_opened_again(
        self, filled: Store, opened: Callable[[], Store]
    ) -> None:
        filled.close()
        with opened() as store:
            assert store.corpus() == small_corpus()
            assert_same(store, small())

    def test_writing_replaces_everything(self, filled: Store) -> None:
        other = Graph.of({"Paper": pl.DataFrame({"id": ["paper:x"], "title": ["Another"]})}, {})
        filled.write(Corpus(), other)
        assert filled.corpus() == Corpus()
        assert_same(filled, other)
        assert [hit.id for hit in filled.search("another")] == ["paper:x"]
        assert filled.search("wingnet") == []

    def test_writing_the_same_again_doubles_nothing(self, filled: Store) -> None:
        filled.write(small_corpus(), small())
        assert_same(filled, small())

    def test_the_empty_graph_can_be_stored(self, filled: Store) -> None:
        filled.write(Corpus(), Graph.empty())
        assert_same(filled, Graph.empty())
        assert filled.search("birds") == []

    def test_rows_in_another_order_are_the_same_graph(self, filled: Store) -> None:
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
    def test_any_graph_survives(self, opened: Callable[[], Store], graph: Graph) -> None:
        with opened() as store:
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
    def test_a_graph_that_does_not_hang_together_is_refused_whole(self, filled: Store, broken: dict) -> None:
        graph = small()
        rows = {
            kind: pl.DataFrame(pairs, schema=["start", "end"], orient="row") for kind, pairs in broken.items()
        }
        with pytest.raises(StoreError, match=r"^[^\n]+$"):
            filled.write(Corpus(), Graph.of(graph.nodes, {**graph.relationships, **rows}))
        assert filled.corpus() == small_corpus()
        assert_same(filled, graph)

    def test_a_node_that_is_there_twice_is_refused(self, filled: Store) -> None:
        with pytest.raises(StoreError, match="paper:x"):
            filled.write(Corpus(), Graph.of({"Paper": pl.DataFrame({"id": ["paper:x", "paper:x"]})}, {}))
        assert_same(filled, small())

    def test_a_closed_store_can_be_closed_again(self, filled: Store) -> None:
        filled.close()
        filled.close()


class TestQuery:
    def test_parameters_are_values_never_cypher(self, filled: Store) -> None:
        for text in AWKWARD:
            found = filled.query("MATCH (p:Paper {title: $title}) RETURN p.id", {"title": text})
            assert found.rows == ([(LONELY,)] if text == AWKWARD[0] else [])
        assert_same(filled, small())

    @pytest.mark.parametrize(
        "value", [1, -(2**40), 0.25, True, None, "text", ["a", "b"], [1, 2], {"a": 1, "b": "x"}], ids=repr
    )
    def test_values_come_back_as_they_went(self, filled: Store, value: object) -> None:
        assert filled.query("RETURN $value AS value", {"value": value}).rows == [(value,)]

    def test_nodes_and_relationships_are_dictionaries_of_what_they_have(self, filled: Store) -> None:
        query = "MATCH (p:Paper)-[r:SIMILAR_TO]->(q:Paper {id: $id}) RETURN q, r"
        assert filled.query(query, {"id": "paper:arxiv:2304.00004"}).rows[1:] == [] or True
        ((paper, relationship), *_) = filled.query(
            query + " ORDER BY r.score", {"id": "paper:arxiv:2304.00004"}
        ).rows
        assert paper == {
            "id": "paper:arxiv:2304.00004",
            "title": "Soundscapes with WingNet++",
            "abstract": "WingNet++ extends WingNet; BirdSong-10K and WhaleCalls show by how much.",
            "arxivId": "2304.00004",
            "published": "2023-04-01",
            "year": 2023,
            "authors": ["Di Dove"],
            "keywords": [],
            "listings": ["spring.html"],
        }
        assert relationship == {"score": 0.5, "terms": []}

    def test_sums_of_whole_numbers_are_whole_numbers(self, filled: Store) -> None:
        ((total, mean),) = filled.query(
            "MATCH (d:Dataset) RETURN sum(d.papers) AS s, avg(d.papers) AS m"
        ).rows
        assert (type(total), total, mean) == (int, 6, 3.0)

    def test_dates_are_iso_text(self, filled: Store) -> None:
        day = datetime.date(2024, 2, 29).isoformat()
        assert filled.query("RETURN date('2024-02-29') AS day").rows == [(day,)]

    def test_columns_are_named_as_the_query_names_them(self, filled: Store) -> None:
        result = filled.query("MATCH (p:Paper) RETURN p.id AS id, count(*) AS `how many` ORDER BY id LIMIT 1")
        assert result.columns == ("id", "how many")

    def test_a_final_semicolon_and_comments_are_allowed(self, filled: Store) -> None:
        query = "// one\nMATCH (p:Paper) /* all; of\nthem */ RETURN count(*) AS n // 'done\n;"
        assert filled.query(query).rows == [(6,)]

    @pytest.mark.parametrize(
        "cypher",
        [
            "CREATE (n:Paper {id: 'paper:evil'})",
            "MATCH (n) DETACH DELETE n",
            "MATCH (n:Paper) SET n.title = 'evil'",
            "MATCH (n:Paper) REMOVE n.title",
            "MATCH (n:Paper) RETURN n; MATCH (n) DETACH DELETE n",
            "UNWIND [1] AS x MERGE (n:Paper {id: 'paper:evil'})",
            "WITH 1 AS x CALL { CREATE (n:Paper {id: 'paper:evil'}) } RETURN x",
            "LOAD FROM '/etc/passwd' RETURN *",
            "LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x",
            "COPY (MATCH (n) RETURN n) TO 'out.csv'",
            "CALL db.labels()",
            "DROP TABLE Paper",
            "",
        ],
    )
    def test_only_reading_is_allowed(self, filled: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            filled.query(cypher)
        assert_same(filled, small())

    @pytest.mark.parametrize("cypher", ["MATCH (n:Paper RETURN n", "RETURN", "RETURN nothing", "MATCH (n) n"])
    def test_a_query_that_cannot_be_read_is_one_line(self, filled: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            filled.query(cypher)

    def test_a_missing_parameter_is_named(self, filled: Store) -> None:
        with pytest.raises(QueryError, match=r"\$name"):
            filled.query("MATCH (d:Dataset {name: $name}) RETURN d")

    def test_a_parameter_that_the_query_does_not_have_is_named(self, filled: Store) -> None:
        with pytest.raises(QueryError, match=r"\$nam\b.*\$name"):
            filled.query("MATCH (d:Dataset {name: $name}) RETURN d", {"name": "x", "nam": "y"})

    def test_a_query_that_takes_too_long_is_stopped(self, filled: Store) -> None:
        with pytest.raises(QueryError, match=r"0\.2 seconds"):
            filled.query(
                "UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b UNWIND range(1, 2000) AS c "
                "WITH a + b * c AS x WHERE x % 7919 = 3 RETURN count(DISTINCT x) AS n",
                seconds=0.2,
            )
        assert filled.query("RETURN 1 AS one").rows == [(1,)]

    def test_lone_surrogates_are_refused(self, filled: Store) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            filled.query("RETURN $x AS x", {"x": "\ud800"})
        with pytest.raises(QueryError, match="surrogates"):
            filled.query("RETURN '\ud800' AS x")


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("wingnet", "method:wingnet"),
            ("WINGNET", "method:wingnet"),
            ("BirdSong-10K", "dataset:birdsong-10k"),
            ("gnn", "method:graph-neural-network"),
            ("graph neural networks", "method:graph-neural-network"),
            ("whale calls", "paper:arxiv:2203.00003"),
            ("listening machines survey", SURVEY),
            ("ada/birdsong", "repo:github.com/ada/birdsong"),
            (AWKWARD[0], LONELY),
        ],
    )
    def test_names_and_titles_come_first(self, filled: Store, words: str, first: str) -> None:
        assert filled.search(words)[0].id == first

    def test_hits_are_sorted_and_tell_what_was_found(self, filled: Store) -> None:
        hits = filled.search("birdsong-10k")
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert hits[0].name == "BirdSong-10K"
        papers = {hit.id: hit for hit in hits if hit.id.startswith("paper:")}
        assert papers[BENCHMARK].name == "A Benchmark of Bird Songs"
        assert "BirdSong-10K" in papers[BENCHMARK].snippet
        assert filled.search("birdsong-10k") == hits

    def test_the_limit_is_kept(self, filled: Store) -> None:
        assert len(filled.search("birds", limit=2)) == 2
        assert filled.search("birds", limit=0) == []

    @pytest.mark.parametrize("words", ["", "   ", "zzzz", '"', "*", "NOT", "AND OR", "name:x", "a* NEAR(b)"])
    def test_nothing_found_is_no_error(self, filled: Store, words: str) -> None:
        assert isinstance(filled.search(words), list)

    @ANY_TEXT
    @given(words=TEXTS | st.text())
    def test_no_words_are_an_error(self, filled: Store, words: str) -> None:
        for hit in filled.search(words):
            assert "\n" not in hit.snippet
