"""Tests of `kg.build`: building, and adding to and removing from a store."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.build import add, build, remove
from kg.corpus import Corpus, Listing
from kg.errors import InputError, UsageError
from kg.extract.plugins import Found
from kg.graph import Graph
from kg.model import KnownName, NameList, Paper, Problem
from kg.readers import Reading
from kg.stores import open_store

RECORD = Paper(
    "ToyNet: A Toy",
    "We train ToyNet on MNIST. MNIST digits are small.",
    arxiv_id="2401.00001",
    published="2024-01-02",
    authors=("A. Author", "B. Author"),
)


def test_the_graph_of_nothing_is_empty():
    built = build(Corpus())
    assert built.graph.equals(Graph.empty())
    assert not built.problems


def test_each_stage_is_announced_and_measured():
    heard = []
    built = build(
        Corpus((_listing("a.txt"),)), progress=lambda stage, done=0, total=None: heard.append(stage)
    )
    assert list(dict.fromkeys(heard)) == [stage.name for stage in built.stages]
    assert {stage.name: stage.rows for stage in built.stages}["Joining records"] == 1
    assert all(stage.seconds >= 0 for stage in built.stages)


def _listing(file: str, *papers: Paper) -> Listing:
    return Listing(file, f"/folder/{file}", f"digest of {file} {papers}", "text", papers or (RECORD,))


def _reading(file: str, *papers: Paper, problems: tuple[Problem, ...] = ()) -> Reading:
    return Reading(_listing(file, *papers), problems)


@pytest.fixture
def place(tmp_path) -> Path:
    return tmp_path / "graph"


def _add(place: Path, *readings: Reading, **options):
    with open_store(place, create=True) as store:
        return add(store, readings, **options)


def test_adding_says_what_is_new_and_adding_again_does_nothing(place):
    first = _add(place, _reading("a.txt"))
    assert (first.added, first.removed) == (("a.txt",), ())
    assert first.built is not None
    again = _add(place, _reading("a.txt"))
    assert again.built is None
    assert _add(place, _reading("a.txt"), rebuild=True).built is not None


def test_a_change_says_what_there_was_before_and_what_there_is(place):
    first = _add(place, _reading("a.txt"))
    assert first.before == {}
    more = _add(place, _reading("b.txt", Paper("Another paper", "It builds on ToyNet and MNIST.")))
    assert more.built is not None
    assert more.before == first.built.counts
    assert more.built.counts["Paper"] == more.before["Paper"] + 1
    assert more.built.counts["introduced"] == more.before["introduced"]
    assert _add(place, _reading("a.txt")).before == more.built.counts


def test_a_store_whose_index_cannot_be_read_is_built_without_what_there_was(place):
    _add(place, _reading("a.txt"))
    for path in place.glob("generations/*/*"):
        if path.name in ("graph.lbug", "index.json", "Paper.parquet"):
            path.write_bytes(b"damaged")
    again = _add(place, _reading("a.txt"), rebuild=True)
    assert again.before == {}
    assert again.built is not None


def test_other_code_weights_or_lexicons_build_anew(place, monkeypatch):
    _add(place, _reading("a.txt"))
    monkeypatch.setattr("kg.build._shipped", lambda: "another digest")
    assert _add(place, _reading("a.txt")).built is not None
    assert _add(place, _reading("a.txt")).built is None


def test_the_store_of_an_earlier_kg_is_built_anew(place):
    _add(place, _reading("a.txt"))
    with open_store(place) as store:
        store.write(store.corpus(), store.graph(), made_by="0.1.0")
    assert _add(place, _reading("a.txt")).built is not None
    assert _add(place, _reading("a.txt")).built is None


OWN = NameList("mine.tsv", "tsv", (KnownName("digits", "dataset"),))


def _datasets(place: Path) -> list[str]:
    with open_store(place) as store:
        return store.graph().nodes["Dataset"]["name"].to_list()


def test_names_of_ones_own_are_kept_whatever_the_order_until_they_are_removed(place, tmp_path):
    _add(place, _reading("a.txt"))
    plain = _datasets(place)
    with open_store(place) as store:
        assert add(store, [], lexicons=[OWN]).built is not None
        assert add(store, [], lexicons=[OWN]).built is None
    assert set(_datasets(place)) == {*plain, "digits"}
    _add(place, _reading("b.txt", Paper("Another", "We sort digits.")))
    other = tmp_path / "other"
    _add(other, _reading("b.txt", Paper("Another", "We sort digits.")), lexicons=[OWN])
    _add(other, _reading("a.txt"))
    with open_store(place) as one, open_store(other) as two:
        assert one.corpus() == two.corpus()
        assert one.graph().equals(two.graph())
        assert remove(one, ["mine"]).corpus.lexicons == ()
        remove(one, ["b.txt"])
    assert _datasets(place) == plain


def test_a_new_list_of_the_same_file_takes_the_place_of_the_old(place):
    _add(place, _reading("a.txt"), lexicons=[OWN])
    _add(place, lexicons=[replace(OWN, names=(KnownName("digits", "term"),))])
    assert "digits" not in _datasets(place)


def test_names_without_papers_are_refused(place):
    with pytest.raises(UsageError, match="the store holds no papers yet"):
        _add(place, lexicons=[OWN])
    assert not place.exists()


def test_an_extractor_is_kept_with_its_version_and_a_new_version_builds_anew(place, monkeypatch):
    versions = {"owls": "kg-owls 1"}
    monkeypatch.setattr("kg.extract.plugins.version", versions.__getitem__)
    monkeypatch.setattr("kg.extract.plugins.load", lambda _: lambda _: [Found("method", "title", 0, 7)])
    _add(place, _reading("a.txt"), extractors=["owls"])
    assert _add(place, _reading("a.txt")).built is None
    versions["owls"] = "kg-owls 2"
    change = _add(place, _reading("a.txt"))
    assert change.built is not None
    assert change.corpus.extractors == (("owls", "kg-owls 2"),)
    with open_store(place) as store:
        assert remove(store, ["owls"]).corpus.extractors == ()


def test_an_extractor_that_fails_is_told_and_the_graph_is_built(place, monkeypatch):
    monkeypatch.setattr("kg.extract.plugins.version", lambda _: "1")
    monkeypatch.setattr("kg.extract.plugins.load", lambda _: lambda _: 1 / 0)
    change = _add(place, _reading("a.txt"), extractors=["owls"])
    assert [problem.source for problem in change.problems] == ["extractor owls"]
    assert change.built is not None


def test_a_changed_file_replaces_what_it_held(place):
    _add(place, _reading("a.txt"))
    change = _add(place, _reading("a.txt", Paper("Another paper", "About nothing.")))
    assert (change.added, change.removed) == (("a.txt",), ("a.txt",))
    with open_store(place) as store:
        assert store.graph().nodes["Paper"]["title"].to_list() == ["Another paper"]


def test_problems_of_reading_and_of_joining_are_told_even_where_nothing_is_new(place):
    problem = Problem("a.txt", "half a record", 7)
    for _ in range(2):
        assert problem in _add(place, _reading("a.txt", problems=(problem,))).problems


def test_a_file_that_can_no_longer_be_read_keeps_what_it_held(place):
    _add(place, _reading("a.txt"))
    unread = Reading(Listing("a.txt", "/folder/a.txt", "", ""), (Problem("a.txt", "gone"),))
    change = _add(place, unread, _reading("b.txt"))
    assert change.corpus.names() == ["a.txt", "b.txt"]
    assert change.added == ("b.txt",)


def test_listings_without_any_paper_change_nothing(place):
    problem = Problem("b.txt", "empty")
    empty = Reading(Listing("b.txt", "/b.txt", "0", "text"), (problem,))
    with pytest.raises(InputError, match=r"no papers found in 1 file; first problem: b.txt: empty"):
        _add(place, empty)
    assert not place.exists()


def test_a_removed_listing_is_gone_as_if_it_had_never_been_there(place):
    _add(place, _reading("a.txt"))
    with open_store(place) as store:
        before = store.graph()
    _add(place, _reading("b.txt", Paper("Another paper", "It builds on ToyNet and MNIST.")))
    with open_store(place) as store:
        change = remove(store, ["b"])
        assert change.removed == ("b.txt",)
        assert store.graph().equals(before)


def test_removing_the_last_listing_leaves_an_empty_graph(place):
    _add(place, _reading("a.txt"))
    with open_store(place) as store:
        remove(store, ["a"])
        assert store.graph().equals(Graph.empty())


def test_a_name_that_several_listings_share_removes_none(place):
    _add(place, _reading("a.txt"), _reading("a.html"))
    with open_store(place) as store:
        with pytest.raises(UsageError, match=r"'a' may mean a.html, a.txt; give one of these names"):
            remove(store, ["a.txt", "a"])
        assert len(store.corpus().listings) == 2
