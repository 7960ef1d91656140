"""What `kg export csv` and `kg export cypher` write, imported by the tool that comes with the server, and run."""

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli.app import run
from kg.corpus import Corpus
from kg.errors import StoreError
from kg.explore import stats
from kg.export import csv, cypher
from kg.graph import Graph
from kg.stores import open_store
from tests.graphs import TEXTS, small, small_corpus
from tests.neo4j.fixtures import Server, give_up
from tests.neo4j.server import Address, MavenServer, Unavailable

pytestmark = pytest.mark.neo4j

NODES = "MATCH (n:_Kg) RETURN labels(n), properties(n) ORDER BY n.id"
RELATIONSHIPS = (
    "MATCH (a:_Kg)-[r]->(b:_Kg) RETURN a.id, type(r), b.id, properties(r) ORDER BY a.id, type(r), b.id"
)


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[MavenServer]:
    """A server that has never run; its folder and its tools are there."""
    try:
        server = MavenServer(tmp_path / "server")
    except Unavailable as reason:
        give_up(str(reason))
    yield server
    server.remove()


def everything(address: Address) -> tuple[list, list]:
    """Give all nodes with their labels and all relationships, with all properties."""
    nodes = [(sorted(labels), properties) for labels, properties in address.run(NODES)]
    return nodes, address.run(RELATIONSHIPS)


def graph() -> Graph:
    """Give the small graph with lists that are hard to tell apart, and numbers that are hard to write."""
    awkward = small()
    papers = {
        "id": [f"paper:list-{number}" for number in range(5)],
        "keywords": [[], ["", ""], ["a", ""], ["", "a"], ["\x1f", "\x1e", ",", ";", '"']],
        "title": ["", None, '"', '""', ","],
        "upvotes": [2**63 - 1, -(2**63), 0, None, 1],
    }
    new = Graph.of({"Paper": pl.DataFrame(papers)}, {}).nodes["Paper"]
    scores = pl.Series([float("inf"), 5e-324, 0.1 + 0.2])
    return Graph.of(
        {**awkward.nodes, "Paper": pl.concat([awkward.nodes["Paper"], new])},
        {
            **awkward.relationships,
            "SIMILAR_TO": pl.DataFrame(
                {
                    "start": papers["id"][:3],
                    "end": papers["id"][1:4],
                    "score": scores,
                    "terms": [[], None, ["x"]],
                }
            ),
        },
        awkward.ledger,
    )


def test_the_import_gives_what_a_load_gives(
    neo4j_address: Address, stopped: MavenServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(neo4j_address.uri) as loaded:
        loaded.write(small_corpus(), graph())
    expected = everything(neo4j_address)

    csv.export(graph(), tmp_path / "graph.zip")
    with zipfile.ZipFile(tmp_path / "graph.zip") as archive:
        archive.extractall(tmp_path / "files")
    command = ["sh", str(tmp_path / "files" / "import.sh")]
    done = subprocess.run(command, env=stopped.with_tools(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    stopped.start()
    for statement in (tmp_path / "files" / "schema.cypher").read_text(encoding="utf-8").split(";\n"):
        if statement:
            stopped.address.run(statement)
    assert everything(stopped.address) == expected

    for name, value in stopped.address.environment.items():
        monkeypatch.setenv(name, value)
    with open_store(stopped.address.uri) as completed:
        completed.write(small_corpus(), graph())
        assert completed.graph().equals(graph())
    assert everything(stopped.address) == expected


def test_the_script_gives_what_a_load_gives_however_often_it_runs(
    neo4j_address: Address, tmp_path: Path
) -> None:
    with open_store(neo4j_address.uri) as loaded:
        loaded.write(small_corpus(), graph())
    expected = everything(neo4j_address)
    neo4j_address.empty()
    cypher.export(graph(), tmp_path / "graph.cypher")
    with (tmp_path / "graph.cypher").open(encoding="utf-8", newline="\n") as lines:
        statements = [line.removesuffix(";\n") for line in lines]
    for _ in range(2):
        for statement in statements:
            neo4j_address.run(statement)
        assert everything(neo4j_address) == expected


def test_a_graph_that_came_by_script_can_be_asked_like_one_that_was_loaded(
    neo4j_address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    for statement in cypher.statements(small()):
        neo4j_address.run(statement)
    assert run(["load", neo4j_address.uri, "--store", neo4j_address.uri]) == 2
    assert "was filled by a script or an import, which bring no listings" in capsys.readouterr().err
    with open_store(neo4j_address.uri) as store:
        assert stats(store).nodes == {label: rows.height for label, rows in small().nodes.items()}
        assert store.search("birdsong")[0].id == "dataset:birdsong-10k"
        assert store.graph().nodes["Paper"].equals(small().nodes["Paper"])
        assert store.ledger().is_empty()
        with pytest.raises(
            StoreError, match="holds 5 papers that came by a script or an import and would be rem"
        ):
            store.write(Corpus(), Graph.of({"Paper": small().nodes["Paper"].head(1)}, {}))
        assert store.graph().nodes["Paper"].height == 6
        store.write(small_corpus(), small())
        assert store.graph().equals(small())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS | st.text("\\\\'u0027\"\n5Cn;", max_size=20), max_size=20))
def test_any_text_is_a_literal_that_ends_where_it_should(neo4j_server: Server, texts: list[str]) -> None:
    assert neo4j_server.address.run(f"RETURN {cypher.literal(texts)} AS texts") == [[texts]]
