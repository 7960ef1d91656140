"""
A folder of Parquet files, one for each node label and relationship type, for DuckDB, polars, pandas and Spark.

The tables are those of the graph, columns and types as in `kg.graph`; `ledger.parquet` says why each alias was merged.
An embedded store holds the same files under a name that changes with each build, and always the whole graph.
"""

from __future__ import annotations

from pathlib import Path

from kg.export.writing import replacing_folder
from kg.graph import Graph, write_parquet

MARK = ".kg-parquet"
"""File that says that a folder is one of ours, which may be replaced."""


def export(graph: Graph, out: Path) -> list[str]:
    """
    Write the tables into a folder, which must not be there yet, be empty, or be an earlier export; files of others stay.

    The format holds everything, so there are no notes. Raises UsageError for a folder with other things in it,
    KgError where the place cannot be written.
    """
    tables = {**graph.tables, "ledger": graph.ledger}
    with replacing_folder(out, MARK) as aside:
        for name, rows in tables.items():
            write_parquet(rows, aside / f"{name}.parquet")
    return []
