"""Parquet files hold the tables as they are, in a folder that is replaced as a whole."""

from pathlib import Path

import polars as pl
import pytest

from kg.errors import KgError, UsageError
from kg.export import parquet
from kg.export.part import part
from kg.graph import NODES, RELATIONSHIPS, Graph
from tests.graphs import WINGNET, small
from tests.hostile import hostile_graph


def read(folder: Path) -> Graph:
    tables = {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}
    ledger = tables.pop("ledger")
    assert set(tables) == {*NODES, *RELATIONSHIPS}
    return Graph(
        {label: tables[label] for label in NODES}, {kind: tables[kind] for kind in RELATIONSHIPS}, ledger
    )


@pytest.mark.parametrize(
    "graph", [small(), hostile_graph(), Graph.empty(), part(small(), around=WINGNET)], ids=str
)
def test_everything_reads_back(graph: Graph, tmp_path: Path) -> None:
    assert parquet.export(graph, tmp_path / "tables") == []
    assert read(tmp_path / "tables").equals(graph)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="is a folder with other things in it; name a new one"):
        parquet.export(small(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_failure_leaves_the_earlier_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.export(small(), tmp_path / "tables")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(KgError, match="No space left on device"):
            parquet.export(Graph.empty(), tmp_path / "tables")
    assert read(tmp_path / "tables").equals(small())
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
