"""Phrases for what groups of papers are about."""

from hypothesis import given
from hypothesis import strategies as st

from kg.export.subjects import phrases
from tests.graphs import TEXTS


def named(*groups: list[str], known: frozenset[str] = frozenset()) -> list[list[str]]:
    """Give the phrases of groups of abstracts, each group by its abstracts; words are phrases if they are known names."""
    texts, members = {}, {}
    for number, abstracts in enumerate(groups):
        members[number] = list(range(len(texts), len(texts) + len(abstracts)))
        texts |= {paper: ("", text) for paper, text in zip(members[number], abstracts, strict=True)}
    return list(phrases(members, texts, known).values())


BIRDS = ["We train WingNet for bird song recognition.", "Bird song recognition is hard on ImageNet."]
WHALES = ["Whale tracking by sonar, on ImageNet.", "We train WingNet; whale tracking improves."]


def test_a_group_is_called_by_the_phrases_that_its_papers_share_and_others_do_not() -> None:
    assert named(BIRDS, WHALES) == [["bird song recognition"], ["whale tracking"]]


def test_names_in_capitals_are_no_phrases_but_terms_written_so_now_and_then_are() -> None:
    data = ["We use Bird Song Data.", "On Bird Song Data we win."]
    assert named(data, WHALES)[0] == []
    terms = ["We use Bird Tracking (BT).", "Now bird tracking wins.", "Our bird tracking loses."]
    assert named(terms, WHALES)[0] == ["bird tracking"]
    assert named(["Some Bayesian optimization.", "More Bayesian optimization."], WHALES)[0] == [
        "Bayesian optimization"
    ]


def test_words_of_every_abstract_and_words_that_describe_others_are_none() -> None:
    filler = ["We propose a novel efficient method that is equivariant."] * 3
    assert named(filler, WHALES)[0] == []


def test_a_phrase_of_words_that_say_little_names_no_group() -> None:
    vague = ["A case study of large language models.", "The systematic study asks large language models."]
    assert named(vague, WHALES)[0] == []
    assert named([f"{one} On chess endgames." for one in vague], WHALES)[0] == ["chess endgames"]


def test_a_single_word_names_a_group_only_where_a_quarter_of_its_papers_have_it() -> None:
    seldom = ["We try prompting.", "Prompting, or prompting."] + ["Nothing here."] * 10
    assert named(seldom, WHALES, known=frozenset({"prompting"}))[0] == []
    assert named(seldom[:6], WHALES, known=frozenset({"prompting"}))[0] == ["prompting"]


def test_no_two_groups_have_the_same_phrase_and_number_and_hyphen_do_not_matter() -> None:
    graphs = ["graph neural networks", "a graph neural network"]
    others = ["graph-neural networks and chess", "one graph neural network plays chess"]
    found = named(graphs, others, WHALES, known=frozenset({"chess"}))
    assert found == [["graph neural network"], ["chess"], ["whale tracking"]]


def test_a_phrase_in_titles_tells_more() -> None:
    groups = {0: [1, 2], 1: [3, 4]}
    texts = {1: ("Owl calls", "night sounds, owl calls"), 2: ("Owl calls", "owl calls, night sounds")}
    assert phrases(groups, texts | {3: ("", ""), 4: ("", "")})[0][0] == "owl calls"


def test_one_word_is_a_phrase_only_as_a_known_name() -> None:
    group = ["We listen to singing.", "Much singing here."]
    assert named(group, WHALES)[0] == []
    assert named(group, WHALES, known=frozenset({"singing"}))[0] == ["singing"]


def test_a_second_phrase_is_of_the_papers_of_the_first_and_tells_about_as_much() -> None:
    owls = ["Owl calls and night sounds."] * 3
    apart = ["Owl calls."] * 3 + ["Night sounds."] * 3
    less = ["Owl calls."] * 7 + ["Owl calls and night sounds."] * 3
    assert len(named(owls, WHALES)[0]) == 2
    assert len(named(apart, WHALES)[0]) == len(named(less, WHALES)[0]) == 1


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_any_text_is_read(pairs: list[tuple[str, str]]) -> None:
    found = phrases({0: range(len(pairs))}, dict(enumerate(pairs)))
    assert found == {0: []}  # nothing tells the only group from others
