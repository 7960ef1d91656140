"""Tests of `kg.stages`: what stages give, what they took, and who hears of them."""

import subprocess
import sys
import time
from threading import Event

import pytest

from kg.stages import Stages


def _busy(seconds: float) -> list[float]:
    """Use the processor for so long."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
    return [seconds]


def test_a_stage_gives_its_value_and_is_announced_with_how_far_it_is():
    heard = []
    stages = Stages(lambda *told: heard.append(told))
    count = stages.counter("Counting", 3)
    assert stages.run("Counting", lambda one: count(2) or count(1) or [one], "a") == ["a"]
    assert heard == [("Counting", 0, None), ("Counting", 2, 3), ("Counting", 3, 3)]
    assert [(stage.name, stage.rows) for stage in stages.done] == [("Counting", 1)]


def test_the_work_of_processes_that_a_stage_starts_is_counted():
    def count() -> list[str]:
        program = "sum(range(3_000_000)); held = bytearray(64 << 20)"
        return [subprocess.run([sys.executable, "-c", program], check=True).args[0]]

    stages = Stages()
    stages.run("Counting", count)
    (stage,) = stages.done
    assert stage.work > 0.02
    assert stage.helper >= 64 << 20


@pytest.mark.parametrize(("work", "other"), [(0.05, 0.2), (0.2, 0.05)])
def test_stages_beside_another_are_measured_apart(work, other):
    heard = []
    stages = Stages(lambda *told: heard.append(told[0]))
    both = stages.run_beside(
        lambda beside: beside.run("Other", _busy, other, rows=lambda _: 7), "One", _busy, work
    )
    assert both == ([work], [other])
    assert heard == ["One"]
    assert [(stage.name, stage.rows) for stage in stages.done] == [("Other", 7), ("One", 1)]
    assert [stage.work for stage in stages.done] == pytest.approx([other, work], abs=0.04)


def test_a_failure_of_either_is_raised():
    def fail(*_: object) -> list[int]:
        raise ValueError("no")

    for others, one in ((fail, _busy), (lambda _: None, fail)):
        with pytest.raises(ValueError, match="no"):
            Stages().run_beside(others, "One", one, 0.0)


def test_a_stage_that_is_interrupted_waits_for_no_other():
    def interrupted() -> list[int]:
        raise KeyboardInterrupt

    end = Event()
    try:
        with pytest.raises(KeyboardInterrupt):
            Stages().run_beside(lambda _: end.wait(), "One", interrupted)
    finally:
        end.set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such figures")
def test_the_most_memory_is_that_of_the_process_so_far():
    stages = Stages()
    stages.run("Nothing", list)
    assert stages.done[0].peak > 10 << 20
