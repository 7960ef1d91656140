"""Tests of `kg export` where it does not come to its end."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from kg.cli import main
from kg.export import EXPORTERS
from kg.export.writing import replacing
from kg.graph import Graph
from kg.stores import open_store
from tests.graphs import small, small_corpus


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_an_export_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, monkeypatch, capsys) -> None:
    def terminated(_graph: Graph, out: Path) -> list[str]:
        with replacing(out) as beside:
            beside.write_text("half")
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        return []

    with open_store(str(tmp_path / "store"), create=True) as store:
        store.write(small_corpus(), small())
    monkeypatch.setitem(EXPORTERS, "json", terminated)
    with pytest.raises(SystemExit) as ended:
        main(["export", "json", "-o", str(tmp_path / "graph.json"), "--store", str(tmp_path / "store")])
    assert ended.value.code == 130
    assert "interrupted" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
