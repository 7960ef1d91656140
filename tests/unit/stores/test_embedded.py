"""The embedded store as a folder: whole or not at all, never in the way of a reader, made good again."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from kg import __version__
from kg.corpus import Corpus, Listing
from kg.errors import StoreError
from kg.model import Graph, Paper
from kg.stores.embedded import EmbeddedStore
from tests.graphs import small, small_corpus

ROOT = Path(__file__).parents[3]
COUNT = "MATCH (p:Paper) RETURN count(*) AS n"


def numbered(papers: int) -> tuple[Corpus, Graph]:
    """Give a corpus and a graph of so many papers: whatever is read must agree on the number."""
    records = tuple(Paper(title=f"Paper {i}", abstract=f"of {papers}") for i in range(papers))
    frame = pl.DataFrame(
        {
            "id": [f"paper:{i}" for i in range(papers)],
            "title": [f"Paper {i}" for i in range(papers)],
            "abstract": [f"of {papers}"] * papers,
        }
    )
    return Corpus((Listing("a.txt", "-", "00", "text", records),)), Graph.of({"Paper": frame}, {})


def assert_consistent(store: EmbeddedStore) -> int:
    """Give the number of papers, on which the corpus, the graph and both indexes agree."""
    number = len(store.corpus().listings[0].papers)
    assert store.graph().nodes["Paper"].height == number
    assert store.query(COUNT).rows == [(number,)]
    assert len(store.search(f"of {number}", limit=1000)) == number
    return number


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python with these tests' helpers."""
    lines = ["from tests.unit.stores.test_embedded import *", code]
    return subprocess.Popen(
        [sys.executable, "-c", "\n".join(lines), *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def generation(folder: Path) -> Path:
    name = json.loads((folder / "manifest.json").read_text())["generation"]
    return folder / "generations" / name


def generations(folder: Path) -> int:
    return len(list((folder / "generations").iterdir()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with the small graph."""
    path = tmp_path / "store"
    with EmbeddedStore(path, create=True) as store:
        store.write(small_corpus(), small())
    return path


def is_small(folder: Path) -> bool:
    with EmbeddedStore(folder) as store:
        return (
            store.graph().equals(small())
            and store.corpus() == small_corpus()
            and store.query(COUNT).rows == [(6,)]
            and store.search("wingnet")[0].id == "method:wingnet"
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
            ("manifest.json", '{"name": "a web page", "icons": []}'),
            ("manifest.json", "[]"),
            ("manifest.json", ""),
            ("manifest.json", '{"format": 1, "generation": "../../..", "tables": {}, "kg": "1"}'),
            ("manifest.json", '{"format": "x", "generation": "", "tables": {}, "kg": "1"}'),
        ],
    )
    def test_a_folder_with_other_files_is_not_touched(self, tmp_path: Path, name: str, content: str) -> None:
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
        (folder / "notes.txt").write_text("mine")
        with EmbeddedStore(folder) as store:
            store.write(*numbered(3))
        assert (folder / "notes.txt").read_text() == "mine"

    def test_a_store_of_a_later_format_is_refused(self, folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2, "kg": "9.9", "more": 1}))
        with pytest.raises(StoreError, match=r"format 2.*kg 9\.9.*update kg"):
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


class TestMakingGood:
    """An index that cannot be trusted is made again from the tables."""

    @staticmethod
    def truncate(path: Path) -> None:
        os.truncate(path, path.stat().st_size // 2)

    @staticmethod
    def empty(path: Path) -> None:
        os.truncate(path, 0)

    @staticmethod
    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 4
        path.write_bytes(content)

    @staticmethod
    def junk(path: Path) -> None:
        path.write_bytes(b"not a database at all" * 1000)

    @pytest.mark.parametrize(
        "harm", [Path.unlink, truncate, empty, flip, junk], ids=lambda harm: harm.__name__
    )
    @pytest.mark.parametrize("name", ["graph.lbug", "text.sqlite", "index.json"])
    def test_harm_done_to_an_index_goes_unnoticed(self, folder: Path, name: str, harm) -> None:
        path = generation(folder) / name
        harm(path)
        assert is_small(folder)
        before = files(folder)
        assert is_small(folder)
        assert files(folder) == before

    @pytest.mark.parametrize("name", ["graph.lbug", "text.sqlite"])
    def test_an_index_of_another_version_is_made_again(self, folder: Path, name: str) -> None:
        path = generation(folder) / "index.json"
        described = json.loads(path.read_text())
        described[name]["version"] = "ladybug 0.21.4"
        path.write_text(json.dumps(described))
        before = (generation(folder) / name).stat().st_ino
        assert is_small(folder)
        assert (generation(folder) / name).stat().st_ino != before

    def test_a_copied_store_is_used_as_it_is(self, folder: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        before = files(copy)
        assert is_small(copy)
        assert files(copy) == before

    def test_two_processes_make_an_index_once(self, folder: Path) -> None:
        (generation(folder) / "graph.lbug").unlink()
        with EmbeddedStore(folder) as one, EmbeddedStore(folder) as other, ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda store: store.query(COUNT).rows, [one, other]))
        assert answers == [[(6,)], [(6,)]]

    def test_a_damaged_table_is_named(self, folder: Path) -> None:
        self.flip(generation(folder) / "Paper.parquet")
        with EmbeddedStore(folder) as store:
            with pytest.raises(StoreError, match=r"Paper\.parquet: damaged"):
                store.graph()
            assert store.query(COUNT).rows == [(6,)]  # the index is still good

    def test_nothing_is_made_of_a_damaged_table(self, folder: Path) -> None:
        self.flip(generation(folder) / "Paper.parquet")
        (generation(folder) / "graph.lbug").unlink()
        with EmbeddedStore(folder) as store, pytest.raises(StoreError, match=r"Paper\.parquet: damaged"):
            store.query(COUNT)

    @pytest.mark.parametrize("name", ["Paper.parquet", "records.parquet", "graph.lbug"])
    def test_writing_the_same_again_mends_what_is_damaged(self, folder: Path, name: str) -> None:
        self.flip(generation(folder) / name)
        with EmbeddedStore(folder) as store:
            store.write(small_corpus(), small())
        assert is_small(folder)

    def test_a_missing_generation_is_named(self, folder: Path) -> None:
        shutil.rmtree(generation(folder))
        with pytest.raises(StoreError, match=r"missing; restore it"):
            EmbeddedStore(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs the permissions of POSIX")
class TestPermissions:
    """What somebody may do who must not write; run in a process that gives up being root, if it is."""

    AS_NOBODY = """
with tempfile.TemporaryDirectory() as scratch, EmbeddedStore(Path(scratch), create=True) as store:
    store.write(*numbered(1))
    assert_consistent(store)  # loads all modules, which nobody might not be allowed to
if os.geteuid() == 0:
    os.seteuid(65534)
folder = Path(sys.argv[1])
"""

    @pytest.fixture
    def locked(self) -> Iterator[Path]:
        """A store that nobody may write to; not below `tmp_path`, which only its owner may enter."""
        with tempfile.TemporaryDirectory() as outside:
            Path(outside).chmod(0o755)
            folder = Path(outside) / "store"
            with EmbeddedStore(folder, create=True) as store:
                store.write(small_corpus(), small())
            yield folder
            for path in folder.rglob("*"):
                if path.is_dir():
                    path.chmod(0o755)
            folder.chmod(0o755)

    @staticmethod
    def close(folder: Path) -> None:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.chmod(0o555 if path.is_dir() else 0o444)
        folder.chmod(0o555)

    def run(self, code: str, folder: Path) -> None:
        process = start(self.AS_NOBODY + code, folder)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors

    def test_a_store_can_be_read_without_permission_to_write(self, locked: Path) -> None:
        self.close(locked)
        before = files(locked)
        self.run("assert is_small(folder)", locked)
        assert files(locked) == before

    def test_writing_without_permission_is_one_line(self, locked: Path) -> None:
        self.close(locked)
        code = """
with EmbeddedStore(folder) as store:
    with pytest.raises(StoreError, match=r"^[^\\n]+cannot be written[^\\n]+Permission denied[^\\n]+$"):
        store.write(*numbered(1))
assert is_small(folder)
"""
        self.run(code, locked)

    def test_an_index_that_cannot_be_made_again_says_so(self, locked: Path) -> None:
        (generation(locked) / "graph.lbug").unlink()
        self.close(locked)
        code = """
with EmbeddedStore(folder) as store:
    with pytest.raises(StoreError, match=r"graph\\.lbug must be made again, but[^\\n]+Permission denied"):
        store.query(COUNT)
    assert store.search("wingnet")
"""
        self.run(code, locked)

    def test_a_store_that_must_not_be_read_is_one_line(self, locked: Path) -> None:
        locked.chmod(0o000)
        code = """
with pytest.raises(StoreError, match=r"^[^\\n]+Permission denied[^\\n]+$"):
    EmbeddedStore(folder)
"""
        self.run(code, locked)
