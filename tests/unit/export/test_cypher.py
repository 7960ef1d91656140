"""The Cypher script; that Neo4j reads it rightly is tested with Neo4j."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.export import cypher
from kg.graph import Graph
from kg.graph.neo4j_schema import GRAPH_SCHEMA
from tests.graphs import TEXTS, small
from tests.hostile import hostile_graph

STRING = re.compile(r"'(?:[^'\\]|\\.)*'")


@given(TEXTS | st.text("\\'u0027\"\n5Cn;"))
def test_a_text_is_one_literal_on_one_line(text: str) -> None:
    literal = cypher.literal(text)
    assert STRING.fullmatch(literal)
    assert len(literal.splitlines()) == 1


def test_every_statement_is_a_line_of_its_own(tmp_path: Path) -> None:
    cypher.export(hostile_graph(), tmp_path / "graph.cypher")
    lines = (tmp_path / "graph.cypher").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{statement};" for statement in cypher.statements(hostile_graph())]


def test_without_its_texts_the_script_is_made_of_the_schema_alone() -> None:
    """What a paper says is nowhere but in literals."""
    words = {
        word
        for text in cypher.statements(hostile_graph())
        for word in re.findall(r"\w+", STRING.sub("", text))
    }
    assert not {word for word in words if word in {"script", "javascript", "onerror", "evil"}}


def test_properties_without_a_value_are_left_out_and_lists_are_not() -> None:
    (repos,) = [text for text in cypher.statements(small()) if text.startswith("UNWIND") and ":Repo" in text]
    assert "null" not in repos
    lonely = next(text for text in cypher.statements(small()) if "SET n:Paper" in text)
    assert "authors: []" in lonely


def test_the_empty_graph_is_the_schema() -> None:
    assert list(cypher.statements(Graph.empty())) == [*GRAPH_SCHEMA, "CALL db.awaitIndexes()"]
