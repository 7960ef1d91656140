"""Papers read by processes: the same mentions in the same order, whoever reads them."""

import os
import subprocess
import sys

import pytest

from kg.extract import extract, processes
from kg.model import Paper

SPEAKER = Paper(
    "Wingler: Hearing Birds",
    "We introduce Wingler, a new neural network that hears birds.",
    id="paper:speaker",
)
LISTENERS = [Paper(f"Count {n}", f"We count {n} times with Wingler.", id=f"paper:{n}") for n in range(450)]


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """Makes processes worth it for 300 papers; tells how often they were started."""
    pools: list[int] = []
    real = processes.ProcessPoolExecutor

    def pool(workers: int, **given):
        pools.append(workers)
        return real(workers, **given)

    monkeypatch.setattr(processes, "ProcessPoolExecutor", pool)
    monkeypatch.setattr(processes, "_WORTH_PROCESSES", 300)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return pools


def test_processes_find_what_one_process_finds_and_serve_for_both_passes(started) -> None:
    papers = [*LISTENERS, SPEAKER]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_WORTH_PROCESSES", len(papers) + 1)
        alone = extract(papers)
    assert not started
    assert sum(one.rule == "introduced by another paper" for one in alone) >= 300
    assert extract(papers) == alone
    assert started == [2]


def test_a_few_papers_are_not_worth_processes(started) -> None:
    extract([*LISTENERS[:100], SPEAKER])
    assert not started


SCRIPT = """
import os
from kg.extract import extract, processes
from kg.model import Paper

print("begun")
os.cpu_count = lambda: 2
processes._WORTH_PROCESSES = 2
papers = [Paper(f"Count {n}", "We train ResNet-50 on ImageNet.", id=f"paper:{n}") for n in range(2)]
print(len(extract(papers)))
"""


def test_a_script_that_guards_nothing_runs_once(tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("begun\n4\n", "")
