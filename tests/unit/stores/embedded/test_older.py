"""A store that an earlier kg has written, which knew fewer properties."""

import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import polars as pl
import pytest

from kg.graph import write_parquet
from kg.stores.embedded import EmbeddedStore
from kg.stores.embedded.folder import Manifest
from kg.system.files import sha256
from tests.graphs import keyless, small, small_corpus
from tests.unit.stores.embedded.helpers import generation, is_small


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The small graph as a kg wrote it that knew no citation keys."""
    folder = tmp_path / "graph"
    with EmbeddedStore(folder, create=True) as store:
        store.write(small_corpus(), small())
    here, tables = generation(folder), json.loads((folder / "manifest.json").read_text())["tables"]
    for name, column in (("Paper", "citationKey"), ("records", "citation_key")):
        path = here / f"{name}.parquet"
        write_parquet(pl.read_parquet(path).drop(column), path)
        tables[path.name] = sha256(path)
    manifest = Manifest.of(tables)
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest)))
    described = json.loads((here / "index.json").read_text())
    described["graph.lbug"]["version"] = f"ladybug {version('ladybug')}"
    (here / "index.json").write_text(json.dumps(described))
    here.rename(here.with_name(manifest.generation))
    return folder


def test_it_is_read_and_what_it_did_not_know_is_empty(older: Path) -> None:
    with EmbeddedStore(older) as store:
        assert store.corpus() == keyless(small_corpus())
        assert store.graph().nodes["Paper"]["citationKey"].null_count() == 6
        rows = store.query("MATCH (p:Paper) RETURN DISTINCT p.citationKey AS key, count(*) AS papers").rows
        assert rows == [(None, 6)]


def test_the_next_build_writes_what_it_knows(older: Path) -> None:
    with EmbeddedStore(older) as store:
        store.write(small_corpus(), small())
    assert is_small(older)
