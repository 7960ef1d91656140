"""A function that is called in a process beside this one: its result, its errors, and its end."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from kg.errors import EngineError
from kg.system.subprocesses import beside, pool, with_shared


def wait_long(begun: Path) -> None:
    begun.touch()
    time.sleep(60)


def until(condition) -> bool:
    """Tell whether something becomes true within ten seconds."""
    return any(condition() or time.sleep(0.05) for _ in range(200))


def test_the_result_is_that_of_the_function_in_another_process():
    with beside("counted", os.getpid) as answer:
        assert answer() != os.getpid()


def test_what_the_function_raises_is_raised_where_the_result_is_waited_for():
    with beside("counted", int, "three") as answer, pytest.raises(ValueError, match="three"):
        answer()


class NeedsTwo(Exception):
    """Is made from more than its message, so that no copy of it can be made."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} in line {line}")


def fail(how: str) -> None:
    if how == "two":
        raise NeedsTwo("an error", 3)
    raise ValueError("it holds a lock", threading.Lock())


@pytest.mark.parametrize(
    ("how", "said"), [("two", "NeedsTwo: an error in line 3"), ("lock", "ValueError: .*lock.*")]
)
def test_an_exception_that_cannot_travel_is_told_as_what_it_is(how, said):
    with (
        beside("compared papers", fail, how) as answer,
        pytest.raises(EngineError, match=f"^a process that compared papers failed with {said}$"),
    ):
        answer()


def joined(*given: str) -> str:
    return "-".join(given)


def test_the_processes_of_a_pool_share_what_it_was_given():
    with pool(1, "shared") as workers:
        assert workers.submit(with_shared, joined, "a", "b").result() == "a-b-shared"
        assert list(workers.map(partial(with_shared, joined), "cd")) == ["c-shared", "d-shared"]


def test_leaving_ends_a_process_that_is_not_waited_for(tmp_path):
    with beside("waited", wait_long, tmp_path / "begun"):
        [process] = multiprocessing.active_children()
        assert until((tmp_path / "begun").exists)
    assert not process.is_alive()


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
def test_a_process_that_is_killed_is_one_line(tmp_path):
    with beside("compared papers", wait_long, tmp_path / "begun") as answer:
        multiprocessing.active_children()[0].kill()
        with pytest.raises(
            EngineError, match=r"^a process that compared papers was ended, .* run this again$"
        ):
            answer()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program of POSIX")
def test_a_process_that_dies_before_it_has_what_it_is_given_is_not_waited_for(monkeypatch):
    resource_tracker.ensure_running()
    monkeypatch.setattr("multiprocessing.spawn._python_exe", os.fsencode(shutil.which("true")))
    with (
        pytest.raises(EngineError, match="a process that counted was ended"),
        beside("counted", len, b"x" * 10**7),
    ):
        pass


SCRIPT = """
import sys
from pathlib import Path
from kg.system.subprocesses import beside
from tests.unit.system.test_subprocesses import wait_long

print("begun")
with beside("waited", wait_long, Path(sys.argv[1])) as answer:
    answer()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_process_ends_with_the_one_that_started_it_whose_script_runs_once(tmp_path, how):
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, tmp_path / "script.py", tmp_path / "begun"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_here()) as script:
        assert until((tmp_path / "begun").exists)
        children = Path(f"/proc/{script.pid}/task/{script.pid}/children").read_text().split()
        script.send_signal(how)
        assert script.communicate(timeout=20)[0] == b"begun\n"
    assert children
    assert until(lambda: not any(Path(f"/proc/{one}").exists() for one in children))


def _here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
