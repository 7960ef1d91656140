"""Which papers introduced well-known things: the table, and what it decides."""

from dataclasses import replace

import pytest

from kg.extract import extract
from kg.extract.lexicon import introductions
from kg.extract.lexicon.tables import load_lexicon
from kg.model import Mention, Paper


def mentions(title: str, abstract: str, name: str) -> list[Mention]:
    return [one for one in extract([Paper(title, abstract, id="paper:one")]) if one.name == name]


def test_every_name_of_the_table_is_known_as_that_kind() -> None:
    known = {(one.kind, one.name) for found in load_lexicon().names.values() for one in found}
    assert len(introductions.load()) >= 250
    assert set(introductions.load()) <= known
    assert all(all(titles) and titles for titles in introductions.load().values())


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("Attention Is All You Need", "We describe the Transformer, which is simple.", "transformer"),
        ("Generative adversarial nets.", "We estimate generative models.", "generative adversarial network"),
        ("Segment Anything", "Our data engine produced SA-1B, the largest segmentation dataset.", "SA-1B"),
    ],
)
def test_the_listed_paper_introduces_it_whatever_its_wording(title: str, abstract: str, name: str) -> None:
    found = mentions(title, abstract, name)
    assert found
    assert {one.role for one in found} == {"introduces"}


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We introduce GRPO, a new algorithm for our reasoning model.", "GRPO"),
        ("We propose LoRA for the training of our neural networks.", "LoRA"),
        ("We introduce the Transformer into the training of robots.", "transformer"),
    ],
)
def test_another_paper_does_not_introduce_it(abstract: str, name: str) -> None:
    found = mentions("On training", abstract, name)
    assert found
    assert {one.role for one in found} == {"mentions"}


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper("", published="2016-12"), True),
        (Paper("", published="2019"), True),
        (Paper(""), True),
        (Paper("", published="2025-07-14"), False),
        (Paper("", arxiv_id="2507.10485"), False),
    ],
)
def test_a_later_paper_of_the_same_title_is_another_where_a_year_is_listed(
    paper: Paper, expected: bool
) -> None:
    known = next(one for one in load_lexicon().get("EWC") if one.kind == "method")
    paper = replace(paper, title="Overcoming Catastrophic Forgetting in Neural Networks")
    assert introductions.is_first(paper, known) is expected


def test_a_title_that_gives_the_name_to_something_new_means_that() -> None:
    title = "LIME: Language Models of Imaginary Mountains"
    abstract = "We introduce LIME, a new neural language model of mountains. LIME outperforms BERT."
    found = mentions(title, abstract, "LIME")
    assert {one.role for one in found} == {"introduces"}
    assert {one.rule for one in found} == {"named in the title"}


@pytest.mark.parametrize(
    ("abstract", "role"),
    [
        ("We introduce LIME, a new neural language model of mountains. LIME outperforms BERT.", "introduces"),
        ("We introduce LIME into the training of robots.", "mentions"),
    ],
)
def test_so_do_plain_words(abstract: str, role: str) -> None:
    found = mentions("Language models of imaginary mountains", abstract, "LIME")
    assert {one.role for one in found} == {role}
    assert {one.rule == "known name" for one in found} == {role == "mentions"}


def test_a_founder_that_writes_a_name_otherwise_means_the_known_thing():
    said = "We propose mixup, which trains on blends of two examples."
    founder, other = "mixup: Beyond Empirical Risk Minimization", "mixup: Blending Songs for Parties"
    named = [{one.name for one in extract([Paper(title, said, id="paper:a")])} for title in (founder, other)]
    assert named == [{"Mixup"}, {"mixup"}]
