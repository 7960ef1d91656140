"""
The Cypher index of a generation: a ladybug database, made from the Parquet tables by COPY and only ever read.

It is written once. Updating it in place is not safe: after a DELETE some floating-point properties of relationships
read 0.0 until the next checkpoint.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Container, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.metadata import version as installed_version
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

from kg.errors import QueryError, StoreError
from kg.graph import ENDS, NODES, PREFIXES, RELATIONSHIPS, Type
from kg.stores import refusals
from kg.stores.base import Result
from kg.stores.embedded import dialect, tables
from kg.system.processors import processors

if TYPE_CHECKING:
    import ladybug

FILE = "graph.lbug"

_BUFFER_POOL = 2 << 30
"""Most bytes that a database may use for its pages and intermediate results."""
_POOL_FOR_ROW = 2 << 10
"""Bytes for each row while a database is made: copying a million rows needs 1.0 to 1.5 GB, and fails with less."""
_ADDRESSES = 1 << 38
"""Bytes of address space that a database reserves; many can be open at once."""
_TYPES: Mapping[Type, str] = {
    "string": "STRING",
    "int": "INT64",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "strings": "STRING[]",
}
_EMPTY = {kind: f"CAST({'[]' if kind == 'strings' else 'NULL'} AS {type_})" for kind, type_ in _TYPES.items()}
_SINGLE = {"_single": True}
"""A parameter that no query uses; ladybug refuses several statements as soon as there is a parameter."""
_FIRST_DAY, _LAST_DAY = (day.toordinal() - date(1970, 1, 1).toordinal() for day in (date.min, date.max))
_TICKS = {"D": 1, "s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""How many units of a time type make a day."""
_NO_DATE = "a date is out of range: it lies outside the years 1 to 9999"
_ELSEWHERE = {
    "TYPE": "label(r)",
    "TOSTRING": "cast(x AS STRING)",
    "TOINTEGER": "cast(x AS INT64)",
    "TOFLOAT": "cast(x AS DOUBLE)",
    "SPLIT": "string_split(x, ',')",
    "HEAD": "x[1]",
    "LAST": "x[-1]",
    "TAIL": "x[2:]",
    "REDUCE": "list_reduce(x, (a, b) -> a + b), or list_sum(x)",
    "ISEMPTY": "size(x) = 0",
    "ELEMENTID": "x.id",
}
"""What to write instead of functions that only Neo4j has."""


def version() -> str:
    """Give the version that an index must have been made by to be readable now."""
    schema = crc32(repr((NODES, RELATIONSHIPS, ENDS)).encode())
    return f"schema {schema:08x}, ladybug {installed_version('ladybug')}"


def build(generation: Path, target: Path) -> None:
    """Make the index of the tables in a folder; `target` must not exist. Raises OSError where that fails."""
    import ladybug
    import polars as pl

    rows = {
        name: pl.scan_parquet(generation / tables.file(name), glob=False).select(pl.len()).collect().item()
        for name in (*NODES, *RELATIONSHIPS)
    }
    try:
        database = _database(target, pool=max(_BUFFER_POOL, _POOL_FOR_ROW * sum(rows.values())))
    except RuntimeError as error:
        raise OSError(_unopened(error)) from error
    try:
        with database, ladybug.Connection(database) as connection:
            for statement in statements(generation, {name for name, number in rows.items() if number}):
                connection.execute(statement)
            _check_counts(connection, rows)
            connection.execute("CHECKPOINT")
    except RuntimeError as error:
        reason = str(error).rpartition("exception: ")[2].splitlines()[0]
        cause = "is there memory enough?" if "allocate memory" in reason else "is the disk full?"
        raise OSError(f"making the index failed, {cause} {reason}") from error


def open_database(path: Path) -> ladybug.Database:
    """Open an index for reading; raises StoreError where that fails."""
    try:
        return _database(path, read_only=True)
    except RuntimeError as error:
        raise StoreError(f"{path}: cannot be opened ({_unopened(error)})") from error


def _database(path: Path, *, read_only: bool = False, pool: int = _BUFFER_POOL) -> ladybug.Database:
    import ladybug

    return ladybug.Database(
        path,
        buffer_pool_size=pool,
        max_num_threads=processors(),
        max_db_size=_ADDRESSES,
        read_only=read_only,
    )


def _unopened(error: RuntimeError) -> str:
    reason = str(error).rpartition("exception: ")[2].splitlines()[0].rstrip(".")
    if "No space left" in reason:
        return "no space left on device"
    return f"{reason}; is the address space limited? try ulimit -v unlimited"


def run(database: ladybug.Database, cypher: str, parameters: Mapping[str, Any], seconds: float) -> Result:
    """Run one statement that the guard has passed; raises QueryError where it fails or takes too long."""
    import ladybug

    # A connection for each query: it keeps prepared statements, and those are not safe to use again.
    with ladybug.Connection(database) as connection:
        connection.set_query_timeout(max(1, round(seconds * 1000)))
        try:
            end = monotonic() + seconds
            answer = _execute(connection, dialect.translated(cypher), {**parameters, **_SINGLE})
            columns = _different(dialect.columns(cypher, answer.get_column_names()))
            _check_dates(answer)
            rows = []
            for row in answer:  # the database no longer counts the time now
                rows.append(tuple(_plain(value) for value in row))
                if monotonic() > end:
                    raise QueryError(refusals.too_slow(seconds))
            return Result(columns, rows)
        except (RuntimeError, ValueError, TypeError, UnicodeError, OverflowError, SystemError) as error:
            raise QueryError(_reason(str(error), seconds)) from error


def _execute(
    connection: ladybug.Connection, statement: str, parameters: dict[str, Any]
) -> ladybug.QueryResult:
    answer = connection.execute(statement, parameters)
    if isinstance(answer, list):
        raise TypeError("several statements")
    return answer


def statements(generation: Path, filled: Container[str]) -> list[str]:
    """Give the statements that make the index, nodes first; only tables that are `filled` are copied."""
    creating, copying = [], []
    for label, columns in NODES.items():
        typed = [
            f"`{name}` {_TYPES[kind]}{' PRIMARY KEY' if name == 'id' else ''}"
            for name, kind in columns.items()
        ]
        creating.append(f"CREATE NODE TABLE `{label}`({', '.join(typed)})")
        if label in filled:
            copying.append(f"COPY `{label}`({_names(columns)}) FROM ({_rows(generation, label)})")
    for kind, columns in RELATIONSHIPS.items():
        properties = {name: type_ for name, type_ in columns.items() if name not in {"start", "end"}}
        typed = [f"FROM `{start}` TO `{end}`" for start, end in ENDS[kind]]
        typed += [f"`{name}` {_TYPES[type_]}" for name, type_ in properties.items()]
        creating.append(f"CREATE REL TABLE `{kind}`({', '.join(typed)})")
        into = f"`{kind}`({_names(properties)})" if properties else f"`{kind}`"
        if kind in filled:
            copying += [
                f"COPY {into} FROM ({_rows(generation, kind, end)}) (from='{start}', to='{end}')"
                for start, end in ENDS[kind]
            ]
    return creating + copying


def _names(columns: Mapping[str, Type]) -> str:
    return ", ".join(f"`{name}`" for name in columns)


def _rows(generation: Path, table: str, end: str | None = None) -> str:
    """
    Give the subquery that reads a table; every column is named because COPY binds by position.

    Columns that the table of an earlier kg lacks are empty.
    """
    import polars as pl

    columns = NODES.get(table) or RELATIONSHIPS[table]
    there = pl.scan_parquet(generation / tables.file(table), glob=False).collect_schema()
    values = [f"`{name}`" if name in there else _EMPTY[kind] for name, kind in columns.items()]
    # A path is a pattern and a string literal: in this order its special characters are taken away.
    path = glob.escape(str((generation / tables.file(table)).absolute()))
    literal = path.replace("\\", "\\\\").replace("'", "\\'")
    only = f" WHERE `end` STARTS WITH '{PREFIXES[end]}:'" if end else ""
    return f"LOAD FROM '{literal}'{only} RETURN {', '.join(values)}"


def _check_counts(connection: ladybug.Connection, rows: Mapping[str, int]) -> None:
    """Raise StoreError where the index does not hold as many nodes and relationships as the tables."""
    for name, expected in rows.items():
        pattern = f"(x:`{name}`)" if name in NODES else f"()-[x:`{name}`]->()"
        ((found,),) = _execute(connection, f"MATCH {pattern} RETURN count(*)", _SINGLE).get_all()
        if found != expected:
            raise StoreError(
                f"the index holds {found} of {expected} rows of {name}; report this as a bug in kg"
            )


def _check_dates(answer: ladybug.QueryResult) -> None:
    """Raise ValueError for a date outside the years 1 to 9999: Python has none, and ladybug crashes on making one."""
    if not any("DATE" in kind or "TIMESTAMP" in kind for kind in answer.get_column_data_types()):
        return
    try:
        import pyarrow
        import pyarrow.compute
    except ImportError:
        raise QueryError(
            "a date is shown only where pyarrow is installed; pip install pyarrow, or cast it to STRING"
        ) from None

    for column in answer.get_as_arrow().columns:
        if pyarrow.types.is_date(column.type) or pyarrow.types.is_timestamp(column.type):
            ticks = _TICKS[getattr(column.type, "unit", "D")]
            for end in pyarrow.compute.min_max(column).values():
                if end.value is not None and not _FIRST_DAY <= end.value // ticks <= _LAST_DAY:
                    raise ValueError(_NO_DATE)
    answer.reset_iterator()


def _different(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names of columns; raises QueryError where two are called the same, as Neo4j does."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise QueryError(refusals.wrong(f"two columns are called {twice[0]}, and AS gives one another name"))
    return names


def _plain(value: Any) -> Any:
    """Give a value as text, number, truth value, list or dictionary; nodes and relationships as their properties."""
    if isinstance(value, dict):
        if "_NODES" in value:
            return {"nodes": _plain(value["_NODES"]), "relationships": _plain(value["_RELS"])}
        if "_ID" in value and "_LABEL" in value:  # Neo4j does not know properties without a value
            hidden = {"_ID", "_LABEL", "_SRC", "_DST"}
            return {k: _plain(v) for k, v in value.items() if k not in hidden and v is not None}
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, UUID | timedelta):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value


_UNKNOWN = (
    (
        r"EXISTS\s*\{\s*\(",
        "EXISTS needs MATCH here: EXISTS { MATCH (p)-[:CITES]->() }, or the pattern alone: WHERE (p)-[:CITES]->()",
    ),
    (r"COUNT\s*\{\s*\(", "COUNT needs MATCH here: COUNT { MATCH (p)-[:CITES]->() }"),
    (
        r"mismatched input '\{'[\s\S]*\w\s*\{\s*\.",
        "there is no map projection here; name the values: RETURN {title: p.title, year: p.year} AS paper",
    ),
    (r"shortestPaths?>", "there is no shortestPath here; kg path A B gives a shortest path"),
    (
        r" NULLS>",
        "NULLS LAST is unknown here; give a value in place of null: ORDER BY coalesce(p.year, 0) DESC",
    ),
    (
        r"Function DATE did not receive",
        "date() knows no present day here, it takes a text; dates of papers are text: p.published >= '2024-05-01'",
    ),
    (
        r"Cannot order by (\w+)\. .*\[\]",
        r"\1 is a list, which has no order; order by one value, such as size(\1)",
    ),
    (r"Cannot order by (\w+)\. Order by NODE ", r"\1 is a node; order by a property of it, such as \1.id"),
    (
        r"Cannot order by (\w+)\. Order by REL ",
        r"\1 is a relationship; order by a property of it, such as \1.confidence",
    ),
    (r"Cannot order by (\w+)\.", r"\1 has no order; order by one value, such as length(\1) of a path"),
    (
        r"Variable (\w+) is not in scope",
        r"there is no variable \1 in that place; a text stands in quotation marks, and WITH, DISTINCT and count() end others",
    ),
    (
        r"Could not convert (\".{0,40}\") to (?:INT|DOUBLE|FLOAT)",
        r"\1 is text and no number; compare it with text, in quotation marks: p.published >= '2024'",
    ),
    ("List extract takes 1-based", "the first of a list has the number 1 here, not 0"),
)
"""What Neo4j understands and ladybug does not, or what is wrong, by ladybug's message, and what to write instead."""


_PROPERTIES = frozenset(chain.from_iterable((*NODES.values(), *RELATIONSHIPS.values())))
_PLACED = re.compile(r"Parser exception: .*?\(line: \d+, offset: \d+\)", re.DOTALL)
_AT_END = re.compile(r"\n\"([^\n]*)\"\n *\Z")
"""The line of a query in which there is something wrong, with no carets below: so it is behind the end."""


def _reason(message: str, seconds: float) -> str:
    """Give ladybug's message as one line that says what to do."""
    placed = _PLACED.match(message)  # quotes a query, which may have several lines
    first = " ".join(placed[0].split()) if placed else message.splitlines()[0]
    line = re.sub(r"^\w+ exception: ", "", first, flags=re.IGNORECASE).rstrip(".")
    if line.startswith("Interrupted"):
        return refusals.too_slow(seconds)
    if "Buffer manager" in message or "buffer pool" in message or "bad_alloc" in message:
        return refusals.TOO_LARGE
    if found := re.match(r"list_extract.*index=-?(\d+) is out of range", line):
        return f"a list is shorter than {found[1]}; leave such lists out: WHERE size(LIST) >= {found[1]}"
    if "is out of range" in line or "internal function" in line:  # of a date alone, or of one in a list
        return f"{_NO_DATE}; cast it to STRING"
    if "parsed_parameter_expression" in line:
        return "a parameter cannot stand inside any(), all() or none() here; name it before: WITH $x AS x"
    if found := re.match(r"Table (.+) does not exist", line):
        return refusals.unknown(found[1], "label or relationship type", [*NODES, *RELATIONSHIPS])
    if found := re.match(r"Cannot find property (.+) for (.+)", line):
        return _missing(found[1], found[2])
    if (found := re.match(r"Invalid struct field name: (.+)", line)) and found[1] in _PROPERTIES:
        return _missing(found[1], "what a path leads over")
    if found := re.match(r"function (\w+) does not exist", line):
        cure = _ELSEWHERE.get(found[1])
        return f"there is no function {found[1]} here; " + (f"use {cure}" if cure else "use another one")
    for pattern, cure in _UNKNOWN:
        if found := re.search(pattern, message, re.IGNORECASE):
            return found.expand(cure)
    if placed and (found := _AT_END.search(message)):
        return refusals.ends_early(found[1])
    line = re.sub(r": expected rule \w+| expecting \{.*\}", "", line)  # names out of the grammar help nobody
    return refusals.wrong(line)


def _missing(name: str, of: str) -> str:
    """Say that something has no property of a name."""
    missing = f"{of} has no property {name}"
    if name in _PROPERTIES:
        return (
            f"{missing}; other things have it, or an older kg made this graph: kg build --rebuild renews it"
        )
    return f"{missing}; {refusals.suggested(name, sorted(_PROPERTIES))}"
