"""Parquet tables: equal graphs make equal bytes, and what was damaged is not read."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kg.errors import StoreError
from kg.graph import NODES, RELATIONSHIPS, Graph
from kg.stores.embedded import tables
from tests.graphs import small, small_corpus

ROOT = Path(__file__).parents[4]


def written(folder: Path, graph: Graph) -> dict[str, str]:
    """Write all tables; gives their digests."""
    return tables.write_graph(folder, graph) | tables.write_origins(folder, small_corpus(), graph.ledger)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    digests = written(tmp_path, small())
    assert tables.read_graph(tmp_path, digests).equals(small())
    assert tables.read_corpus(tmp_path, digests) == small_corpus()


@pytest.mark.parametrize("lacking", [["encoder"], ["decisions", "names", "extractors", "encoder"]])
def test_the_store_of_an_earlier_kg_is_read_without_the_tables_that_it_lacks(
    tmp_path: Path, lacking: list[str]
) -> None:
    digests = written(tmp_path, small())
    for name in lacking:
        del digests[tables.file(name)]
    assert tables.read_corpus(tmp_path, digests).listings == small_corpus().listings


def test_a_property_that_an_earlier_kg_did_not_know_is_empty(tmp_path: Path) -> None:
    rows = small().relationships["BUILDS_ON"]
    older = replace(small(), relationships={**small().relationships, "BUILDS_ON": rows.drop("roles")})
    found = tables.read_graph(tmp_path, written(tmp_path, older))
    nothing = [[]] * len(rows)
    assert found.equals(
        small().linked({"BUILDS_ON": rows.with_columns(roles=pl.Series(nothing, dtype=pl.List(pl.String)))})
    )


def test_every_table_is_a_parquet_file_that_others_can_read(tmp_path: Path) -> None:
    digests = written(tmp_path, small())
    corpus = ["decisions", "encoder", "extractors", "listings", "names", "records"]
    names = [*NODES, *RELATIONSHIPS, "ledger", *corpus]
    assert sorted(digests) == sorted(path.name for path in tmp_path.iterdir())
    assert sorted(digests) == sorted(f"{name}.parquet" for name in names)
    assert pl.read_parquet(tmp_path / "Paper.parquet").columns == list(NODES["Paper"])


def test_bytes_do_not_depend_on_how_a_frame_was_put_together(tmp_path: Path) -> None:
    graph = small()
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    pieces = {
        label: pl.concat([rows[i : i + 1] for i in range(rows.height)], rechunk=False)
        for label, rows in graph.nodes.items()
    }
    assert written(one, graph) == written(other, Graph(pieces, graph.relationships, graph.ledger))


@pytest.mark.parametrize("threads", ["1", "7"])
def test_bytes_do_not_depend_on_the_process_or_its_threads(tmp_path: Path, threads: str) -> None:
    code = (
        "import sys, json, pathlib; from kg.stores.embedded import tables; from tests.graphs import *;"
        "from tests.unit.stores.embedded.test_tables import written;"
        "print(json.dumps(written(pathlib.Path(sys.argv[1]), small())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path],
        cwd=ROOT,
        env={"POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": threads, "PATH": ""},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(done.stdout) == written(tmp_path, small())


@pytest.mark.parametrize("harm", ["flipped", "cut", "missing"])
def test_a_damaged_table_is_not_read(tmp_path: Path, harm: str) -> None:
    digests = written(tmp_path, small())
    path = tmp_path / "MENTIONS.parquet"
    content = bytearray(path.read_bytes())
    if harm == "missing":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(content[:-1])
    else:
        content[100] ^= 1
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"MENTIONS\.parquet: [^\n]+$"):
        tables.read_graph(tmp_path, digests)
    assert tables.read_corpus(tmp_path, digests) == small_corpus()
