"""What a person should look at, the file for it, and the decisions that come back."""

from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import add, decide
from kg.corpus import Corpus, Listing
from kg.curate.review import About, Row, is_formula, review
from kg.curate.review_file import decisions, text_of
from kg.errors import InputError
from kg.extract.left_out import LeftOut
from kg.graph import Graph
from kg.model import Decision, Paper
from kg.readers import Reading
from kg.stores import open_store
from tests.graphs import TEXTS

PAPERS = (
    *(
        Paper(
            f"On {what}",
            f"The galaxy NGC-9931 is {what}, and NGC-9931 has no bulge.",
            arxiv_id=f"2401.0000{n}",
        )
        for n, what in enumerate(("faint", "small", "far"), 1)
    ),
    Paper(
        "On cost",
        "We compare our network with the QTN model on CIFAR-10. QTN is slow.",
        arxiv_id="2401.00011",
    ),
    Paper(
        "On speed",
        "We extend Quilted Tensor Network with a branch. The Quilted Tensor Network is slow.",
        arxiv_id="2401.00012",
    ),
)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(str(tmp_path / "store"), create=True) as opened:
        add(opened, [Reading(Listing("sky.json", "-", "a" * 64, "json", PAPERS), ())])
        yield opened


def test_names_in_several_papers_that_were_left_out_are_told_with_a_sentence(store) -> None:
    (row,) = [one for one in review(store) if one.about == "left out"]
    assert (row.name, row.papers) == ("NGC-9931", 3)
    assert row.sentence in {paper.abstract for paper in PAPERS}
    assert not [one for one in review(store, least=4) if one.about == "left out"]


@pytest.mark.parametrize("formula", ["\\mathbb{R}^N", "L^2", "\\ell_2", "n-2", "H^{-1}", "\\frac{1}{2}"])
def test_a_piece_of_a_formula_is_not_told_as_a_name(formula: str, tmp_path: Path) -> None:
    papers = tuple(
        Paper(f"On {what}", f"We look at ${formula}$ where it is {what}, and ${formula}$ is open.")
        for what in ("faint", "small", "far")
    )
    with open_store(str(tmp_path / "store"), create=True) as opened:
        add(opened, [Reading(Listing("sums.json", "-", "a" * 64, "json", papers), ())])
        assert review(opened) == []


def test_pairs_come_first_and_names_that_were_left_out_last(store) -> None:
    subjects = list(dict.fromkeys(row.about for row in review(store)))
    assert len(subjects) > 1
    assert subjects == [one for one in get_args(About) if one in subjects]


@pytest.mark.parametrize("name", ["BT^2", "U^2-Wug", "NGC-2"])
def test_a_name_that_looks_like_a_formula_is_told(name: str) -> None:
    assert not is_formula(name)


def test_in_a_small_corpus_a_name_of_one_paper_is_told_and_adjectives_are_not(
    tmp_path: Path, monkeypatch
) -> None:
    texts = ("Apples in the All-Day setting", "Pears with LLM-judged ripeness", "Plums with HNeat and SX-1Q")
    papers = tuple(Paper(text, f"{text} are ripe.") for text in texts)
    with open_store(str(tmp_path / "store"), create=True) as opened:
        add(opened, [Reading(Listing("fruit.json", "-", "a" * 64, "json", papers), ())])
        names = [one.name for one in review(opened) if one.about == "left out"]
        assert sorted(names) == ["HNeat", "SX-1Q"]
        monkeypatch.setattr("kg.curate.review._SIZES", ((3, 1), (4, 2)))
        assert review(opened) == review(opened, least=2) == []


def test_names_left_out_come_by_how_likely_they_are_datasets_or_methods(tmp_path: Path, monkeypatch) -> None:
    chances = {"Alpha-1": [0.2], "Beta-2": [0.05, 0.3], "Gamma-3": [0.4]}
    found = [
        [LeftOut(name, "", chances[number]) for name, chances in chances.items() if number < len(chances)]
        for number in range(2)
    ]
    monkeypatch.setattr("kg.curate.review.left_out.names", lambda *_: iter(found))
    with open_store(str(tmp_path / "store"), create=True) as opened:
        assert [one.name for one in review(opened, least=1)] == ["Gamma-3", "Beta-2", "Alpha-1"]
        assert [one.name for one in review(opened, least=1, most=2)] == ["Gamma-3", "Beta-2"]


@pytest.mark.parametrize(
    ("name", "longer"), [("Wugo", "WugoNet"), ("Blickmann", "Blickmann's method"), ("Dax", "Dax algorithms")]
)
def test_a_name_with_a_generic_word_after_it_may_be_the_same(name: str, longer: str, tmp_path: Path) -> None:
    things = [
        {"id": f"method:{n}", "name": one, "aliases": [], "papers": 1}
        for n, one in enumerate((name, longer, f"{name}-Fast"))
    ]
    with open_store(str(tmp_path / "store"), create=True) as opened:
        opened.write(Corpus(), Graph.of({"Method": pl.DataFrame(things)}, {}))
        (row,) = review(opened)
    assert (row.about, {row.name, row.other}) == ("one thing?", {name, longer})


def test_two_long_names_with_the_same_initials_are_no_pair(tmp_path: Path) -> None:
    names = ("Quick-Tidy-Nest", "Quilted Tensor Network", "QTN", "Owlie", "OwlieNet")
    things = [{"id": f"method:{n}", "name": one, "aliases": [], "papers": 1} for n, one in enumerate(names)]
    with open_store(str(tmp_path / "store"), create=True) as opened:
        opened.write(Corpus(), Graph.of({"Method": pl.DataFrame(things)}, {}))
        pairs = [(row.name, row.other) for row in review(opened)]
    assert pairs == [("Owlie", "OwlieNet"), ("QTN", "Quick-Tidy-Nest"), ("QTN", "Quilted Tensor Network")]


def test_doubtful_names_come_in_the_order_of_their_confidence(tmp_path: Path) -> None:
    things = {
        label: [{"id": f"{label.lower()}:{n}", "name": n, "aliases": [], "papers": 1} for n in names]
        for label, names in {"Dataset": "ad", "Method": "bc"}.items()
    }
    found = [("dataset:a", 0.5), ("dataset:d", 0.2), ("method:b", 0.4), ("method:c", 0.3), ("method:c", 0.1)]
    papers = [{"id": f"paper:{n}", "title": str(n)} for n in range(len(found))]
    mentions = [
        {"start": f"paper:{n}", "end": end, "confidence": sure} for n, (end, sure) in enumerate(found)
    ]
    nodes = {label: pl.DataFrame(rows) for label, rows in {**things, "Paper": papers}.items()}
    with open_store(str(tmp_path / "store"), create=True) as opened:
        opened.write(Corpus(), Graph.of(nodes, {"MENTIONS": pl.DataFrame(mentions)}))
        rows = review(opened)
    assert [one.name for one in rows] == list("dcba")


def test_an_acronym_and_what_it_may_stand_for_are_told(store) -> None:
    (row,) = [one for one in review(store) if one.about == "one thing?"]
    assert (row.name, row.other, row.kind, row.why) == ("QTN", "Quilted Tensor Network", "method", "initials")


def test_each_of_two_that_may_be_one_has_its_sentence(store) -> None:
    (row,) = [one for one in review(store) if one.about == "one thing?"]
    assert row.sentence == "We compare our network with the QTN model on CIFAR-10."
    assert row.other_sentence.startswith("We extend Quilted Tensor Network")


@pytest.mark.parametrize(("papers", "asked"), [("aa", True), ("ab", False)])
def test_two_things_that_different_papers_introduce_are_not_asked_about(
    papers: str, asked: bool, tmp_path: Path
) -> None:
    things = [{"id": f"method:{n}", "name": n, "aliases": [], "papers": 1} for n in ("Wugo", "WugoNet")]
    mentions = [
        {"start": f"paper:{paper}", "end": thing["id"], "role": "introduces", "confidence": 0.9}
        for paper, thing in zip(papers, things, strict=True)
    ]
    nodes = {"Method": things, "Paper": [{"id": f"paper:{one}", "title": one} for one in "ab"]}
    with open_store(str(tmp_path / "store"), create=True) as opened:
        tables = {label: pl.DataFrame(rows) for label, rows in nodes.items()}
        opened.write(Corpus(), Graph.of(tables, {"MENTIONS": pl.DataFrame(mentions)}))
        assert bool(review(opened)) is asked


def test_what_was_decided_is_in_the_graph_and_does_not_come_again(store, tmp_path: Path) -> None:
    file = tmp_path / "review.tsv"
    lines = text_of(review(store), file).splitlines()
    answers = {"left out": "dataset", "one thing?": "merge"}
    told = [f"{answers.get(line.split(chr(9))[1], '')}{line}" for line in lines[1:]]
    file.write_text("\n".join([lines[0], *told]), encoding="utf-8")
    decide(store, decisions(file))
    assert store.corpus().decisions == (
        Decision("dataset", "dataset", "NGC-9931"),
        Decision("merge", "method", "QTN", "Quilted Tensor Network"),
    )
    ids = {row[0] for row in store.query("MATCH (n:Dataset|Method) RETURN n.id").rows}
    assert {"dataset:ngc-9931", "method:qtn"} <= ids
    assert "method:quilted-tensor-network" not in ids
    assert not [one for one in review(store) if one.about in answers]


@given(TEXTS, TEXTS, st.sampled_from(["x.tsv", "x.csv"]))
def test_names_come_back_from_the_file_and_no_cell_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, name: str, other: str, file: str
) -> None:
    path = tmp_path_factory.getbasetemp() / file
    row = Row("one thing?", f"a{name}", f"={other}", "method", 2, "why", name)
    text = text_of([row], path)
    assert "\t=" not in text
    assert ",=" not in text
    path.write_text(
        text.replace("\nx", "\n").replace("\n\t", "\nmerge\t").replace("\n,", "\nmerge,"), encoding="utf-8"
    )
    (found,) = decisions(path)
    printable = ("".join(c if c.isprintable() else " " for c in one) for one in (f"a{name}", f"={other}"))
    assert (found.name, found.other) == tuple(" ".join(one.split()) for one in printable)


HEAD = "decision\tabout\tname\tother\tkind\tpapers\twhy\tsentence\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", "\t,;")
def test_a_file_that_a_spreadsheet_saved_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "saved.csv"
    text = HEAD + "Keep  apart\tone thing?\tGTA\tGraph A\tmethod\t2\twhy\t\n\t\tx\t\t\t\t\t\n"
    path.write_text(text.replace("\t", delimiter), encoding=encoding)
    assert decisions(path) == [Decision("split", "method", "GTA", "Graph A")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            HEAD + "maybe\tleft out\tX\t\t\t3\t\t\n",
            r"saved.tsv:2: 'maybe' is no decision here; write dataset",
        ),
        (HEAD + "merge\tleft out\tX\t\t\t3\t\t\n", r"write dataset, method, other, or nothing"),
        (HEAD + "dataset\tone thing?\tX\tY\tmethod\t3\t\t\n", r"write merge or apart"),
        (HEAD + "merge\tone thing?\tX\tY\tpaper\t3\t\t\n", r"kind is 'paper'"),
        (HEAD + "dataset\tleft out\t\t\t\t3\t\t\n", r"without a name"),
        ("a\tb\n1\t2\n", r"not a review"),
        ("", r"not a review"),
    ],
)
def test_what_says_nothing_is_named_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "saved.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        decisions(path)
