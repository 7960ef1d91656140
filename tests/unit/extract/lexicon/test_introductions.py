"""Which papers introduced well-known things: the table, and what it decides."""

from collections import defaultdict
from dataclasses import replace

import pytest

from kg.extract import Knowledge, extract
from kg.extract.lexicon import introductions
from kg.extract.lexicon.tables import load_lexicon
from kg.model import KnownName, Mention, NameList, Paper


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
        ("Sinkhorn Distances: Lightspeed Computation of Optimal Transport", "", "Sinkhorn"),
        ("Universal Dependencies v1: A Multilingual Treebank Collection", "", "Universal Dependencies"),
    ],
)
def test_the_listed_paper_introduces_it_whatever_its_wording(title: str, abstract: str, name: str) -> None:
    found = mentions(title, abstract, name)
    assert found
    assert {one.role for one in found} == {"introduces"}


_ALL = [
    (*listed, title) for listed, titles in sorted(introductions.load().items()) for title in sorted(titles)
]


@pytest.mark.parametrize("abstract", ["", "We study what comes of it."])
def test_every_listed_title_introduces_what_is_listed_whether_or_not_the_text_names_it(abstract: str) -> None:
    papers = {title: Paper(title, abstract, id=f"paper:{title}") for _, _, title in _ALL}
    introduced: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in extract(list(papers.values())):
        assert papers[one.paper[len("paper:") :]].text(one.field)[one.start : one.end] == one.surface
        if one.role == "introduces":
            introduced[one.paper].add(("family" if one.family else one.kind, one.name))
    assert [one for one in _ALL if one[:2] not in introduced[f"paper:{one[2]}"]] == []


@pytest.mark.parametrize(("kind", "name", "title"), [one for one in _ALL if one[0] == "family"])
def test_a_listed_paper_that_names_its_family_introduces_no_second_thing_of_that_name(
    kind: str, name: str, title: str
) -> None:
    said = f"We introduce {name.title()}, a new way of learning. {name.title()} outperforms all baselines."
    found = [one for one in extract([Paper(title, said, id="paper:a")]) if one.name.lower() == name.lower()]
    assert {(one.family, one.role) for one in found} == {(True, "introduces")}


def test_what_only_its_title_tells_a_paper_to_have_introduced_is_said_by_no_place_of_another_rule() -> None:
    title = "Asynchronous Methods for Deep Reinforcement Learning"
    (found,) = mentions(title, "We run learners side by side.", "A3C")
    assert (found.rule, found.field, found.surface) == ("listed title", "title", title)
    (found,) = mentions(title, "We run learners side by side in A3C.", "A3C")
    assert (found.rule, found.field, found.surface) == ("known name", "abstract", "A3C")


def test_a_name_that_a_user_gave_to_something_else_is_not_introduced_by_the_listed_paper() -> None:
    mine = NameList("mine.tsv", "tsv", (KnownName("A3C", "metric"),))
    paper = Paper("Asynchronous Methods for Deep Reinforcement Learning", "We use A3C.", id="paper:a")
    assert extract([paper], Knowledge((mine,))) == []


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
    paper = replace(paper, title="Overcoming Catastrophic Forgetting in Neural Networks")
    assert (("method", "EWC") in introductions.introduced(paper)) is expected


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
    named = [
        {one.name for one in extract([Paper(title, said, id="paper:a")]) if not one.family}
        for title in (founder, other)
    ]
    assert named == [{"Mixup"}, {"mixup"}]
