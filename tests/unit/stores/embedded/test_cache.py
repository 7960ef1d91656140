"""Results of the extraction beside a store: there for the next build, and never in its way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.stores.embedded import EmbeddedStore
from kg.stores.embedded.cache import FILE, opened
from tests.graphs import small, small_corpus

RESULTS = {bytes([n]) * 16: b"[%d]" % n for n in range(5)}


def test_results_outlive_whoever_gave_them(tmp_path: Path) -> None:
    with opened(tmp_path / "new") as cache:
        cache.put(RESULTS)
    with opened(tmp_path / "new") as cache:
        assert cache.get([*RESULTS, b"none"]) == RESULTS


def test_results_that_no_build_wants_any_more_go(tmp_path: Path) -> None:
    first, second, *_ = RESULTS
    with opened(tmp_path) as cache:
        cache.put(RESULTS)
    with opened(tmp_path) as cache:
        cache.get([first])
        cache.put({second: b"new"})
        cache.prune()
        assert cache.get(RESULTS) == {first: RESULTS[first], second: b"new"}


@pytest.mark.parametrize("harm", [b"", b"no database at all" * 500])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, harm: bytes) -> None:
    (tmp_path / FILE).write_bytes(harm)
    with opened(tmp_path) as cache:
        assert cache.get(RESULTS) == {}
        cache.put(RESULTS)
        assert cache.get(RESULTS) == RESULTS


@pytest.mark.parametrize("value", [b"", b"\x00\xff", b"[0]", "[0]", None, 5])
def test_a_damaged_value_is_not_there_until_it_is_stored_anew(tmp_path: Path, value: object) -> None:
    first, *others = RESULTS
    with opened(tmp_path) as cache:
        cache.put(RESULTS)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE kept SET value = ? WHERE key = ?", (value, first))
    with opened(tmp_path) as cache:
        assert cache.get(RESULTS) == {key: RESULTS[key] for key in others}
        cache.put({first: RESULTS[first]})
        assert cache.get(RESULTS) == RESULTS


def test_no_changed_byte_of_a_value_is_taken_for_a_result(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put({b"key": b"value"})
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        [kept] = connection.execute("SELECT value FROM kept").fetchone()
    for at in range(len(kept)):
        harmed = bytes(byte ^ (n == at) for n, byte in enumerate(kept))
        with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
            connection.execute("UPDATE kept SET value = ?", (harmed,))
        with opened(tmp_path) as cache:
            assert cache.get([b"key"]) == {}


def test_where_another_table_stands_in_the_way_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("CREATE TABLE kept (something)")
    with opened(tmp_path) as cache:
        assert cache is None


def test_kept_results_alone_do_not_make_a_store_nor_forbid_one(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    with EmbeddedStore(folder, create=True) as store:
        with store.cache() as cache:
            cache.put(RESULTS)
        store.write(small_corpus(), small())
    with EmbeddedStore(folder) as store, store.cache() as cache:
        assert cache.get(RESULTS) == RESULTS
        assert store.graph().equals(small())
