"""Names for what groups of papers are about."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.export.subjects import names
from tests.graphs import TEXTS


def named(*groups: list[str], things: Sequence[str] = ()) -> list[list[str]]:
    """Give the names of groups of abstracts, each group by its abstracts, which mention the things that are in them."""
    texts, members = {}, {}
    for number, abstracts in enumerate(groups):
        members[number] = list(range(len(texts), len(texts) + len(abstracts)))
        texts |= {paper: ("", text) for paper, text in zip(members[number], abstracts, strict=True)}
    mentions = [
        (paper, one) for paper, (_, text) in texts.items() for one in things if one.lower() in text.lower()
    ]
    return [[name for name, _ in found] for found in names(members, texts, mentions).values()]


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


def test_a_word_that_less_than_a_quarter_of_the_papers_have_yields_to_a_phrase_that_enough_have() -> None:
    seldom = ["We try prompting."] * 4 + ["On chess endgames."] * 3 + ["Nothing here."] * 10
    assert named(seldom, WHALES, things=["prompting"])[0] == ["chess endgames"]
    assert named(seldom[:4], WHALES, things=["prompting"])[0] == ["prompting"]


def test_two_papers_of_more_than_four_name_a_group_only_where_nothing_else_does() -> None:
    owls = ["On owl calls."] * 2
    assert named([*owls, "", "", ""], WHALES)[0] == ["owl calls"]
    assert named([*owls, *["On NestBench."] * 3], WHALES, things=["NestBench"])[0] == ["NestBench"]


def test_what_many_papers_mention_names_their_group_before_a_phrase_of_few() -> None:
    group = ["Our WingNet hears owl calls."] * 3 + ["WingNet."] * 9
    assert named(group, [WHALES[0]] * 9, things=["WingNet"])[0] == ["WingNet"]


def test_a_phrase_and_the_thing_of_that_name_are_one_whose_papers_are_those_of_both() -> None:
    texts = {0: ("", "A wing network."), 1: ("", "Wing networks."), 2: ("", "WN."), 3: ("", "Whales.")}
    found = names({0: [0, 1, 2], 1: [3]}, texts, [(2, "wing network")])
    assert found[0] == [("wing network", 3)]


def test_an_adjective_that_is_a_name_elsewhere_names_no_group() -> None:
    assert named(["It is secure.", "We make it secure."], [*WHALES, "On SECURE."], things=["SECURE"])[0] == []


def test_a_phrase_that_ends_in_what_is_looked_at_is_none() -> None:
    assert named(["An ablation study.", "Ablation studies."], WHALES)[0] == []
    assert named(["Some owl image retrieval.", "Owl image retrieval."], WHALES)[0] == ["owl image retrieval"]


def test_no_two_groups_have_the_same_phrase_and_number_and_hyphen_do_not_matter() -> None:
    graphs = ["graph neural networks", "a graph neural network"]
    others = ["graph-neural networks and chess", "one graph neural network plays chess"]
    found = named(graphs, others, WHALES, things=["chess"])
    assert found == [["graph neural network"], ["chess"], ["whale tracking"]]


def test_a_phrase_in_titles_tells_more() -> None:
    groups = {0: [1, 2], 1: [3, 4]}
    texts = {1: ("Owl calls", "night sounds, owl calls"), 2: ("Owl calls", "owl calls, night sounds")}
    assert names(groups, texts | {3: ("", ""), 4: ("", "")})[0][0] == ("owl calls", 2)


def test_one_word_is_a_phrase_only_as_a_known_name() -> None:
    group = ["We listen to singing.", "Much singing here."]
    assert named(group, WHALES)[0] == []
    assert named(group, WHALES, things=["singing"])[0] == ["singing"]


def test_a_second_phrase_is_of_the_papers_of_the_first_and_tells_about_as_much() -> None:
    owls = ["Owl calls and night sounds."] * 3
    apart = ["Owl calls."] * 3 + ["Night sounds."] * 3
    less = ["Owl calls."] * 7 + ["Owl calls and night sounds."] * 3
    assert len(named(owls, WHALES)[0]) == 2
    assert len(named(apart, WHALES)[0]) == len(named(less, WHALES)[0]) == 1


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_any_text_is_read(pairs: list[tuple[str, str]]) -> None:
    found = names({0: range(len(pairs))}, dict(enumerate(pairs)))
    assert found == {0: []}  # nothing tells the only group from others
