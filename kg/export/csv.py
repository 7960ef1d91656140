"""
CSV files for `neo4j-admin database import`, the way to load millions of nodes: a zip archive of them.

For each table there is a header with types and a file of rows; `import.sh` is the command that imports them, and
`schema.cypher` what has to run afterwards. Texts are quoted, so that an empty one differs from a missing one. Lists are
joined by a character that occurs in none of their texts; the importer reads an empty list as missing, which
`schema.cypher` makes good. The format is that of Neo4j's Operations Manual, "Import", for Neo4j 5.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from kg.errors import KgError
from kg.graph import ENDS, NODES, PREFIXES, RELATIONSHIPS, Graph, Type
from kg.graph.neo4j_schema import GRAPH_SCHEMA, OURS
from kg.system.files import replacing

_TYPES: Mapping[Type, str] = {
    "string": "string",
    "int": "long",
    "float": "double",
    "bool": "boolean",
    "strings": "string[]",
}
_DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c", *map(chr, range(0xE000, 0xE100)))
"""Delimiters for the texts of a list: control characters made for it, else private-use characters."""
_NOT_FINITE = {"inf": "Infinity", "-inf": "-Infinity"}
_ROWS = 100_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEAST_BUFFER = 4
"""Default buffer of the importer in megabytes; a field must fit in twice."""


def export(graph: Graph, out: Path) -> list[str]:
    """Write the archive; gives notes on what the format does not hold."""
    delimiter = _delimiter(graph)
    with replacing(out) as beside, zipfile.ZipFile(beside, "w") as files:
        for name, columns, rows in _tables(graph):
            _add(files, f"{name}-header.csv", iter([columns.encode()]))
            _add(files, f"{name}.csv", _lines(rows, delimiter))
        _add(files, "import.sh", iter([_command(delimiter, _largest(graph)).encode()]))
        _add(files, "schema.cypher", iter([_schema().encode()]))
    return _lists_lost(graph)


def _tables(graph: Graph) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Give each file's name without suffix, its header, and its rows."""
    for label, columns in NODES.items():
        yield label, _header(columns, {"id": f"id:ID({label})"}), graph.nodes[label]
    for kind, (start, end) in _pairs():
        ends = {"start": f":START_ID({start})", "end": f":END_ID({end})"}
        rows = graph.relationships[kind]
        rows = rows.filter(
            pl.col("start").str.starts_with(f"{PREFIXES[start]}:"),
            pl.col("end").str.starts_with(f"{PREFIXES[end]}:"),
        )
        yield f"{start}-{kind}-{end}", _header(RELATIONSHIPS[kind], ends), rows


def _pairs() -> Iterator[tuple[str, tuple[str, str]]]:
    return ((kind, pair) for kind, pairs in ENDS.items() for pair in pairs)


def _header(columns: Mapping[str, Type], special: Mapping[str, str]) -> str:
    return ",".join(special.get(name, f"{name}:{_TYPES[kind]}") for name, kind in columns.items()) + "\n"


def _lines(rows: pl.DataFrame, delimiter: str) -> Iterator[bytes]:
    for piece in rows.iter_slices(_ROWS):
        texts = piece.select(_text(name, kind, delimiter) for name, kind in piece.schema.items())
        yield texts.write_csv(include_header=False, quote_style="never").encode()


def _text(name: str, kind: pl.DataType, delimiter: str) -> pl.Expr:
    """Give a column for the file: texts in quotes, with quotes inside doubled."""
    column = pl.col(name)
    if isinstance(kind, pl.List):
        column = pl.when(column.list.len() > 0).then(column.list.join(delimiter))
    elif kind == pl.Float64:
        return column.cast(pl.String).replace(_NOT_FINITE)
    elif kind != pl.String:
        return column.cast(pl.String)
    return (pl.lit('"') + column.str.replace_all('"', '""', literal=True) + pl.lit('"')).alias(name)


def _delimiter(graph: Graph) -> str:
    """Give the first delimiter that occurs in none of the texts in lists."""
    texts = pl.concat([column.explode() for column in _columns(graph, pl.List)])
    for delimiter in _DELIMITERS:
        if not texts.str.contains(delimiter, literal=True).any():
            return delimiter
    raise KgError(
        "no character is left that could join lists for neo4j-admin; use kg load in place of the export"
    )


def _largest(graph: Graph) -> int:
    """Give an upper bound of the length of a field in bytes, without its quotes."""
    joined = [column.list.join("-") for column in _columns(graph, pl.List)]
    lengths = [column.str.len_bytes() for column in (*joined, *_columns(graph, pl.String))]
    return pl.concat([one.alias("bytes") for one in lengths]).to_frame().max().item() or 0


def _columns(graph: Graph, kind: type[pl.DataType]) -> list[pl.Series]:
    return [
        column for rows in graph.tables.values() for column in rows.iter_columns() if column.dtype == kind
    ]


def _command(delimiter: str, largest: int) -> str:
    buffer = max(_LEAST_BUFFER, 1 + (2 * largest >> 20))
    options = [
        "--id-type=string",
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(delimiter):04X}",
        f"--read-buffer-size={buffer}m",
        "--bad-tolerance=0",
        "--strict=true",
        *(f"--nodes={label}:{OURS}={label}-header.csv,{label}.csv" for label in NODES),
        *(
            f"--relationships={kind}={start}-{kind}-{end}-header.csv,{start}-{kind}-{end}.csv"
            for kind, (start, end) in _pairs()
        ),
    ]
    lines = " \\\n".join(f"  {option}" for option in options)
    return f"""#!/bin/sh
# Imports the files in this folder: sh import.sh [DATABASE]. The server must be stopped, and the database not be there
# yet; --overwrite-destination replaces one that is. Afterwards start the server and run schema.cypher:
#   cypher-shell -d DATABASE -f schema.cypher
# `kg load` then completes the store, so that kg reads it and adds to it: it finds every node and doubles nothing.
set -eu
cd "$(dirname "$0")"
database="${{1:-neo4j}}"
[ $# -eq 0 ] || shift
neo4j-admin database import full "$database" "$@" \\
{lines}
"""


def _schema() -> str:
    """Give the constraint, the indexes, and statements that turn missing lists into empty ones."""
    missing = [
        f"MATCH (n:{OURS}:{label}) WHERE n.{name} IS NULL CALL (n) {{ SET n.{name} = [] }} IN TRANSACTIONS"
        for label, columns in NODES.items()
        for name, kind in columns.items()
        if kind == "strings"
    ]
    missing += [
        f"MATCH (:{OURS})-[r:{type_}]->(:{OURS}) WHERE r.{name} IS NULL "
        f"CALL (r) {{ SET r.{name} = [] }} IN TRANSACTIONS"
        for type_, columns in RELATIONSHIPS.items()
        for name, kind in columns.items()
        if kind == "strings"
    ]
    return "".join(f"{statement};\n" for statement in (*GRAPH_SCHEMA, *missing))


def _add(files: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
    entry.external_attr = 0o644 << 16
    with files.open(entry, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)


def _lists_lost(graph: Graph) -> list[str]:
    lost = sum(
        ((lists.list.len() == 1) & (lists.list.first() == "")).sum() for lists in _columns(graph, pl.List)
    )
    return [f"lists of one empty text that become empty lists: {lost}"] if lost else []
