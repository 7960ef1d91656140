"""Papers compared in a process of their own: the same table, and no process where it would not pay."""

import multiprocessing

import pytest

from kg.link.similarity import background, comparing, similar
from kg.link.similarity.products import best_products
from kg.model import Paper

PAPERS = [
    Paper(f"Hearing {bird}", f"We hear the {bird} sing at dawn.", id=f"paper:{bird}")
    for bird in ("robin", "wren", "thrush", "lark")
]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes a process worth it for four papers."""
    monkeypatch.setattr(background, "_WORTH_A_PROCESS", 4)
    monkeypatch.setattr(background, "_AT_A_TIME", 3)
    monkeypatch.setattr(background, "processors", lambda: 2)


def test_another_process_gives_the_same_table(eager):
    with comparing(PAPERS) as compared:
        assert multiprocessing.active_children()
        table = compared()
    assert table.height
    assert table.equals(similar(PAPERS))


def test_few_papers_one_processor_and_other_engines_need_this_process(eager, monkeypatch):
    with comparing(PAPERS[:3]) as few, comparing(PAPERS, product=best_products) as elsewhere:
        monkeypatch.setattr(background, "processors", lambda: 1)
        with comparing(PAPERS) as alone:
            assert not multiprocessing.active_children()
            assert few().equals(similar(PAPERS[:3]))
            assert elsewhere().equals(alone())
