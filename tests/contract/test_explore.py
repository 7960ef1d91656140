"""Exploring the small graph gives the same on every store."""

import pytest

from kg.errors import KgError, NotFoundError, UsageError
from kg.explore import (
    EntityCard,
    PaperCard,
    authors,
    candidates,
    corrected,
    find,
    path,
    show,
    similar,
    stats,
    understood,
)
from kg.export import facts
from kg.model import TELLING, strongest
from kg.queries import load
from tests.graphs import AWKWARD, BENCHMARK, LONELY, SCAPES, SURVEY, WHALES, WINGNET, small

BIRDS, WHALE_CALLS = "dataset:birdsong-10k", "dataset:whalecalls"
WING, PLUS, GNN = "method:wingnet", "method:wingnet-plus-plus", "method:graph-neural-network"
WING_CODE, SCAPES_CODE = "repo:github.com/ada/wingnet", "repo:gitlab.com/bo/scapes"


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (BENCHMARK, BENCHMARK),
        (WING_CODE, WING_CODE),
        ("2102.00002", WINGNET),
        ("ara2020benchmark", BENCHMARK),
        ("Ara2020Benchmark", BENCHMARK),
        ("https://arxiv.org/abs/2102.00002v2", WINGNET),
        ("10.1000/whales", WHALES),
        ("https://doi.org/10.1000/WHALES", WHALES),
        ("https://github.com/Ada/WingNet.git", WING_CODE),
        ("Ada/WingNet", WING_CODE),
        ("bo/scapes", SCAPES_CODE),
        ("a benchmark of bird-songs!", BENCHMARK),
        ("wingnet", WING),  # the key of a paper as well
        ("  WingNet++ ", PLUS),
        ("gnn", GNN),
        ("Bird song 10k", BIRDS),
        ("WingNet: Hear", WINGNET),
        ("Whale scale", WHALES),
        ("the WingNet", WING),
        ("wingnet model", WING),
        ("The birdsong 10k dataset", BIRDS),
        ("GNN architectures", GNN),
        ("Ara et al. 2021", WINGNET),
        ("(Ara et al., 2021)", WINGNET),
        ("ara 2021a", WINGNET),
    ],
)
def test_what_a_person_types_becomes_the_node_that_is_meant(stored, text, node):
    assert find(stored, text).id == node


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("wignet", "WingNet"),
        ("benchmrk of brids zzzzz", "Benchmark of Birds"),
        ("birdsogn10k", "BirdSong-10K"),
        ("wingnet", None),
        ("zzzzz", None),
        ("xyz", None),
        ("' OR 1=1 //", None),
    ],
)
def test_words_with_typing_errors_become_words_that_are_there(stored, words, meant):
    assert corrected(stored, words) == meant


def test_a_typing_error_is_told_with_what_is_nearest(stored):
    with pytest.raises(NotFoundError, match=r"called 'wignet'; nearest: WingNet"):
        find(stored, "wignet")


@pytest.mark.parametrize(
    "text",
    ["zzzz qqq", "paper:none", "method:", "owner/none", "10.1000/none", "the model", "the", "Ara 1999"],
)
def test_what_is_not_there_is_not_found(stored, text):
    assert candidates(stored, text) == []
    with pytest.raises(NotFoundError):
        find(stored, text)


def test_who_cites_a_paper_that_is_not_there_is_told_of_those_of_its_author(stored):
    with pytest.raises(
        NotFoundError, match=r"^'Ara' is an author; the papers: kg query papers-by-author -p author=Ara$"
    ):
        find(stored, "Ara et al., 1999")


@pytest.mark.parametrize("words", ["wingnet", "birds graphs"])
def test_what_has_all_words_is_told_from_what_has_some(stored, words):
    assert {hit.whole for hit in stored.search(words)} == {True}
    assert {hit.whole for hit in stored.search(f"{words} zzzz")} == {False}


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_finds_who_bears_it_or_fails_in_one_line(stored, text):
    bearers = {"method:hunch", LONELY} if text == AWKWARD[0] else {"method:hunch"}
    assert {node.id for node in candidates(stored, text)} <= bearers
    try:
        assert find(stored, text).id in bearers
    except KgError as error:
        assert len(str(error).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("WingNet", WINGNET),
        ("birdsong10k", BENCHMARK),
        ("ada/wingnet", WINGNET),
        ("soundscapes with", SCAPES),
        ("https://doi.org/10.1000/whales", WHALES),
        ("gnn", None),
        ("zzz", None),
    ],
)
def test_a_paper_of_a_query_may_be_named_by_what_it_introduces(stored, text, paper):
    values, taken = understood(stored, load("cites"), {"paper": text, "limit": 1})
    assert values == {"paper": paper or text, "limit": 1}
    assert taken.keys() == ({"paper"} if paper else set())
    assert not paper or taken["paper"].endswith(f" ({paper})")


@pytest.mark.parametrize("text", ["2102.00002", WINGNET, "wingnet: hearing birds with graphs"])
def test_what_a_paper_states_of_itself_becomes_its_id_without_a_word(stored, text):
    assert understood(stored, load("cites"), {"paper": text}) == ({"paper": WINGNET}, {})


@pytest.mark.parametrize("text", ["", " "])
def test_no_text_means_no_paper(stored, text):
    assert understood(stored, load("cites"), {"paper": text}) == ({"paper": text}, {})


def test_each_of_two_papers_of_a_query_may_be_named_so(stored):
    given = {"paper": "birdsong10k", "otherPaper": "WingNet"}
    values, taken = understood(stored, load("compare-papers"), given)
    assert values == {"paper": BENCHMARK, "otherPaper": WINGNET}
    assert taken.keys() == values.keys()


def test_authors_are_found_by_words_of_their_names(stored):
    assert authors(stored, "ARA, Adá") == ["Ada Ara"]
    assert authors(stored, "c") == ["Cy Coot"]
    assert authors(stored, "nobody") == []


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_name_at_all_is_wrong_usage(stored, text):
    with pytest.raises(UsageError):
        find(stored, text)


def test_the_card_of_a_paper_tells_all_about_it(stored):
    card = show(stored, "2102.00002")
    assert isinstance(card, PaperCard)
    assert (card.node.id, card.node.name, card.node.year) == (
        WINGNET,
        "WingNet: Hearing Birds with Graphs",
        2021,
    )
    assert card.properties["venue"] == "Workshop on Wings"
    assert "doi" not in card.properties
    assert [one.node.id for one in card.introduces] == [WING, WING_CODE]
    assert [one.node.id for one in card.mentions] == [BIRDS, GNN]
    [quote] = card.mentions[0].quotes
    assert quote.sentence[quote.start : quote.end] == quote.surface == "BirdSong-10K"
    assert [(one.node.id, one.score, one.terms) for one in card.nearest] == [
        (SCAPES, 0.9, ("wing",)),
        (BENCHMARK, 0.8, ("birds",)),
        (SURVEY, 0.4, ("machines", "graphs")),
    ]
    assert [(one.node.id, one.via, one.confidence) for one in card.builds_on] == [
        (BENCHMARK, ("BirdSong-10K",), 0.85)
    ]
    assert [one.node.id for one in card.built_on_by] == [SCAPES, WHALES]


def test_the_card_of_a_paper_names_stated_citations_both_ways(stored):
    assert [node.id for node in show(stored, SURVEY).cites] == [BENCHMARK]
    assert [node.id for node in show(stored, BENCHMARK).cited_by] == [SURVEY]


def test_the_card_of_a_method_tells_who_introduces_and_who_uses_it(stored):
    card = show(stored, "wingnet")
    assert isinstance(card, EntityCard)
    assert (card.node.name, card.node.papers, card.node.aliases) == ("WingNet", 3, ("Wing Net",))
    assert [one.node.id for one in card.introduced_by] == [WINGNET]
    assert [one.node.id for one in card.used_by] == [SCAPES, WHALES]
    assert card.used_by[1].quotes[0].sentence.endswith("We test WingNet on it and on BirdSong-10K.")
    assert {one.node.id for one in card.built_on_by} == {SCAPES, WHALES}
    assert all(one.via == ("WingNet",) for one in card.built_on_by)
    assert [node.id for node in card.code] == [WING_CODE]
    # Most papers mention the songs, so that they say little here.
    assert [(one.node.id, one.papers) for one in card.together] == [(WHALE_CALLS, 2), (BIRDS, 3)]


def test_the_card_of_a_thing_counts_who_does_what_with_it(stored):
    for node, roles in (
        (GNN, {"extends": 1, "comparesWith": 2}),
        (BIRDS, {"evaluatesOn": 1}),
        (SCAPES_CODE, {}),
    ):
        card = show(stored, node)
        assert isinstance(card, EntityCard)
        assert card.roles == roles


def test_who_says_what_it_does_with_a_thing_stands_before_who_is_newer_on_the_card_and_the_site(stored):
    roles = [TELLING.index(strongest(one.roles)) for one in show(stored, BIRDS).used_by]
    assert roles == sorted(roles)
    assert len(set(roles)) > 1
    known = facts.gather(stored.graph(), lambda _, node: node)
    for page in facts.things(known):
        users = [one.node.id for one in show(stored, page.link.path).used_by]
        assert users == [one.link.path for one in page.used_by]


def test_the_card_of_a_repository_has_its_address(stored):
    card = show(stored, "ada/wingnet")
    assert card.properties["url"] == "https://github.com/ada/wingnet"
    assert [one.node.id for one in card.introduced_by] == [WINGNET]
    assert [one.node.id for one in card.used_by] == [SURVEY]
    assert card.code == ()


def test_every_node_has_a_card(stored):
    for label, rows in small().nodes.items():
        for node in rows["id"]:
            assert show(stored, node).node.label == label


def test_cards_are_as_long_as_allowed(stored):
    card = show(stored, BIRDS, nearest=1, users=2)
    assert (len(card.together), len(card.introduced_by), len(card.used_by)) == (1, 1, 2)


def test_near_a_paper_are_papers_of_similar_words(stored):
    node, near = similar(stored, "2102.00002", limit=2)
    assert node.id == WINGNET
    assert [(one.node.id, one.score) for one in near] == [(SCAPES, 0.9), (BENCHMARK, 0.8)]


def test_near_anything_else_is_what_the_same_papers_mention(stored):
    node, near = similar(stored, "whalecalls", limit=2)
    assert node.id == WHALE_CALLS
    assert [(one.node.id, one.papers, one.score) for one in near] == [(WING, 2, 0.8165), (BIRDS, 2, 0.7071)]


def steps(found):
    return [(one.start.id, one.type, one.forward, one.end.id) for one in found.steps]


def test_a_path_names_each_step_its_direction_and_the_sentence(stored):
    found = path(stored, "graph neural network", "WingNet++")
    assert steps(found) == [
        (GNN, "MENTIONS", False, WINGNET),
        (WINGNET, "BUILDS_ON", False, SCAPES),
        (SCAPES, "MENTIONS", True, PLUS),
    ]
    assert found.steps[1].role == "extends"
    assert (found.start.id, found.end.id) == (GNN, PLUS)
    first, inferred, last = found.steps
    assert (first.role, first.quote.sentence) == (
        "extends",
        "WingNet is a graph neural network trained on BirdSong-10K.",
    )
    assert inferred.terms == ("WingNet",)
    assert last.role == "introduces"


def test_a_stated_citation_tells_more_than_an_inferred_one_and_that_more_than_likeness(stored):
    assert steps(path(stored, SURVEY, BENCHMARK)) == [(SURVEY, "CITES", True, BENCHMARK)]
    assert steps(path(stored, BENCHMARK, WINGNET)) == [(BENCHMARK, "BUILDS_ON", False, WINGNET)]
    assert [one.type for one in path(stored, SURVEY, WINGNET).steps] == ["MENTIONS", "MENTIONS"]
    with pytest.raises(NotFoundError, match="by what texts and sources state; allow more"):
        path(stored, SURVEY, WINGNET, max_steps=1, similar=False)
    [step] = path(stored, SURVEY, WINGNET, max_steps=1).steps
    assert (step.type, step.terms, step.score) == ("SIMILAR_TO", ("machines", "graphs"), 0.4)


def test_a_thing_hangs_together_with_itself_without_a_step(stored):
    assert path(stored, "wingnet", WING).steps == ()


def test_where_no_path_is_short_enough_nothing_is_found(stored):
    with pytest.raises(NotFoundError, match="no path of at most 6 steps"):
        path(stored, LONELY, WINGNET)
    with pytest.raises(
        NotFoundError,
        match=r"at most 2 steps joins 'graph neural network' \(method:graph-neural-network\) and 'WingNet",
    ):
        path(stored, GNN, "WingNet++", max_steps=2)
    with pytest.raises(UsageError):
        path(stored, GNN, "WingNet++", max_steps=0)


def test_totals_count_what_the_tables_hold(stored):
    graph = small()
    found = stats(stored, top=2)
    assert found.nodes == {label: len(rows) for label, rows in graph.nodes.items()}
    assert found.relationships == {kind: len(rows) for kind, rows in graph.relationships.items()}
    assert sum(number for *_, number in found.roles) == len(graph.relationships["MENTIONS"])
    assert ("Dataset", "introduces", 2) in found.roles
    assert [node.id for node in found.top["Dataset"]] == [BIRDS, WHALE_CALLS]
    assert [node.id for node in found.top["Method"]] == [WING]  # of the others one paper each tells
    assert [node.id for node in found.top["Repo"]] == [WING_CODE]
    assert [node.id for node in found.families] == [GNN]
    assert found.listings == ((AWKWARD[3], 1), ("january.jsonl", 3), ("spring.html", 4))
    coverage = found.coverage
    assert (coverage.papers, coverage.dataset, coverage.method, coverage.repo) == (6, 4, 4, 4)
    assert (coverage.introduces, coverage.dated, coverage.isolated) == (4, 4, 1)
