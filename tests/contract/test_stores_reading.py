"""What every store answers."""

import datetime
from contextlib import suppress
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.stores import Store
from tests.graphs import AWKWARD, BENCHMARK, LONELY, SURVEY, TEXTS, small

ANY_TEXT = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestQuery:
    def test_parameters_are_values_never_cypher(self, stored: Store) -> None:
        for text in AWKWARD:
            found = stored.query("MATCH (p:Paper {title: $title}) RETURN p.id", {"title": text})
            assert found.rows == ([(LONELY,)] if text == AWKWARD[0] else [])
        assert stored.graph().equals(small())

    @pytest.mark.parametrize(
        "value", [1, -(2**40), 0.25, True, None, "text", ["a", "b"], [1, 2], {"a": 1, "b": "x"}], ids=repr
    )
    def test_values_come_back_as_they_went(self, stored: Store, value: object) -> None:
        assert stored.query("RETURN $value AS value", {"value": value}).rows == [(value,)]

    def test_nodes_and_relationships_are_dictionaries_of_what_they_have(self, stored: Store) -> None:
        query = "MATCH (p:Paper)-[r:SIMILAR_TO]->(q:Paper {id: $id}) RETURN q, r"
        ((paper, relationship), *_) = stored.query(
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

    def test_sums_of_whole_numbers_are_whole_numbers(self, stored: Store) -> None:
        ((total, mean),) = stored.query(
            "MATCH (d:Dataset) RETURN sum(d.papers) AS s, avg(d.papers) AS m"
        ).rows
        assert (type(total), total, mean) == (int, 6, 3.0)

    def test_dates_are_iso_text(self, stored: Store) -> None:
        day = datetime.date(2024, 2, 29).isoformat()
        assert stored.query("RETURN date('2024-02-29') AS day").rows == [(day,)]

    def test_columns_are_named_as_the_query_names_them(self, stored: Store) -> None:
        result = stored.query("MATCH (p:Paper) RETURN p.id AS id, count(*) AS `how many` ORDER BY id LIMIT 1")
        assert result.columns == ("id", "how many")

    def test_a_final_semicolon_and_comments_are_allowed(self, stored: Store) -> None:
        query = "// one\nMATCH (p:Paper) /* all; of\nthem */ RETURN count(*) AS n // 'done\n;"
        assert stored.query(query).rows == [(6,)]

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
    def test_only_reading_is_allowed(self, stored: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            stored.query(cypher)
        assert stored.graph().equals(small())

    @pytest.mark.parametrize("cypher", ["MATCH (n:Paper RETURN n", "RETURN", "RETURN nothing", "MATCH (n) n"])
    def test_a_query_that_cannot_be_read_is_one_line(self, stored: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            stored.query(cypher)

    @pytest.mark.parametrize(
        ("cypher", "behind"),
        [
            ("MATCH (p:Paper", "MATCH (p:Paper"),
            ("MATCH (p:Paper)", "MATCH (p:Paper)"),
            ("MATCH (p:Paper)\nRETURN", "RETURN"),
            ("MATCH (p:Paper)\nRETURN [1,\n", "RETURN [1,"),
            ("MATCH (p:Paper) RETURN p.title ORDER BY", "MATCH (p:Paper) RETURN p.title ORDER BY"),
            (f"RETURN {'1 + ' * 30}", f"…{('1 + ' * 30)[-41:-1]}"),
            ("MATCH (p:Paper) WITH p", "MATCH (p:Paper) WITH p"),
        ],
    )
    def test_a_query_that_ends_too_early_is_told_so(self, stored: Store, cypher: str, behind: str) -> None:
        with pytest.raises(QueryError) as caught:
            stored.query(cypher)
        assert str(caught.value).startswith(f"the query ends too early, behind {behind!r}; complete it")

    @pytest.mark.parametrize("cypher", ["MATCH (p:Paper) RETRUN p", "MATCH (p {title: '<EOF>'}) RETRUN p"])
    def test_a_query_that_is_wrong_before_its_end_is_not(self, stored: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match="the query cannot be run"):
            stored.query(cypher)

    @pytest.mark.parametrize("cypher", ["RETURN 1 AS a, 2 AS a", "MATCH (p:Paper) RETURN p.id, p.id"])
    def test_two_columns_of_one_name_are_refused(self, stored: Store, cypher: str) -> None:
        with pytest.raises(QueryError, match=r"columns.*; correct it$"):
            stored.query(cypher)

    def test_a_missing_parameter_is_named(self, stored: Store) -> None:
        with pytest.raises(QueryError, match=r"\$name"):
            stored.query("MATCH (d:Dataset {name: $name}) RETURN d")

    def test_a_parameter_that_the_query_does_not_have_is_named(self, stored: Store) -> None:
        with pytest.raises(QueryError, match=r"\$nam\b.*\$name"):
            stored.query("MATCH (d:Dataset {name: $name}) RETURN d", {"name": "x", "nam": "y"})

    def test_a_query_that_takes_too_long_is_stopped(self, stored: Store) -> None:
        with pytest.raises(QueryError, match=r"0\.2 seconds"):
            stored.query(
                "UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b UNWIND range(1, 2000) AS c "
                "WITH a + b * c AS x WHERE x % 7919 = 3 RETURN count(DISTINCT x) AS n",
                seconds=0.2,
            )
        assert stored.query("RETURN 1 AS one").rows == [(1,)]

    @pytest.mark.parametrize("value", ["range(1, 1000000000)", "repeat('x', 2000000000)"])
    def test_a_bounded_query_for_one_enormous_value_ends(self, stored: Store, value: str) -> None:
        begun = monotonic()
        with suppress(QueryError):  # a store may have a way to answer
            stored.query(f"RETURN size({value}) AS size", seconds=2, bounded=True)
        assert monotonic() - begun < 20

    def test_a_bounded_query_answers_and_fails_as_any_other(self, stored: Store) -> None:
        asked, values = "MATCH (p:Paper) RETURN p.id, $x AS x ORDER BY p.id", {"x": ["a", "b"]}
        assert stored.query(asked, values, bounded=True) == stored.query(asked, values)
        with pytest.raises(QueryError, match="did you mean Paper"):
            stored.query("MATCH (p:Papre) RETURN p", bounded=True)

    def test_lone_surrogates_are_refused(self, stored: Store) -> None:
        with pytest.raises(QueryError, match=r"^[^\n]+$"):
            stored.query("RETURN $x AS x", {"x": "\ud800"})
        with pytest.raises(QueryError, match="surrogates"):
            stored.query("RETURN '\ud800' AS x")


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
    def test_names_and_titles_come_first(self, stored: Store, words: str, first: str) -> None:
        assert stored.search(words)[0].id == first

    @pytest.mark.parametrize(("words", "found"), [("benchm zzzz", True), ("ben zzzz", False)])
    def test_where_nothing_holds_all_words_long_ones_may_begin_others(
        self, stored: Store, words: str, found: bool
    ) -> None:
        assert bool(stored.search(words)) is found

    def test_hits_are_sorted_and_tell_what_was_found(self, stored: Store) -> None:
        hits = stored.search("birdsong-10k")
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert hits[0].name == "BirdSong-10K"
        papers = {hit.id: hit for hit in hits if hit.id.startswith("paper:")}
        assert papers[BENCHMARK].name == "A Benchmark of Bird Songs"
        assert "BirdSong-10K" in papers[BENCHMARK].snippet
        assert stored.search("birdsong-10k") == hits

    def test_the_limit_is_kept(self, stored: Store) -> None:
        assert len(stored.search("birds", limit=2)) == 2
        assert stored.search("birds", limit=0) == []

    @pytest.mark.parametrize("words", ["", "   ", "zzzz", '"', "*", "NOT", "AND OR", "name:x", "a* NEAR(b)"])
    def test_nothing_found_is_no_error(self, stored: Store, words: str) -> None:
        assert isinstance(stored.search(words), list)

    @ANY_TEXT
    @given(words=TEXTS | st.text())
    def test_no_words_are_an_error(self, stored: Store, words: str) -> None:
        for hit in stored.search(words):
            assert "\n" not in hit.snippet
