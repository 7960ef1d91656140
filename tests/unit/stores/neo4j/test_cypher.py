"""The Cypher of the Neo4j store: names from the schema, values as parameters, and only nodes of ours."""

import re

import pytest

from kg.graph import NODES, RELATIONSHIPS
from kg.graph.neo4j_schema import GRAPH_SCHEMA, OURS, TEXT_INDEX
from kg.stores.neo4j import cypher

FIXED = [getattr(cypher, name) for name in dir(cypher) if name.isupper() and not name.startswith("_")]
STATEMENTS = [
    *GRAPH_SCHEMA,
    *(text for text in FIXED if " " in text),
    *(build(label) for build in (cypher.merge_nodes, cypher.nodes) for label in NODES),
    *(
        build(kind)
        for build in (cypher.merge_relationships, cypher.delete_relationships, cypher.relationships)
        for kind in RELATIONSHIPS
    ),
]
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")


def test_the_names_of_the_schema_can_stand_in_cypher_as_they_are() -> None:
    names = {*NODES, *RELATIONSHIPS}
    names |= {column for columns in (*NODES.values(), *RELATIONSHIPS.values()) for column in columns}
    assert [name for name in sorted(names) if not PLAIN.fullmatch(name)] == []


@pytest.mark.parametrize("statement", [one for one in STATEMENTS if re.search("MERGE|DELETE|SET", one)])
def test_whatever_is_changed_is_marked_as_ours(statement: str) -> None:
    """A node is looked up by a label that other applications do not use; a relationship joins two such nodes."""
    changed = set(re.findall(r"(?:DELETE|SET|MERGE \(|DETACH DELETE) ?(\w+)(?=[.: )]|$)", statement))
    patterns = re.findall(r"(\w*):(_Kg(?:Store)?)\b", statement)
    ours = {name for name, _ in patterns}
    joins = re.search(r"\((\w*)(?::_Kg)?[^()]*\)-\[(\w+):\w+\]->\((\w*)", statement)
    if joins and {joins[1], joins[3]} <= ours:
        ours.add(joins[2])
    assert changed <= ours, statement


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_is_one_line_without_values_of_anybody(statement: str) -> None:
    assert "\n" not in statement
    texts = set(re.findall(r"'([^']*)'", statement))
    assert texts <= {"", "store", "lock", "english", TEXT_INDEX}


def test_the_label_that_marks_our_nodes_comes_after_all_others() -> None:
    """The Neo4j Browser colours a node by the label that comes first."""
    assert all(label < OURS for label in NODES)


def test_properties_are_set_column_by_column() -> None:
    assert cypher.merge_nodes("Dataset") == (
        "UNWIND range(0, size($id) - 1) AS i MERGE (n:_Kg {id: $id[i]}) SET n:Dataset, n.name = $name[i], "
        "n.aliases = $aliases[i], n.papers = $papers[i] RETURN count(DISTINCT i)"
    )
    assert cypher.merge_relationships("CITES") == (
        "UNWIND range(0, size($start) - 1) AS i MATCH (a:_Kg {id: $start[i]}) MATCH (b:_Kg {id: $end[i]}) "
        "MERGE (a)-[r:CITES]->(b)  RETURN count(DISTINCT i)"
    )
