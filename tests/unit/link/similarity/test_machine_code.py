"""Tests of how machine code is kept, and that it works where it cannot be."""

from errno import ENOSPC

import pytest
from numba import config
from numba.core.caching import IndexDataCacheFile

from kg.link.similarity import machine_code


def twice(number):
    return 2 * number


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Where numba keeps what it translates."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    return tmp_path


def hits(kernel):
    """Call a kernel and tell how often its code came from the cache."""
    assert kernel(21) == 42
    return sum(kernel.stats.cache_hits.values())


def test_machine_code_is_kept(cache):
    assert [hits(machine_code.compiled(twice)) for _ in range(2)] == [0, 1]


def test_machine_code_works_where_there_is_no_place_for_its_cache(monkeypatch):
    def refused(_):
        raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(machine_code, "_Kept", refused)
    assert [hits(machine_code.compiled(twice)) for _ in range(2)] == [0, 0]


def test_machine_code_works_where_the_disk_is_full(cache, monkeypatch):
    def full(*_):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(IndexDataCacheFile, "save", full)
    assert [hits(machine_code.compiled(twice)) for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("suffix", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", [b"", b"\x80\x04nonsense"])
def test_a_damaged_cache_is_made_anew(cache, suffix, damage):
    hits(machine_code.compiled(twice))
    for file in cache.rglob(f"*.{suffix}"):
        file.write_bytes(damage)
    assert [hits(machine_code.compiled(twice)) for _ in range(2)] == [0, 1]
