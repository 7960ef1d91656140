"""The ladybug index: nothing gets lost on the way into it, and its messages say what to do."""

import importlib.metadata
import sys
from pathlib import Path

import polars as pl
import pytest

from kg.errors import QueryError, StoreError
from kg.graph import NODES, Graph
from kg.stores.embedded import graph_index, tables
from tests.graphs import small


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("generation")
    tables.write_graph(folder, small())
    graph_index.build(folder, folder / graph_index.FILE)
    with graph_index.open_database(folder / graph_index.FILE) as database:
        yield database


def test_the_index_is_one_file_and_reading_does_not_change_it(database) -> None:
    folder = Path(database.database_path).parent
    before = (folder / graph_index.FILE).read_bytes()
    graph_index.run(database, "MATCH (n) RETURN count(*)", {}, 10)
    assert [path.name for path in folder.iterdir() if path.suffix != ".parquet"] == [graph_index.FILE]
    assert (folder / graph_index.FILE).read_bytes() == before


def test_the_version_is_that_of_the_installed_ladybug() -> None:
    assert graph_index.version().endswith(importlib.metadata.version("ladybug"))


@pytest.mark.parametrize(
    ("cypher", "cure"),
    [
        ("MATCH (p:Papr) RETURN p", "did you mean Paper?"),
        ("MATCH (p:Zebra) RETURN p", "known are Paper, Dataset"),
        ("MATCH ()-[r:MENTION]->() RETURN r", "did you mean MENTIONS?"),
        ("MATCH (p:Paper) RETURN p.titel", "did you mean title?"),
        ("MATCH (p:Paper) RETURN p.zebra", "known are abstract, aliases"),
        ("MATCH (p:Paper) RETURN p.via", "or an older kg made this graph: kg build --rebuild renews it"),
        (
            "MATCH w = (:Paper)-[:CITES*1..2]->(:Paper) WHERE all(c IN relationships(w) WHERE c.via = 'x') RETURN 1",
            "what a path leads over has no property via; other things have it, or an older kg made this graph",
        ),
        ("WITH {owl: 1} AS x RETURN x.wing", "Invalid struct field name: wing"),
        ("MATCH ()-[r]->() RETURN type(r)", "use label(r)"),
        ("RETURN toString(1)", "use cast(x AS STRING)"),
        ("MATCH (p:Paper) WHERE EXISTS { (p)-[:CITES]->() } RETURN p", "EXISTS { MATCH (p)-[:CITES]->() }"),
        ("MATCH (p:Paper)\nWHERE exists {(p)-[:CITES]->()} RETURN p", "EXISTS { MATCH (p)-[:CITES]->() }"),
        ("MATCH (p:Paper) WHERE COUNT { (p)-[:CITES]->() } > 1 RETURN p", "COUNT { MATCH (p)-[:CITES]->() }"),
        ("MATCH (p:Paper) RETURN p{.title} AS x", "RETURN {title: p.title, year: p.year} AS paper"),
        ("MATCH (p:Paper) RETURN [a IN p.authors WHERE a > 'b'] AS x", "list_filter(LIST, x -> x > 1)"),
        ("MATCH (p:Paper) RETURN [a IN p.authors | toLower(a)] AS x", "list_transform(LIST, x -> x + 1)"),
        ("MATCH (p:Paper) RETURN substring(toLower(p.title), 0, 5) AS x", "the first character of a text has the number 1"),
        ("RETURN split('a,b', ',')", "use string_split(x, ',')"),
        ("RETURN head([1])", "use x[1]"),
        ("RETURN reduce(a = 0, x IN [1] | a + x)", "use list_reduce("),
        ("MATCH w = shortestPath((a:Paper)-[*]-(b:Paper)) RETURN w", "kg path A B"),
        ("MATCH w = allShortestPaths((a:Paper)-[*]-(b:Paper)) RETURN w", "kg path A B"),
        ("MATCH (p:Paper) RETURN p.year AS y ORDER BY y DESC NULLS LAST", "coalesce(p.year, 0) DESC"),
        ("MATCH (p:Paper) WHERE p.published > date() RETURN p", "dates of papers are text"),
        ("MATCH (p:Paper) RETURN p.title, p AS x ORDER BY x", "x is a node; order by a property of it, such as x.id"),
        ("MATCH ()-[m:MENTIONS]->() RETURN m ORDER BY m", "m is a relationship; order by a property"),
        ("MATCH (p:Paper) RETURN p.authors AS a ORDER BY a", "a is a list, which has no order"),
        ("MATCH w = (:Paper)-[]->() RETURN w ORDER BY w", "w has no order; order by one value"),
        ("MATCH (p:Paper) WHERE p.title = Owls RETURN p", "no variable Owls in that place; a text stands in quotation"),
        ("MATCH (p:Paper) WHERE p.published > 2020 RETURN p", "is text and no number; compare it with text"),
        ("MATCH (p:Paper) RETURN p.authors[0]", "the first of a list has the number 1"),
        ("RETURN zebra(1)", "no function ZEBRA"),
        ("MATCH (p:Paper RETURN p", "line: 1, offset: 15"),
        ("RETURN 1/0", "Divide by zero; correct it"),
        ("MATCH (p:Paper) RETURN p.authors[50]", "WHERE size(LIST) >= 50"),
        ("MATCH (d:Dataset) WHERE any(a IN d.aliases WHERE a = $x) RETURN d", "WITH $x AS x"),
        ("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND [1, 2] AS c RETURN sum(a * b * c)", "0.1 seconds"),
        ("UNWIND range(1, 1000000) AS x RETURN x", "0.1 seconds"),
        ("MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN collect([a, b, c, d, e, f, g, h])", "narrow it"),
    ],
)  # fmt: skip
def test_messages_are_one_line_with_a_cure(database, cypher: str, cure: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph_index.run(database, cypher, {"x": "x"}, 0.1)
    assert cure in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "expression",
    [
        "date('99999-01-01')",
        "date('0001-01-01') - interval('2 days')",
        "timestamp('99999-01-01 00:00:00')",
        "cast('29999-01-01' AS TIMESTAMP_SEC)",
        "[date('99999-01-01')]",
        "{a: date('99999-01-01')}",
    ],
)
def test_dates_that_python_does_not_have_are_an_error_and_no_crash(database, expression: str) -> None:
    with pytest.raises(QueryError, match="outside the years 1 to 9999; cast it to STRING"):
        graph_index.run(database, f"UNWIND [1, 2] AS x RETURN x, {expression}", {}, 10)


def test_a_date_without_pyarrow_is_told_what_to_do(database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installing kg does not bring pyarrow."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(QueryError, match="pip install pyarrow, or cast it to STRING"):
        graph_index.run(database, "RETURN date('2020-01-31')", {}, 10)
    cast = "RETURN cast(date('2020-01-31') AS STRING)"
    assert graph_index.run(database, cast, {}, 10).rows == [("2020-01-31",)]


def test_dates_are_text_also_where_some_are_missing(database) -> None:
    cypher = (
        "UNWIND ['2020-01-31', null] AS x RETURN date(x) AS day, timestamp('2020-01-01 10:00:00') AS time"
    )
    found = graph_index.run(database, cypher, {}, 10)
    assert found.rows == [("2020-01-31", "2020-01-01T10:00:00"), (None, "2020-01-01T10:00:00")]


@pytest.mark.parametrize(
    "cypher", ["MATCH (n) RETRUN n", "MATCH (n)\n WHERE RETURN n", "MATCH (n) WHERE RETURN n"]
)
def test_no_message_speaks_of_the_grammar(database, cypher: str) -> None:
    with pytest.raises(QueryError, match=r"\(line: [12], offset: \d+\); correct it") as caught:
        graph_index.run(database, cypher, {}, 10)
    assert "oC_" not in str(caught.value)
    assert "expecting" not in str(caught.value)


def test_an_index_that_cannot_be_opened_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none: cannot be opened \([^\n]+$"):
        graph_index.open_database(tmp_path / "none")


def test_an_index_that_finds_no_room_for_its_addresses_says_what_to_do(tmp_path: Path, monkeypatch) -> None:
    def refused(*_, **__) -> None:
        raise RuntimeError("Buffer manager exception: Mmap for size 274877906944 failed.")

    tables.write_graph(tmp_path, small())
    monkeypatch.setattr("ladybug.Database", refused)
    with pytest.raises(OSError, match=r"^Mmap for size 274877906944 failed; .* try ulimit -v unlimited$"):
        graph_index.build(tmp_path, tmp_path / "index")


def test_a_full_disk_is_named_and_nothing_else_is_to_blame(tmp_path: Path, monkeypatch) -> None:
    def refused(*_, **__) -> None:
        raise RuntimeError("IO exception: Cannot write to file. Error: No space left on device")

    tables.write_graph(tmp_path, small())
    monkeypatch.setattr("ladybug.Database", refused)
    with pytest.raises(OSError, match=r"^no space left on device$"):
        graph_index.build(tmp_path, tmp_path / "index")


def test_more_rows_are_copied_with_more_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables.write_graph(tmp_path, small())
    given = []
    opened = graph_index._database

    def database(path: Path, *, read_only: bool = False, pool: int = 0) -> object:
        given.append(pool)
        return opened(path, read_only=read_only)

    monkeypatch.setattr(graph_index, "_database", database)
    graph_index.build(tmp_path, tmp_path / "few.lbug")
    monkeypatch.setattr(graph_index, "_POOL_FOR_ROW", 1 << 30)
    graph_index.build(tmp_path, tmp_path / "many.lbug")
    graph = small()
    rows = sum(table.height for table in (*graph.nodes.values(), *graph.relationships.values()))
    assert given == [2 << 30, rows << 30]


@pytest.mark.parametrize(
    ("message", "cause"),
    [("exception: Unable to allocate memory!", "memory enough"), ("exception: no space", "disk full")],
)
def test_a_copy_that_fails_says_why(tmp_path: Path, monkeypatch, message: str, cause: str) -> None:
    def fail(*_: object) -> list[str]:
        raise RuntimeError(message)

    tables.write_graph(tmp_path, small())
    monkeypatch.setattr(graph_index, "statements", fail)
    with pytest.raises(OSError, match=cause):
        graph_index.build(tmp_path, tmp_path / graph_index.FILE)


@pytest.mark.parametrize(
    "value", [2**70, object(), "\ud800", [1, "x"]], ids=["large", "object", "surrogate", "mixed"]
)
def test_values_that_the_database_cannot_hold_are_an_error(database, value: object) -> None:
    with pytest.raises(QueryError, match=r"^[^\n]+$"):
        graph_index.run(database, "RETURN $value AS value", {"value": value}, 10)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("cast(2.5 AS DECIMAL(5, 2))", 2.5),
        ("cast(3 AS DECIMAL(5, 2))", 3),
        ("timestamp('2024-02-29 01:02:03')", "2024-02-29T01:02:03"),
        ("interval('1 day')", "1 day, 0:00:00"),
        ("blob('\\\\xAB')", "ab"),
        ("uuid('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("[date('2024-02-29'), null]", ["2024-02-29", None]),
        ("{a: {b: date('2024-02-29')}}", {"a": {"b": "2024-02-29"}}),
    ],
)
def test_values_are_plain(database, expression: str, value: object) -> None:
    ((got,),) = graph_index.run(database, f"RETURN {expression} AS x", {}, 10).rows
    assert (type(got), got) == (type(value), value)


def test_a_path_is_its_nodes_and_relationships(database) -> None:
    query = "MATCH x = (:Dataset {id: 'dataset:whalecalls'})<-[:MENTIONS]-(p:Paper) RETURN x ORDER BY p.id LIMIT 1"
    ((path,),) = graph_index.run(database, query, {}, 10).rows
    assert [node["id"] for node in path["nodes"]] == ["dataset:whalecalls", "paper:arxiv:2203.00003"]
    assert [step["surfaces"] for step in path["relationships"]] == [["WhaleCalls"]]


def test_the_label_of_a_relationship_is_a_readable_column(database) -> None:
    assert graph_index.run(database, "MATCH ()-[r]->() RETURN label(r) LIMIT 1", {}, 10).columns == (
        "label(r)",
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("substring('owls', 1, 2)", "ow"),
        ("substring('owls', 0 + 1, 2)", "ow"),
        ("[1 IN [1, 2]]", [True]),
        ("string_split('a,b', ',')", ["a", "b"]),
        ("[3, 4][-1]", 4),
        ("list_reduce([3, 4], (a, b) -> a + b)", 7),
        ("list_transform(list_filter([1, 2], x -> x > 1), x -> x + 1)", [3]),
    ],
)
def test_what_messages_say_to_write_is_understood(database, expression: str, value: object) -> None:
    assert graph_index.run(database, f"RETURN {expression} AS x", {}, 10).rows == [(value,)]


def test_reading_only_holds_in_the_database_too(database) -> None:
    """The guard stands before it, but is not the only thing between a query and the data."""
    with pytest.raises(QueryError):
        graph_index.run(database, "MATCH (p:Paper) SET p.title = 'x'", {}, 10)
    with pytest.raises(QueryError):
        graph_index.run(database, "RETURN 1; RETURN 2", {}, 10)


def test_a_relationship_that_the_index_loses_is_noticed(tmp_path: Path) -> None:
    paper = pl.DataFrame({"id": ["paper:a", "paper:b"]})
    wrong = Graph.of({"Paper": paper}, {"MENTIONS": pl.DataFrame({"start": ["paper:a"], "end": ["paper:b"]})})
    tables.write_graph(tmp_path, wrong)
    with pytest.raises(StoreError, match="0 of 1 rows of MENTIONS"):
        graph_index.build(tmp_path, tmp_path / graph_index.FILE)


def test_columns_that_a_query_does_not_name_one_by_one_keep_their_names(database) -> None:
    columns = graph_index.run(database, "MATCH (d:Dataset) RETURN d.*", {}, 10).columns
    assert columns == tuple(f"d.{name}" for name in NODES["Dataset"])
