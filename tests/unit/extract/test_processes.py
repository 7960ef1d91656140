"""Papers read by processes: the same mentions in the same order, whoever reads them."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import EngineError
from kg.extract import extract, processes
from kg.extract.knowledge import Knowledge
from kg.model import Paper
from kg.system.subprocesses import pool, with_shared

PAPERS = [Paper(f"Count {n}", f"We count {n} times with ResNet-50.", id=f"paper:{n}") for n in range(450)]


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """Makes processes worth it for 300 papers; tells how often they were started."""
    pools: list[int] = []
    real = processes.pool

    def pool(workers: int, shared: object):
        pools.append(workers)
        return real(workers, shared)

    monkeypatch.setattr(processes, "pool", pool)
    monkeypatch.setattr(processes, "_WORTH_PROCESSES", 300)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    return pools


def test_processes_find_what_one_process_finds(started) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_WORTH_PROCESSES", len(PAPERS) + 1)
        alone = extract(PAPERS)
    assert not started
    assert len(alone) >= 300
    assert extract(PAPERS) == alone
    assert started == [2]


def test_a_few_papers_are_not_worth_processes(started) -> None:
    extract(PAPERS[:100])
    assert not started


SCRIPT = """
from kg.extract import extract, processes
from kg.model import Paper

print("begun")
processes.processors = lambda: 2
processes._WORTH_PROCESSES = 2
papers = [Paper(f"Count {n}", "We train ResNet-50 on ImageNet.", id=f"paper:{n}") for n in range(2)]
print(len(extract(papers)))
"""


def test_a_script_that_guards_nothing_runs_once(tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("begun\n4\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
def test_a_process_that_is_killed_is_one_line(started) -> None:
    def killing(papers: int) -> None:
        """End a process as soon as there are results."""
        multiprocessing.active_children()[0].kill()

    with pytest.raises(
        EngineError, match=r"was ended, mostly for lack of memory; .* run this again"
    ) as raised:
        extract(PAPERS * 20, progress=killing)
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_a_process_reads_with_one_thread_beside_the_one_that_watches_its_parent() -> None:
    with pool(1, Knowledge()) as workers:
        assert workers.submit(with_shared, processes._read, PAPERS[:20]).result()
        [worker] = workers._processes
        assert len(list(Path(f"/proc/{worker}/task").iterdir())) == 2
