"""Answers to people's queries: plain values, and errors that say what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError

from kg.errors import QueryError
from kg.graph import NODES, RELATIONSHIPS
from kg.stores import refusals
from kg.stores.base import Result

_ENDS_EARLY = re.compile("Invalid input '':|Query cannot conclude with ")
_UNKNOWN = {"01N50": "label", "01N51": "relationship type", "01N52": "property"}
"""Status codes of names that the database has never heard of."""
_NAMES = {
    "label": [*NODES],
    "relationship type": [*RELATIONSHIPS],
    "property": sorted({name for columns in (*NODES.values(), *RELATIONSHIPS.values()) for name in columns}),
}


def answered(result: neo4j.Result) -> Result:
    """Give all rows; raises QueryError for a name that neither the schema nor the database knows."""
    rows = [tuple(plain(value) for value in record.values()) for record in result]
    columns = tuple(result.keys())
    for status in result.consume().gql_status_objects:
        kind, name = _UNKNOWN.get(status.gql_status), re.search("`(.+)`", status.status_description)
        if kind and name and name[1] not in _NAMES[kind]:
            raise QueryError(refusals.unknown(name[1], kind, _NAMES[kind]))
    return Result(columns, rows)


def refused(error: Neo4jError, seconds: float) -> str:
    """Say in one line why the server did not answer a query."""
    code = error.code or ""
    if "TimedOut" in code or "Terminated" in code or "LockClientStopped" in code:
        return refusals.too_slow(seconds)
    if "OutOfMemory" in code:
        return refusals.TOO_LARGE
    lines = (error.message or "").splitlines() or [code]
    if len(lines) > 1 and _ENDS_EARLY.match(lines[0]):
        return refusals.ends_early(lines[1].strip('"'))
    return refusals.wrong(lines[0])


def plain(value: Any) -> Any:
    """Give a value as text, number, truth value, list or dictionary; nodes and relationships as their properties."""
    if isinstance(value, neo4j.graph.Path):
        return {
            "nodes": [plain(one) for one in value.nodes],
            "relationships": [plain(one) for one in value.relationships],
        }
    if isinstance(value, neo4j.graph.Entity):
        return {name: plain(value[name]) for name in sorted(value.keys(), key=_order(value))}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, neo4j.time.Duration):  # a tuple, too
        return value.iso_format()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, neo4j.time.Date | neo4j.time.DateTime | neo4j.time.Time):
        return value.to_native().isoformat()
    return value.hex() if isinstance(value, bytes | bytearray) else value


def _order(entity: Any) -> Any:
    """Give the key that puts properties into the order of the schema, others after them."""
    names = [entity.type] if isinstance(entity, neo4j.graph.Relationship) else sorted(entity.labels)
    known = [name for one in names for name in {**NODES, **RELATIONSHIPS}.get(one, ())]
    return lambda name: (known.index(name) if name in known else len(known), name)
