"""Tests of `kg.evaluate`: counting, and reading annotations."""

import json
import random
import subprocess
import sys

import polars as pl
import pytest

from kg.errors import InputError
from kg.evaluate import MEASURES, Annotated, Named, evaluate, lines, load, matching_form, predictions
from kg.graph import Graph


def _evaluate(gold: Annotated, predicted: Annotated):
    return evaluate([gold], [predicted])


def test_a_shared_surface_is_a_match_whatever_its_case_and_punctuation():
    gold = Annotated("T", datasets=(Named("CIFAR-10", ("CIFAR10",)),))
    result = _evaluate(gold, Annotated("t!", datasets=(Named("The Cifar data", ("cifar 10",)),)))
    assert (result.scores["datasets"].right, result.scores["datasets"].wrong) == (1, [])
    assert result.absent == 0


def test_names_that_differ_in_a_number_do_not_match():
    gold = Annotated("T", datasets=(Named("CIFAR-10"),))
    score = _evaluate(gold, Annotated("T", datasets=(Named("CIFAR-100"),))).scores["datasets"]
    assert (score.right, score.wrong, score.missed) == (0, [("T", "CIFAR-100")], [("T", "CIFAR-10")])


def test_a_second_prediction_for_one_entity_is_wrong():
    gold = Annotated("T", methods=(Named("BERT", ("BERT", "Bidirectional Encoder")),))
    found = Annotated("T", methods=(Named("Bidirectional Encoder"), Named("BERT")))
    score = _evaluate(gold, found).scores["methods"]
    assert (score.right, score.wrong) == (1, [("T", "Bidirectional Encoder")])


def test_equal_names_match_before_shared_surfaces():
    gold = Annotated("T", methods=(Named("A", ("shared",)), Named("B", ("shared",))))
    found = Annotated("T", methods=(Named("B", ("shared",)), Named("A", ("shared",))))
    assert _evaluate(gold, found).scores["methods"].f1 == 1


def test_families_are_neither_right_nor_wrong_but_their_recall_is_told():
    gold = Annotated("T", families=("graph neural network", "support vector machine"))
    found = Annotated("T", methods=(Named("GNNs"), Named("Invented")))
    result = _evaluate(gold, found)
    assert result.scores["methods"].wrong == [("T", "Invented")]
    assert result.families.recall == 0.5
    assert result.families.missed == [("T", "support vector machine")]


def test_roles_are_scored_on_matched_entities_only():
    gold = Annotated("T", methods=(Named("A", role="introduces"), Named("B"), Named("C", role="introduces")))
    found = Annotated("T", methods=(Named("A", role="introduces"), Named("B", role="introduces"), Named("C")))
    score = _evaluate(gold, found).scores["introduces"]
    assert (score.right, score.wrong, score.missed) == (1, [("T", "B")], [("T", "C")])
    assert score.precision == score.recall == score.f1 == 0.5


def test_a_paper_without_prediction_counts_with_everything_missed():
    gold = Annotated("Alone", datasets=(Named("MNIST"),), repos=("github.com/a/b",))
    result = evaluate([gold], [])
    assert (result.papers, result.absent) == (1, 1)
    assert [len(result.scores[kind].missed) for kind in ("datasets", "repos")] == [1, 1]


def test_repositories_match_whatever_their_case():
    gold = Annotated("T", repos=("github.com/Owner/Name",))
    assert _evaluate(gold, Annotated("T", repos=("GitHub.com/owner/name",))).scores["repos"].f1 == 1


def test_a_repository_may_be_annotated_by_its_address(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text(
        json.dumps([{"title": "T", "repos": ["https://github.com/Owner/Name", "git.owls"]}]), encoding="utf-8"
    )
    assert load(path)[0].repos == ("github.com/Owner/Name", "git.owls")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Tiny-ImageNets", "tinyimagenet"), ("Café", "cafe"), ("Loss", "loss"), ("GNs", "gns"), ("_", "")],
)
def test_fold(text, folded):
    assert matching_form(text) == folded


def test_predictions_of_a_graph_say_names_surfaces_and_roles():
    graph = Graph.of(
        {
            "Paper": pl.DataFrame({"id": ["paper:x"], "title": ["X"]}),
            "Method": pl.DataFrame({"id": ["method:gnn"], "name": ["GNN"], "family": [True]}),
            "Repo": pl.DataFrame({"id": ["repo:github.com/a/b"], "name": ["A/b"]}),
        },
        {
            "MENTIONS": pl.DataFrame(
                {
                    "start": ["paper:x", "paper:x"],
                    "end": ["method:gnn", "repo:github.com/a/b"],
                    "role": ["mentions", "introduces"],
                    "surfaces": [["GNNs"], ["github.com/A/b"]],
                }
            )
        },
    )
    assert predictions(graph) == [
        Annotated("X", methods=(Named("GNN", ("GNNs",), family=True),), repos=("github.com/a/b",), text="X\n")
    ]
    (line,) = lines(predictions(graph))
    assert json.loads(line)["methods"] == [{"name": "GNN", "surfaces": ["GNNs"], "role": "mentions"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON"),
        (b"{}", "holds no list of papers"),
        (b"[3]", "paper 1 is no annotation"),
        (b'[{"title": "A"}, {"datasets": []}]', "paper 2 is no annotation"),
        (b'[{"title": "A", "methods": ["x"]}]', "paper 1 is no annotation"),
        (b'[{"title": 1}]', "1 is not a text"),
    ],
)
def test_wrong_annotations_are_named(tmp_path, content, message):
    path = tmp_path / "gold.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as raised:
        load(path)
    assert "\n" not in str(raised.value)


def test_missing_annotations_are_named(tmp_path):
    with pytest.raises(InputError, match="cannot read the annotations"):
        load(tmp_path / "none.json")


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_reference_scorer(shared, tmp_path, seed):
    """Annotations are spoiled at random: names lost, doubled, renamed, invented, roles turned."""
    gold_file = shared / "eval" / "gold-listing-000.json"
    gold = load(gold_file)
    predicted = _spoiled(gold, random.Random(seed))
    (tmp_path / "out.jsonl").write_bytes(b"".join(lines(predicted)))
    scorer = [sys.executable, shared / "eval" / "score.py", gold_file, tmp_path / "out.jsonl", "--json"]
    wanted = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    result = evaluate(gold, predicted)
    for name in MEASURES:
        score = result.scores[name]
        assert round(score.precision, 4) == wanted[name]["precision"]
        assert round(score.recall, 4) == wanted[name]["recall"]
        assert round(score.f1, 4) == wanted[name]["f1"]
    assert round(result.families.recall, 4) == wanted["families_recall"]
    assert (result.papers, result.absent) == (wanted["papers"], wanted["papers_absent"])
    assert 0 < result.scores["methods"].f1 < 1


def _spoiled(gold: list[Annotated], chance: random.Random) -> list[Annotated]:
    def names(entities):
        kept = [one for one in entities if chance.random() > 0.2]
        doubled = [
            Named(chance.choice(one.surfaces)) for one in kept if one.surfaces and chance.random() > 0.7
        ]
        turned = [
            Named(one.name.upper(), one.surfaces[:1], chance.choice(["mentions", "introduces"]))
            for one in kept
        ]
        return tuple(turned + doubled + [Named(f"Invented-{chance.random()}")])

    return [
        Annotated(
            paper.title.upper(),
            names(paper.datasets),
            names(paper.methods) + tuple(Named(one) for one in (*paper.families, "CNN", "GNNs", "RL")),
            (*paper.repos, "github.com/none/none"),
        )
        for paper in gold
        if chance.random() > 0.1
    ]
