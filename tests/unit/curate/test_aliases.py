"""The names of a thing, why they are its names, and decisions that override them."""

from pathlib import Path

import polars as pl
import pytest

from kg.build import add, decide
from kg.corpus import Corpus, Listing
from kg.curate import aliases
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.model import Paper
from kg.readers import Reading
from kg.stores import open_store
from kg.stores.base import Store

PAPERS = (
    Paper(
        "TabbyNet: Cats with Attention",
        "We propose TabbyNet. It beats Quilted Tensor Network (QTN) on CIFAR-10. TabbyNet is small.",
        arxiv_id="2401.00001",
    ),
    Paper(
        "On patches", "We compare with QTN on CIFAR-10 and CIFAR-100. QTN is slower.", arxiv_id="2401.00002"
    ),
    Paper(
        "On rugs", "We introduce WarpedQTN, an extension of QTN. WarpedQTN is fast.", arxiv_id="2401.00004"
    ),
    Paper("On cost", "Training a quilted tensor network on CIFAR 10 is costly.", arxiv_id="2401.00003"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("aliases") / "store"
    with open_store(str(folder), create=True) as store:
        add(store, [Reading(Listing("cats.json", "-", "a" * 64, "json", PAPERS), ())])
    return folder


@pytest.fixture
def store(place: Path):
    with open_store(str(place)) as opened:
        yield opened
        if opened.corpus().decisions:
            decide(opened, (), forgotten=opened.corpus().decisions)


def test_each_name_quotes_the_sentence_that_makes_it_one(store: Store) -> None:
    found = aliases.names(store, "Quilted Tensor Network")
    (long,) = [one for one in found.names if one.name == "Quilted Tensor Network"]
    assert found.node.id == "method:qtn"
    assert (long.rule, long.of, long.papers, long.listings) == ("definition", "QTN", 1, ("cats.json",))
    assert long.paper == "paper:arxiv:2401.00001"
    assert long.sentence == "It beats Quilted Tensor Network (QTN) on CIFAR-10."


def test_a_name_of_two_things_means_the_one_that_is_called_so(tmp_path: Path) -> None:
    columns = {"id": ["method:qtn", "method:quiet"], "name": ["QTN", "Quiet"], "papers": [8, 1]}
    methods = pl.DataFrame({**columns, "aliases": [[], ["QTN"]]})
    with open_store(str(tmp_path), create=True) as store:
        store.write(Corpus(), Graph.of({"Method": methods}, {}))
        assert aliases.names(store, "QTN").node.id == "method:qtn"


def test_near_misses_say_what_keeps_them_apart(store: Store) -> None:
    (miss,) = aliases.names(store, "CIFAR-10").apart
    assert (miss.id, miss.papers, miss.why) == ("dataset:cifar-100", 1, "numbers differ: 10 and 100")


def test_what_only_ends_in_an_acronym_is_no_near_miss(store: Store) -> None:
    assert aliases.thing(store, "WarpedQTN").id == "method:warpedqtn"
    assert "method:warpedqtn" not in [one.id for one in aliases.names(store, "QTN").apart]


def test_a_split_name_is_a_thing_of_its_own_until_that_is_forgotten(store: Store) -> None:
    before = store.graph()
    decide(store, [aliases.split(store, "QTN", "quilted tensor network")])
    assert {row[0] for row in store.query("MATCH (m:Method) RETURN m.id").rows} >= {
        "method:qtn",
        "method:quilted-tensor-network",
    }
    decide(store, (), forgotten=aliases.decisions_about(store, "QTN"))
    assert store.graph().equals(before)


def test_what_was_decided_to_be_apart_is_told_of_both(store: Store) -> None:
    decision = aliases.split(store, "QTN", "quilted tensor network")
    decide(store, [decision])
    long = "method:quilted-tensor-network"
    assert aliases.split_off(store, decision) == {long: ["Quilted Tensor Network"]}
    for name, other in (("QTN", long), ("Quilted Tensor Network", "method:qtn")):
        first = aliases.names(store, name).apart[0]
        assert (first.id, first.why) == (other, "decided: split QTN | Quilted Tensor Network")
    with pytest.raises(UsageError, match=f"is a name of {long}, which is kept apart from method:qtn already"):
        aliases.split(store, "QTN", "Quilted Tensor Networks")


def test_merged_things_have_the_names_of_both(store: Store) -> None:
    decide(store, [aliases.merge(store, "TabbyNet", "QTN")])
    node = aliases.thing(store, "TabbyNet")
    assert node.id == aliases.thing(store, "Quilted Tensor Network").id
    rules = {one.name: (one.rule, one.of) for one in aliases.names(store, "QTN").names}
    assert rules["TabbyNet"] == ("decided", "QTN")


def test_decisions_outlive_a_listing(store: Store) -> None:
    decide(store, [aliases.merge(store, "TabbyNet", "QTN")])
    more = Paper("On more", "TabbyNet and QTN once more. TabbyNet is fine.", arxiv_id="2401.00004")
    add(store, [Reading(Listing("more.json", "-", "b" * 64, "json", (more,)), ())])
    assert aliases.thing(store, "TabbyNet").id == aliases.thing(store, "QTN").id
    from kg.build import remove

    remove(store, ["more.json"])
    assert aliases.thing(store, "TabbyNet").id == aliases.thing(store, "QTN").id
    assert store.corpus() == Corpus(store.corpus().listings, store.corpus().decisions)


def test_a_name_can_be_taken_out_or_be_told_to_be_something_else(store: Store) -> None:
    decide(store, [aliases.kind("CIFAR-100", "other"), aliases.kind("TabbyNet", "dataset")])
    ids = {row[0] for row in store.query("MATCH (n:Dataset|Method) RETURN n.id").rows}
    assert "dataset:cifar-100" not in ids
    assert "dataset:tabbynet" in ids
    assert "method:tabbynet" not in ids


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda store: aliases.split(store, "QTN", "Elephant"), "is no name of method:qtn"),
        (lambda store: aliases.split(store, "CIFAR-10", "CIFAR 10"), "differ in case, signs or plural alone"),
        (lambda store: aliases.merge(store, "QTN", "Quilted Tensor Network"), "are one thing already"),
        (lambda store: aliases.merge(store, "QTN", "CIFAR-10"), "differ in kind"),
        (lambda store: aliases.kind(" - ", "method"), "no name to decide about"),
        (lambda store: aliases.kind("x" * 100_000, "method"), "longer than 200 characters"),
        (lambda store: aliases.names(store, "On patches"), "is no dataset or method"),
    ],
)
def test_what_cannot_be_decided_is_said(store: Store, wrong, error: str) -> None:
    with pytest.raises(UsageError, match=error):
        wrong(store)


def test_nothing_decided_is_said(store: Store) -> None:
    with pytest.raises(NotFoundError, match="nothing was decided"):
        aliases.decisions_about(store, "QTN")
