"""The embedded store after harm: indexes are made again, damage is named, missing permissions too."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from kg.errors import StoreError
from kg.stores.embedded import EmbeddedStore, indexes
from tests.graphs import small, small_corpus
from tests.unit.stores.embedded.helpers import (
    COUNT,
    assert_consistent,
    files,
    generation,
    is_small,
    numbered,
    start,
)


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
        changed = {name for name, content in files(copy).items() if before.get(name) != content}
        assert changed <= {f"generations/{generation(copy).name}/index.json", "lock"}

    @pytest.mark.parametrize("write", [False, True])
    def test_a_copied_store_is_verified_once(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: bool
    ) -> None:
        verified = self.watched(monkeypatch)
        copy = shutil.copytree(folder, tmp_path / "copy")
        assert is_small(copy)
        assert sorted(verified) == ["graph.lbug", "text.sqlite"]
        if write:
            with EmbeddedStore(copy) as store:
                store.write(small_corpus(), small())
        assert is_small(copy)
        assert is_small(folder)
        assert len(verified) == 2

    def test_a_copied_store_is_read_while_another_process_writes(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verified = self.watched(monkeypatch)
        copy = shutil.copytree(folder, tmp_path / "copy")
        with FileLock(copy / "lock"):
            assert is_small(copy)
        assert is_small(copy)
        assert is_small(copy)
        assert len(verified) == 4

    def test_a_copied_store_can_be_written_at_once(self, folder: Path, tmp_path: Path) -> None:
        copy = shutil.copytree(folder, tmp_path / "copy")
        with EmbeddedStore(copy) as store:
            store.write(small_corpus(), small())
            store.write(*numbered(2))
            assert assert_consistent(store) == 2

    @staticmethod
    def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Give the list of the indexes that are read whole from now on."""
        verified: list[str] = []
        real = indexes._checksum
        monkeypatch.setattr(indexes, "_checksum", lambda path: (verified.append(path.name), real(path))[1])
        return verified

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

    @pytest.mark.parametrize("name", ["Paper.parquet", "text.sqlite", "index.json"])
    def test_what_is_damaged_has_no_part_in_what_is_written_next(self, folder: Path, name: str) -> None:
        self.flip(generation(folder) / name)
        with EmbeddedStore(folder) as store:
            store.write(*numbered(9))
            assert assert_consistent(store) == 9
            assert not store.search("segment")

    @pytest.mark.parametrize("name", ["Paper.parquet", "records.parquet", "graph.lbug"])
    def test_writing_the_same_again_mends_what_is_damaged(self, folder: Path, name: str) -> None:
        self.flip(generation(folder) / name)
        with EmbeddedStore(folder) as store:
            store.write(small_corpus(), small())
        assert is_small(folder)

    def test_a_lost_manifest_follows_from_the_tables(self, folder: Path) -> None:
        (folder / "manifest.json").unlink()
        assert is_small(folder)
        with EmbeddedStore(folder) as store:
            assert store.made_by() == "unknown"  # so the next build makes the graph anew
            store.write(*numbered(9))
            assert assert_consistent(store) == 9
        assert (folder / "manifest.json").exists()

    @pytest.mark.parametrize("harm", [flip, Path.unlink], ids=lambda harm: harm.__name__)
    def test_nothing_is_written_where_manifest_and_a_table_are_lost(self, folder: Path, harm) -> None:
        harm(generation(folder) / "Paper.parquet")
        (folder / "manifest.json").unlink()
        before = files(folder)
        with pytest.raises(StoreError, match=r"manifest\.json: missing, .* are damaged; restore"):
            EmbeddedStore(folder, create=True)
        assert files(folder) == before

    def test_nothing_is_written_where_two_generations_may_be_the_store(
        self, folder: Path, tmp_path: Path
    ) -> None:
        with EmbeddedStore(tmp_path / "other", create=True) as store:
            store.write(*numbered(1))
        other = generation(tmp_path / "other")
        shutil.copytree(other, folder / "generations" / other.name)
        (folder / "manifest.json").unlink()
        before = files(folder)
        with pytest.raises(StoreError, match=rf"manifest\.json: missing, .*{other.name}"):
            EmbeddedStore(folder, create=True)
        assert files(folder) == before

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
