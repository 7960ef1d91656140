"""Tests of what an assessment tells besides precision and recall: identity, reliability, classes of mistakes."""

import pytest

from kg.evaluate import (
    Annotated,
    Judged,
    Named,
    assess,
    expected_error,
    identity,
    mistakes,
    reliability,
    rows,
)

GOLD = Annotated(
    "Owls at night",
    datasets=(
        Named("OwlBench", ("OwlBench",), "introduces"),
        Named("CIFAR-10", ("CIFAR-10/100",)),
        Named("CIFAR-100", ("CIFAR-10/100",)),
        Named("Never", ("never seen",)),
    ),
    methods=(
        Named("OwlNet", ("OwlNet", "Owl Network"), "introduces"),
        Named("BERT"),
        Named("RoBERTa"),
        Named("Adam optimiser"),
        Named("MixThing"),
    ),
    repos=("github.com/owls/net",),
    families=("graph neural network",),
)
FOUND = Annotated(
    "owls at night",
    datasets=(Named("CIFAR-10"), Named("CIFAR-100"), Named("MixThing"), Named("OwlBench", role="mentions")),
    methods=(
        Named("OwlNet", role="introduces"),
        Named("Owl Network"),
        Named("BERT", ("BERT", "RoBERTa")),
        Named("Adam"),
        Named("GNNs"),
        Named("Zorble", ("zorbles",)),
    ),
    repos=("github.com/owls/other",),
    text="Owls at night\nOwlNet is here. We like zorbles a lot. The code is at github.com/owls/other now.",
)


def test_every_mistake_has_its_class_and_sentence() -> None:
    told = {(one.measure, one.reason, one.name): one.sentence for one in mistakes([GOLD], [FOUND])}
    assert told == {
        ("datasets", "of another kind", "MixThing"): "",
        ("datasets", "not found", "Never"): "",
        ("introduces", "not said to be introduced", "OwlBench"): "",
        ("methods", "a second node for one thing", "Owl Network"): "",
        ("methods", "merged with something else", "RoBERTa"): "",
        ("methods", "only part of a name", "Adam"): "",
        ("methods", "found in part", "Adam optimiser"): "",
        ("methods", "found as another kind", "MixThing"): "",
        ("methods", "invented", "Zorble"): "We like zorbles a lot.",
        ("repos", "invented", "github.com/owls/other"): "The code is at github.com/owls/other now.",
        ("repos", "not found", "github.com/owls/net"): "",
    }


def test_there_are_as_many_mistakes_as_the_scores_count() -> None:
    found = assess([GOLD], [FOUND])
    for measure, score in found.evaluation.scores.items():
        assert sum(one.measure == measure for one in found.mistakes) == len(score.wrong) + len(score.missed)


def test_things_that_share_a_node_are_merged_and_those_with_several_are_split() -> None:
    known = identity([GOLD], [FOUND])
    assert known.merged == [(GOLD.title, "BERT"), (GOLD.title, "RoBERTa")]
    assert known.split == [(GOLD.title, "OwlNet")]
    assert known.found == 6  # MixThing is a method, and was found as a dataset
    assert known.merged_rate == pytest.approx(2 / 6)


def judged(confidence: float, *right: bool) -> list[Judged]:
    return [Judged("T", "methods", "name", confidence, one) for one in right]


def test_bins_tell_what_is_claimed_and_what_is_right() -> None:
    bins = reliability([*judged(0.8, True, True, True, False), *judged(1.0, True), *judged(0.3, False)])
    assert [(one.low, one.predictions, one.confidence, one.precision) for one in bins] == [
        (0.0, 1, 0.3, 0.0),
        (0.8, 4, 0.8, 0.75),
        (0.95, 1, 1.0, 1.0),
    ]


def test_the_calibration_error_is_the_mean_gap() -> None:
    assert expected_error([*judged(0.8, True, True, True, False), *judged(0.3, False)]) == pytest.approx(
        (4 * 0.05 + 0.3) / 5
    )
    assert expected_error([]) == 0


def test_confidence_counts_for_all_predictions() -> None:
    gold = Annotated("T", methods=(Named("A"),), families=("graph neural network",))
    found = Annotated(
        "T",
        methods=(
            Named("A", confidence=0.9, rule="r"),
            Named("B", confidence=0.4),
            Named("GNN", confidence=0.7),
        ),
    )
    told = assess([gold], [found]).evaluation.judged
    assert [(one.rule, one.confidence, one.right) for one in told] == [
        ("r", 0.9, True),
        ("", 0.4, False),
        ("", 0.7, True),  # a family that is annotated is named rightly, though it is no method of the paper's
    ]


def test_rows_hold_all_figures() -> None:
    found = assess([GOLD], [FOUND])
    values = {row[:3]: row[3] for row in rows(found)}
    assert values["score", "datasets", "right"] == 3
    assert values["score", "families", "recall"] == 1
    assert values["identity", "merged", "rate"] == 0.3333
    assert values["confidence", "all", "calibration error"] == 0
