"""The embedded store as a folder: whole or not at all, and never in the way of a reader."""

import errno
import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from filelock import FileLock

from kg import __version__
from kg.errors import StoreError
from kg.graph import Graph
from kg.stores.embedded import EmbeddedStore
from kg.stores.embedded import folder as folder_module
from tests.graphs import small, small_corpus
from tests.unit.stores.embedded.helpers import (
    COUNT,
    assert_consistent,
    files,
    generation,
    generations,
    is_small,
    numbered,
    start,
)


class TestOpening:
    def test_a_missing_store_is_only_made_when_asked_for_and_only_by_writing(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "store"
        with pytest.raises(StoreError, match="kg build"):
            EmbeddedStore(path)
        with EmbeddedStore(path, create=True) as store:
            assert not path.parent.exists()
            with pytest.raises(StoreError, match="kg build"):
                store.query(COUNT)
            store.write(*numbered(2))
            assert assert_consistent(store) == 2

    def test_an_empty_folder_becomes_a_store(self, tmp_path: Path) -> None:
        with EmbeddedStore(tmp_path, create=True) as store:
            store.write(*numbered(2))
        assert assert_consistent(EmbeddedStore(tmp_path)) == 2

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("thesis.tex", "years of work"),
            ("lock", "held by another program"),
            ("generations", "no folder"),
            ("generations/alice/diary.txt", "years of life"),
            ("generations/0123456789abcdef", "no folder"),
            ("manifest.json", "[" * 100_000),
            ("manifest.json", '{"name": "a web page", "icons": []}'),
            ("manifest.json", "[]"),
            ("manifest.json", ""),
            ("manifest.json", '{"format": 1, "generation": "../../..", "tables": {}, "kg": "1"}'),
            ("manifest.json", '{"format": "x", "generation": "", "tables": {}, "kg": "1"}'),
        ],
    )
    def test_a_folder_with_other_files_is_not_touched(self, tmp_path: Path, name: str, content: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
        before = files(tmp_path)
        for create in (True, False):
            with pytest.raises(StoreError, match=r"^[^\n]+;[^\n]+$"):
                EmbeddedStore(tmp_path, create=create)
        assert files(tmp_path) == before

    def test_a_file_is_no_store(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("mine")
        with pytest.raises(StoreError, match="Not a directory"):
            EmbeddedStore(path, create=True)

    def test_files_that_somebody_put_into_a_store_stay(self, folder: Path) -> None:
        mine = (
            folder / "notes.txt",
            folder / "generations" / "notes.txt",
            folder / "generations" / "my" / "notes.txt",
        )
        for path in mine:
            path.parent.mkdir(exist_ok=True)
            path.write_text("mine")
        with EmbeddedStore(folder) as store:
            store.write(*numbered(3))
        assert [path.read_text() for path in mine] == ["mine"] * 3

    @pytest.mark.parametrize("tables", [None, 1, "", [], {}, {"Paper.parquet": None}, {"../../x": "0" * 64}])
    def test_a_manifest_whose_tables_are_damaged_is_named(self, folder: Path, tables: object) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"tables": tables}))
        with pytest.raises(StoreError, match=r"manifest\.json: [^\n]*damaged[^\n]*restore it"):
            EmbeddedStore(folder)

    def test_a_store_of_a_later_format_is_refused(self, folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2, "kg": "9.9", "more": 1}))
        with pytest.raises(StoreError, match=r"format 2.*kg 9\.9.*update kg"):
            EmbeddedStore(folder)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
    def test_a_pipe_in_place_of_the_manifest_is_refused_and_not_waited_for(self, folder: Path) -> None:
        (folder / "manifest.json").unlink()
        os.mkfifo(folder / "manifest.json")
        with pytest.raises(StoreError, match=r"manifest\.json: not a file"):
            EmbeddedStore(folder)

    def test_the_working_folder_may_change_meanwhile(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with EmbeddedStore(Path("store")) as store:
            monkeypatch.chdir("/")
            assert store.query(COUNT).rows == [(6,)]


class TestWriting:
    def test_writing_what_is_there_changes_no_file(self, folder: Path) -> None:
        before = files(folder)
        with EmbeddedStore(folder) as store:
            store.write(small_corpus(), small())
            assert store.query(COUNT).rows == [(6,)]
        assert files(folder) == before

    def test_writing_what_is_there_notes_that_another_version_of_kg_made_it(self, folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"kg": "0.0.9"}))
        tables = files(generation(folder))
        with EmbeddedStore(folder) as store:
            assert store.made_by() == "0.0.9"
            store.write(small_corpus(), small())
            assert store.made_by() == __version__
            store.write(small_corpus(), small(), made_by="0.1.0+other")
            assert store.made_by() == "0.1.0+other"
        assert files(generation(folder)) == tables
        assert is_small(folder)

    def test_equal_graphs_make_equal_tables_whatever_their_order(self, folder: Path, tmp_path: Path) -> None:
        graph = small()
        turned = Graph(
            {label: pl.concat([rows[3:], rows[:3]], rechunk=False) for label, rows in graph.nodes.items()},
            {kind: rows.reverse() for kind, rows in graph.relationships.items()},
            graph.ledger.reverse(),
        )
        with EmbeddedStore(tmp_path / "other", create=True) as store:
            store.write(small_corpus(), turned)
        made_by_us = ("graph.lbug", "text.sqlite", "index.json")
        one, other = (
            {name: content for name, (content, _) in files(path).items() if not name.endswith(made_by_us)}
            for path in (folder, tmp_path / "other")
        )
        assert one == other

    def test_old_generations_go(self, folder: Path) -> None:
        with EmbeddedStore(folder) as store:
            for number in (1, 2, 3):
                store.write(*numbered(number))
                assert assert_consistent(store) == number
        assert generations(folder) == 1

    def test_going_back_to_a_generation_that_a_reader_still_holds(self, folder: Path) -> None:
        with EmbeddedStore(folder) as reader, EmbeddedStore(folder) as writer:
            writer.write(*numbered(3))
            writer.write(small_corpus(), small())
            assert reader.query(COUNT).rows == [(6,)]
        assert is_small(folder)
        assert generations(folder) == 1

    def test_a_second_writer_is_told_to_wait(self, folder: Path) -> None:
        with FileLock(folder / "lock"), EmbeddedStore(folder, wait=0.1) as store:
            with pytest.raises(StoreError, match="another process has been writing"):
                store.write(*numbered(1))
            assert store.query(COUNT).rows == [(6,)]
        assert is_small(folder)

    def test_a_second_writer_waits(self, folder: Path) -> None:
        lock = FileLock(folder / "lock", thread_local=False)
        with EmbeddedStore(folder) as store, ThreadPoolExecutor(1) as pool:
            lock.acquire()
            written = pool.submit(store.write, *numbered(4))
            time.sleep(0.2)
            assert not written.done()
            lock.release()
            written.result(timeout=30)
            assert assert_consistent(store) == 4

    def test_a_graph_made_without_knowing_what_another_wrote_is_refused(self, folder: Path) -> None:
        with EmbeddedStore(folder) as slow, EmbeddedStore(folder) as fast:
            fast.write(*numbered(3))
            with pytest.raises(StoreError, match="meanwhile; run this again"):
                slow.write(*numbered(4))
        assert assert_consistent(EmbeddedStore(folder)) == 3

    @pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
    def test_a_file_system_without_locks_keeps_every_generation(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def flock(_descriptor: int, _operation: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        without = SimpleNamespace(flock=flock, LOCK_SH=1, LOCK_EX=2, LOCK_NB=4)
        monkeypatch.setattr("kg.system.files.fcntl", without)
        with EmbeddedStore(folder) as reader, EmbeddedStore(folder) as writer:
            writer.write(*numbered(2))
            assert assert_consistent(writer) == 2
            assert reader.graph().equals(small())
        assert generations(folder) == 2

    def test_an_old_generation_that_cannot_be_deleted_is_no_failure(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path) -> None:
            raise OSError(errno.EIO, "Input/output error")

        with EmbeddedStore(folder) as store:
            monkeypatch.setattr("kg.system.files.delete_unless_held", fail)
            store.write(*numbered(2))
            assert assert_consistent(store) == 2

    def test_a_store_that_is_written_is_not_said_to_be_unchanged(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path) -> int:
            raise OSError(errno.EMFILE, "Too many open files")

        with EmbeddedStore(folder) as store:
            monkeypatch.setattr("kg.system.files.hold", fail)
            with pytest.raises(StoreError, match="cannot be read") as caught:
                store.write(*numbered(2))
        monkeypatch.undo()
        assert "unchanged" not in str(caught.value)
        assert assert_consistent(EmbeddedStore(folder)) == 2

    @pytest.mark.skipif(sys.platform == "win32", reason="acts as Windows does")
    def test_files_are_open_for_writing_when_they_are_written_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import fcntl

        def fsync(descriptor: int) -> None:
            if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
                raise OSError(errno.EBADF, "Bad file descriptor")

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(folder_module.sys, "platform", "win32")
        folder_module.replace_json(tmp_path / "manifest.json", {"a": 1})
        assert json.loads((tmp_path / "manifest.json").read_text()) == {"a": 1}

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
    @pytest.mark.parametrize("limit", [100, 10_000, 200_000, 1_500_000])
    def test_a_full_disk_leaves_the_old_store(self, folder: Path, limit: int) -> None:
        code = """
import resource
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = EmbeddedStore(Path(sys.argv[1]))
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    store.write(*numbered(20_000))
except StoreError as error:
    assert "cannot be written" in str(error) and "\\n" not in str(error), error
    assert store.query(COUNT).rows == [(6,)]
else:
    raise SystemExit("written")
"""
        process = start(code, folder, limit)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        assert is_small(folder)
        assert generations(folder) == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
    def test_a_killed_write_leaves_the_old_store_or_the_new_one(self, tmp_path: Path) -> None:
        """Twenty times, a process that writes graph after graph is killed at any moment."""
        code = """
store = EmbeddedStore(Path(sys.argv[1]), create=True)
print("ready", flush=True)
number = int(sys.argv[2])
while True:
    number += 1
    store.write(*numbered(number))
    print(number, flush=True)
"""
        folder, moments = tmp_path / "store", random.Random(7)
        with EmbeddedStore(folder, create=True) as store:
            store.write(*numbered(1))
        number = 1
        for _ in range(20):
            process = start(code, folder, number)
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0, 0.7))
            process.send_signal(signal.SIGKILL)
            printed, errors = process.communicate(timeout=60)
            assert not errors
            known = max([number, *map(int, printed.split())])
            with EmbeddedStore(folder) as store:
                number = assert_consistent(store)
            assert number in {known, known + 1}
        with EmbeddedStore(folder) as store:
            store.write(*numbered(number + 1))
        assert generations(folder) == 1
        assert sorted(path.name for path in folder.iterdir()) == ["generations", "lock", "manifest.json"]


class TestReading:
    def test_a_reader_keeps_what_it_opened(self, folder: Path) -> None:
        with EmbeddedStore(folder) as reader, EmbeddedStore(folder) as writer:
            for number in (1, 2):
                writer.write(*numbered(number))
            assert reader.graph().equals(small())
            assert reader.corpus() == small_corpus()
            assert reader.query(COUNT).rows == [(6,)]
            assert reader.search("wingnet")
            assert generations(folder) == 2
        with EmbeddedStore(folder) as writer:
            writer.write(*numbered(3))
        assert generations(folder) == 1

    def test_a_store_that_nobody_closed_holds_nothing_once_it_is_gone(self, folder: Path) -> None:
        reader = EmbeddedStore(folder)
        del reader
        with EmbeddedStore(folder) as writer:
            writer.write(*numbered(3))
        assert generations(folder) == 1

    def test_processes_read_while_another_writes(self, tmp_path: Path) -> None:
        code = """
folder, last = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
seen = [0]
while seen[-1] < last:
    with EmbeddedStore(folder) as store:
        seen.append(assert_consistent(store))
        assert seen[-1] == assert_consistent(store)
assert seen == sorted(seen), seen
"""
        folder, last = tmp_path / "store", 12
        with EmbeddedStore(folder, create=True) as store:
            store.write(*numbered(1))
            readers = [start(code, folder, last) for _ in range(2)]
            for reader in readers:
                assert reader.stdout
                assert reader.stdout.readline() == "ready\n"
            for number in range(2, last + 1):
                store.write(*numbered(number))
        for reader in readers:
            _, errors = reader.communicate(timeout=60)
            assert reader.returncode == 0, errors
        with EmbeddedStore(folder) as store:
            store.write(*numbered(1))
        assert generations(folder) == 1

    def test_threads_share_a_store(self, folder: Path) -> None:
        with EmbeddedStore(folder) as store, ThreadPoolExecutor(8) as pool:
            query = "MATCH (p:Paper) WHERE p.year = $year RETURN p.title"
            years = [2020, 2021, 2022, 2023] * 10
            titles = list(pool.map(lambda year: store.query(query, {"year": year}).rows, years))
            found = list(pool.map(store.search, ["wingnet"] * 20))
        assert [len(rows) for rows in titles] == [1] * 40
        assert titles[:4] * 10 == titles
        assert found == found[:1] * 20
