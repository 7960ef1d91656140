"""A build that is killed or interrupted: the next one goes on where it stopped."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kg.build import Engine, add, build
from kg.extract import extract
from kg.readers import read
from kg.stores import open_store
from kg.stores.embedded.cache import FILE
from tests.e2e.conftest import PAPERS, json_lines

MANY = 2000
BATCH = 200


def papers(number: int) -> list[dict[str, str]]:
    """Give papers with text enough that reading them takes a while."""
    said = (
        "Net{0} beats ResNet-50 and BERT on ImageNet, CIFAR-10/100 and BirdSong-{0}K with graph attention. "
    )
    return [
        {
            "title": f"Net{n}: Hearing Birds, Part {n}",
            "abstract": f"We introduce Net{n}, a network. {said}",
        }
        for n in range(number)
    ]


def results(place: Path) -> int:
    """Give how many papers' results are cached."""
    try:
        with closing(sqlite3.connect(f"file:{place / FILE}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute("SELECT count(*) FROM kept").fetchone()[0]
    except sqlite3.Error:
        return 0


def children(process: int) -> list[int]:
    """Give the processes that a process has started."""
    command = ["ps", "-o", "pid=", "--ppid", str(process)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_what_an_interrupted_build_found_is_not_looked_for_again(tmp_path: Path, how: signal.Signals) -> None:
    listing, first, place = tmp_path / "many.jsonl", tmp_path / "first.jsonl", tmp_path / "graph"
    first.write_text(json_lines(PAPERS), encoding="utf-8")
    listing.write_text("".join(json.dumps(one) + "\n" for one in papers(MANY)), encoding="utf-8")
    with open_store(place, create=True) as store:
        add(store, read([str(first)]))
        before = store.graph()

    command = [sys.executable, "-m", "kg", "build", str(listing), "--store", str(place)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while results(place) < 3 * BATCH and process.poll() is None:
        time.sleep(0.02)
    helpers = children(process.pid)
    os.kill(process.pid, how)
    _, said = process.communicate(timeout=30)
    assert process.returncode not in (0, None)
    assert "Traceback" not in said
    assert _gone(helpers)

    found = results(place)
    assert found >= 3 * BATCH
    with open_store(place) as store:
        assert store.graph().equals(before)
    if how is signal.SIGINT:
        return

    read_anew = 0

    def over(function, chunks):
        nonlocal read_anew
        for chunk in chunks:
            read_anew += len(chunk)
            yield function(chunk)

    with open_store(place) as store:
        change = add(store, read([str(listing)]), engine=Engine(extract=partial(extract, over=over)))
        assert store.graph().equals(build(change.corpus).graph)
    assert read_anew <= MANY + len(PAPERS) - found


def _gone(processes: list[int]) -> bool:
    """Tell whether processes end within ten seconds."""
    for _ in range(200):
        if not any(Path(f"/proc/{one}").exists() for one in processes):
            return True
        time.sleep(0.05)
    return False
