"""
A folder of Parquet files, one for each node label and relationship type, for DuckDB, polars, pandas and Spark.

The tables are those of the graph, columns and types as in `kg.graph`; `ledger.parquet` says why each alias was merged.
An embedded store holds the same files under a name that changes with each build, and always the whole graph.
"""

from __future__ import annotations

from pathlib import Path

from kg.export.writing import replacing_folder
from kg.graph import Graph

MARK = ".kg-parquet"
"""File that says that a folder is one of ours, which may be replaced."""
_ROWS_PER_GROUP = 100_000


def export(graph: Graph, out: Path) -> list[str]:
    """
    Write the tables into a folder, which must not be there yet, be empty, or be an earlier export.

    The format holds everything, so there are no notes. Raises UsageError for a folder with other things in it,
    KgError where the place cannot be written.
    """
    tables = {**graph.tables, "ledger": graph.ledger}
    with replacing_folder(out, MARK) as aside:
        for name, rows in tables.items():
            with (aside / f"{name}.parquet").open("wb") as file:
                # One chunk and groups of one size, or the bytes would depend on how the table was put together.
                rows.rechunk().write_parquet(file, compression="zstd", row_group_size=_ROWS_PER_GROUP)
    return []
