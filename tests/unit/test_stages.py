"""Stages are announced with how far they are, and what they take is measured."""

import subprocess
import sys

from kg.stages import Stages


def test_a_stage_is_announced_counted_and_gives_what_its_function_gives():
    heard = []
    stages = Stages(lambda name, done=0, total=None: heard.append((name, done, total)))
    count = stages.counter("Counting", 3)

    def work(values: list[int]) -> list[int]:
        for _ in values:
            count(1)
        return values

    assert stages.run("Counting", lambda: work([7, 8, 9])) == [7, 8, 9]
    assert stages.run("Adding up", lambda: sum([7, 8, 9]), rows=lambda _: 1) == 24
    assert heard == [
        ("Counting", 0, None), ("Counting", 1, 3), ("Counting", 2, 3), ("Counting", 3, 3), ("Adding up", 0, None)
    ]  # fmt: skip
    assert [(stage.name, stage.rows) for stage in stages.done] == [("Counting", 3), ("Adding up", 1)]


def test_nobody_need_listen():
    assert Stages(None).run("Counting", lambda: ["a", "b"]) == ["a", "b"]


def test_the_work_of_processes_that_a_stage_starts_is_counted():
    def count() -> list[str]:
        return [subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True).args[0]]

    stages = Stages(None)
    stages.run("Counting", count)
    (stage,) = stages.done
    assert stage.work > 0.02
