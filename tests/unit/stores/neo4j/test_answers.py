"""Values from the driver as plain values."""

import datetime
import json

import neo4j
import pytest
from neo4j.exceptions import Neo4jError

from kg.stores.neo4j.answers import plain, refused


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (neo4j.time.Date(2024, 2, 29), "2024-02-29"),
        (neo4j.time.DateTime(2024, 2, 29, 1, 2, 3), "2024-02-29T01:02:03"),
        (neo4j.time.DateTime(2024, 2, 29, tzinfo=datetime.UTC), "2024-02-29T00:00:00+00:00"),
        (neo4j.time.Time(1, 2, 3), "01:02:03"),
        (neo4j.time.Duration(days=3), "P3D"),
        (b"\x00\xff", "00ff"),
        ({"a": [neo4j.time.Date(2024, 1, 1), (1, 2)]}, {"a": ["2024-01-01", [1, 2]]}),
        (None, None),
        (True, True),
        (2**62, 2**62),
        (0.1, 0.1),
    ],
)
def test_values_are_those_that_json_knows(value: object, expected: object) -> None:
    assert plain(value) == expected
    json.dumps(plain(value))


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        (
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "x",
            "longer than 2.5 seconds",
        ),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "x", "too much memory"),
        ("Neo.ClientError.Statement.SyntaxError", "Invalid input\nMATCH\n ^", "run: Invalid input; correct"),
        (
            "Neo.ClientError.Statement.SyntaxError",
            "Invalid input '': expected an expression (line 2, column 7 (offset: 22))\n\"RETURN\"\n       ^",
            "the query ends too early, behind 'RETURN'; complete it",
        ),
    ],
)
def test_a_refusal_is_one_line(code: str, message: str, expected: str) -> None:
    line = refused(Neo4jError._hydrate_neo4j(code=code, message=message), 2.5)
    assert expected in line
    assert "\n" not in line
