"""Names are one with and without words that add nothing: what kind of thing it is, and who made it."""

import pytest

from kg.model import KNOWN_NAME, Kind
from tests.unit.resolve.making import mention, together


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("method", "Gauss-Seidel", "Gauss-Seidel method"),
        ("method", "Euler--Maruyama", "Euler-Maruyama's algorithm"),
        ("method", "GPT-9.4", "OpenAI's GPT-9.4"),
        ("method", "Llama-9-8B", "Meta-Llama-9-8B"),
        ("dataset", "WASSA 2022", "WASSA 2022 Shared Task"),
        ("dataset", "AG-VPReID 2025", "AG-VPReID 2025 challenge"),
        ("dataset", "PUD", "PUD Treebank"),
    ],
)
def test_words_that_only_say_what_a_thing_is_or_who_made_it_are_dropped(
    kind: Kind, one: str, other: str
) -> None:
    assert together(mention("a", one, kind=kind), mention("b", other, kind=kind))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("method", "Attention", "Self-Attention method"),
        ("method", "SGD", "Meta-SGD"),
        ("method", "Edge", "Microsoft Edge"),
        ("method", "Math 7B", "DeepMindMath 7B"),
        ("dataset", "ARC", "ARC-Challenge"),
        ("dataset", "speech", "speech challenge"),
    ],
)
def test_words_that_make_another_thing_are_kept(kind: Kind, one: str, other: str) -> None:
    assert not together(mention("a", one, kind=kind), mention("b", other, kind=kind))


def test_the_maker_of_a_known_thing_is_dropped() -> None:
    assert together(mention("a", "Claude", rule=KNOWN_NAME), mention("b", "Anthropic Claude"))


def test_what_is_known_as_a_challenge_is_one() -> None:
    known = mention("b", "LIVE Challenge", kind="dataset", rule=KNOWN_NAME)
    assert not together(mention("a", "LIVE", kind="dataset"), known)


def test_words_are_dropped_in_whatever_order_a_version_is_written() -> None:
    usual = [mention(paper, "CoNLL 2018 UD Shared Task", kind="dataset") for paper in "ab"]
    others = [mention("c", "CoNLL UD Shared Task 2018"), mention("d", "CoNLL 2018 UD")]
    assert together(*usual, *[mention(one.paper, one.name, kind="dataset") for one in others])
