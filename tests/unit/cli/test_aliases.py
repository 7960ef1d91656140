"""Tests of `kg aliases` and `kg review` as a person uses them."""

import json
from pathlib import Path

import pytest

from kg.build import add
from kg.cli import main
from kg.corpus import Listing
from kg.model import Paper
from kg.readers import Reading
from kg.stores import open_store

PAPERS = (
    Paper(
        "On cats",
        "We compare with Quilted Tensor Network (QTN) on CIFAR-10. QTN is slow.",
        arxiv_id="2401.00001",
    ),
    Paper("On dogs", "We compare with QTN on CIFAR-10 and CIFAR-100. QTN is slow.", arxiv_id="2401.00002"),
    Paper("On =owls", "The galaxy NGC-9931 is faint, and NGC-9931 has no bulge.", arxiv_id="2401.00003"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("names") / "store")
    with open_store(folder, create=True) as store:
        add(store, [Reading(Listing("day.json", "-", "a" * 64, "json", PAPERS), ())])
    return folder


@pytest.fixture
def kg(place: str, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--store", place])
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == code, err
        return out + err

    return run


def test_the_names_of_a_thing_are_shown_with_their_sentence(kg) -> None:
    told = kg("aliases", "QTN")
    assert "Quilted Tensor" in told
    assert "definition" in told
    assert kg("aliases", "show", "QTN") == told


def test_programs_get_everything(kg) -> None:
    found = json.loads(kg("aliases", "qtn", "--format", "json"))
    assert found["node"]["id"] == "method:qtn"
    assert [(one["name"], one["rule"], one["listings"]) for one in found["names"]] == [
        ("Quilted Tensor Network", "definition", ["day.json"])
    ]
    lines = kg("aliases", "CIFAR-10", "--format", "csv").splitlines()
    assert lines[0].startswith("name,rule,of,score,papers,listings,paper,sentence")
    assert lines[1].startswith("CIFAR-100,kept apart,CIFAR-10,")
    assert lines[1].endswith(",numbers differ: 10 and 100")


def test_a_name_is_split_off_listed_and_joined_again(kg) -> None:
    told = kg("aliases", "split", "QTN", "Quilted Tensor Network")
    assert "apart now: method:quilted-tensor-network, written Quilted Tensor Network\n" in told
    assert "decided: split" in kg("aliases", "QTN")
    assert json.loads(kg("aliases", "list", "-f", "json")) == [
        {"decision": "split", "kind": "method", "name": "QTN", "other": "Quilted Tensor Network"}
    ]
    assert "Quilted Tensor" not in kg("aliases", "QTN", "--near", "0")
    assert "forgotten: split QTN" in kg("aliases", "forget", "QTN")
    assert "Quilted Tensor" in kg("aliases", "QTN")
    assert "nothing was decided" in kg("aliases", "list")


def test_a_table_has_one_row_for_spellings_and_no_column_that_says_the_same_in_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = (
        Paper("On wasps", "We use a convolutional neural network (CNN) for wasps."),
        Paper("On ants", "Convolutional Neural Networks (CNNs) count ants."),
    )
    with open_store(str(tmp_path / "store"), create=True) as store:
        add(store, [Reading(Listing("day.json", "-", "a" * 64, "json", papers), ())])
    for style in ("table", "json"):
        with pytest.raises(SystemExit):
            main(["aliases", "CNN", "--format", style, "--store", str(tmp_path / "store")])
    told, note = capsys.readouterr()
    table, _, program = told.partition("{")
    assert (" CNN " in table, " CNNs " in table, " of " in table.splitlines()[2]) == (True, False, False)
    assert "more spelling" in note
    assert {"CNN", "CNNs"} < {one["name"] for one in json.loads("{" + program)["names"]}


def test_a_decision_says_what_became_of_the_things(kg) -> None:
    now = "now: CIFAR-10 (dataset:cifar-10), in 2 papers, also written CIFAR-100\n"
    assert now in kg("aliases", "merge", "CIFAR-100", "CIFAR-10")
    kg("aliases", "forget", "CIFAR-100")
    told = kg("aliases", "kind", "QTN", "dataset")
    assert "now: QTN (dataset:qtn), in 2 papers, also written Quilted Tensor Network\n" in told
    kg("aliases", "forget", "QTN")


def test_what_leaves_the_graph_is_listed_without_a_kind(kg) -> None:
    assert "gone: method:qtn, from 2 papers\n" in kg("aliases", "kind", "QTN", "other")
    assert json.loads(kg("aliases", "list", "-f", "json")) == [
        {"decision": "other", "kind": "", "name": "QTN", "other": ""}
    ]
    kg("aliases", "forget", "QTN")


def test_a_review_is_written_and_fed_back(kg, tmp_path: Path) -> None:
    file = tmp_path / "review.tsv"
    assert "1 left out" in kg("review", "--papers", "1", "-o", str(file))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\tleft out\tNGC", "dataset\tleft out\tNGC"), encoding="utf-8")
    told = kg("review", "-o", str(file), code=2)
    assert "review.tsv: holds 1 decision that the store does not know; take them over first" in told
    assert "stored 1 decision: 1 dataset" in kg("review", "--apply", str(file))
    assert "dataset:ngc-9931" in kg("aliases", "NGC-9931")
    assert "left out" not in kg("review", "--papers", "1", "-o", str(file))
    assert "NGC" not in file.read_text(encoding="utf-8")
    kg("aliases", "forget", "NGC-9931")


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("aliases", "Elephant"), 1, "nothing in the graph is called 'Elephant'"),
        (("aliases", "split", "QTN", "Elephant"), 2, "'Elephant' is no name of method:qtn"),
        (("aliases", "merge", "QTN", "CIFAR-10"), 2, "differ in kind"),
        (("aliases", "forget", "QTN"), 1, "nothing was decided about 'QTN'"),
        (("aliases", "kind", "QTN", "paper"), 2, "is not one of"),
        (("review", "--apply", "nowhere.tsv"), 1, "nowhere.tsv: No such file"),
        (("review", "--apply", "a.tsv", "-o", "b.tsv"), 2, "give one of them"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(kg, arguments, code: int, error: str) -> None:
    told = kg(*arguments, code=code)
    assert error in told
    assert told.count("\n") == 1


def test_a_decision_that_changes_nothing_is_stored_with_a_warning(kg) -> None:
    assert "warning: this is stored, yet changes nothing now" in kg("aliases", "kind", "Loki", "method")
    assert "warning" not in kg("aliases", "kind", "NGC-9931", "dataset")
    assert "warning" not in kg("aliases", "kind", "NGC-9931", "other")
    for name in ("Loki", "NGC-9931"):
        kg("aliases", "forget", name)


def test_no_decision_is_made_about_what_only_has_the_same_words(kg) -> None:
    told = kg("aliases", "merge", "QTN", "10 CIFAR", code=1)
    assert "no dataset or method is called '10 CIFAR'; nearest: CIFAR-10" in told
    assert "nothing was decided" in kg("aliases", "list")


def test_which_thing_of_several_a_decision_is_about_is_told(tmp_path: Path, capsys) -> None:
    papers = (
        Paper(
            "On cats", "We train with stochastic gradient descent (SGD). SGD is slow.", arxiv_id="2401.00001"
        ),
        Paper("On talk", "We evaluate on the Schema-Guided Dialogue (SGD) dataset.", arxiv_id="2401.00003"),
    )
    with open_store(tmp_path, create=True) as store:
        add(store, [Reading(Listing("day.json", "-", "b" * 64, "json", papers), ())])
    with pytest.raises(SystemExit):
        main(["aliases", "split", "SGD", "stochastic gradient descent", "--store", str(tmp_path)])
    told = capsys.readouterr().err
    assert "'SGD' taken for method:sgd (SGD); it is also a name of dataset:schema-guided-dialogue" in told
    assert "stored: split SGD | stochastic gradient descent" in told
