"""As many processors are used as this process may use, and not as many as the machine has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.system import processors as module
from kg.system.processors import processors


@pytest.fixture
def eight(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with eight processors, and the file for the quota of a container on it."""
    monkeypatch.setattr(module, "_usable", lambda: 8)
    monkeypatch.setattr(module, "_QUOTA", tmp_path / "cpu.max")
    return tmp_path / "cpu.max"


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes are not bound to processors here")
def test_a_process_that_is_bound_to_one_processor_uses_one() -> None:
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); from kg.system.processors import processors; print(processors())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"1\n"


@pytest.mark.parametrize(
    ("quota", "number"),
    [
        ("200000 100000\n", 2),
        ("150000 100000\n", 2),
        ("5000 100000\n", 1),
        ("1600000 100000\n", 8),
        ("max 100000\n", 8),
        ("", 8),
        ("1 0\n", 8),
        (None, 8),
    ],
)
def test_no_more_are_used_than_the_container_has(eight: Path, quota: str | None, number: int) -> None:
    if quota is not None:
        eight.write_text(quota)
    assert processors() == number


def test_windows_waits_for_no_more_than_61_processes(eight: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_usable", lambda: 128)
    monkeypatch.setattr(sys, "platform", "win32")
    assert processors() == 61
