"""Results that are cached between builds: the same mentions, without the work."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from kg.extract import Knowledge, extract
from kg.model import KnownName, NameList, Paper

PAPERS = [
    Paper(
        "WingNet: Hearing Birds",
        "We introduce WingNet, which hears birds. It is better than ResNet-50 on BirdSong-10K and CIFAR-10/100.",
        id="paper:wingnet",
        code=("https://github.com/birds/wingnet",),
    ),
    Paper("Counting 🐦", "We fine-tune BERT 🐦 and nothing else.", id="paper:counting"),
    Paper("Nothing", "", id="paper:nothing"),
]


class Memory(dict):
    """Keeps results in memory."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        return {key: self[key] for key in keys if key in self}

    def put(self, results: Mapping[bytes, bytes]) -> None:
        self.update(results)


class Counter:
    """Maps as extraction does, and counts the papers that are read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, function, chunks):
        for chunk in chunks:
            self.read += [paper.id for paper in chunk]
            yield function(chunk)


def test_what_is_kept_is_what_was_found_and_no_paper_is_read_again() -> None:
    cache, once, again = Memory(), Counter(), Counter()
    first = extract(PAPERS, over=once, cache=cache)
    assert first == extract(PAPERS)
    assert {one.paper for one in first} >= {"paper:wingnet", "paper:counting"}
    assert extract(PAPERS, over=again, cache=cache) == first
    assert not again.read
    assert set(once.read) == {paper.id for paper in PAPERS}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"abstract": "We use BERT."},
        {"code": ()},
        {"id": "paper:other"},
        {"published": "2020"},
        {"arxiv_id": "2001.00001"},
    ],
)
def test_a_paper_that_changes_is_read_again(change) -> None:
    cache, counter = Memory(), Counter()
    extract(PAPERS, cache=cache)
    changed = [replace(PAPERS[0], **change), *PAPERS[1:]]
    assert extract(changed, over=counter, cache=cache) == extract(changed)
    assert changed[0].id in counter.read


def test_a_paper_that_comes_later_is_the_only_one_that_is_read() -> None:
    cache, counter = Memory(), Counter()
    assert extract(PAPERS[1:2], cache=cache) == extract(PAPERS[1:2])
    assert extract(PAPERS[:2], over=counter, cache=cache) == extract(PAPERS[:2])
    assert counter.read == ["paper:wingnet"]


def test_other_knowledge_finds_other_things() -> None:
    mine = Knowledge((NameList("mine.tsv", "tsv", (KnownName("hears birds", "method"),)),))
    cache = Memory()
    extract(PAPERS, cache=cache)
    found = extract(PAPERS, mine, cache=cache)
    assert found == extract(PAPERS, mine)
    assert "hears birds" in {one.surface for one in found}
