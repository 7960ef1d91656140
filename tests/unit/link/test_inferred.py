from dataclasses import replace
from itertools import permutations

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import RELATIONSHIPS
from kg.link.inferred import LEAST, builds_on
from tests.timing import within
from tests.unit.link.helpers import begins, edges, inferred, introduces, names, paper


def test_who_mentions_what_another_introduces_builds_on_it():
    found = inferred([paper("a"), paper("b")], [introduces("a", "WingNet"), names("b", "WingNet")])
    assert found.columns == list(RELATIONSHIPS["BUILDS_ON"])
    [(start, end, via, roles, confidence, evidence)] = found.rows()
    assert (start, end, via, roles, confidence) == ("paper:b", "paper:a", ["WingNet"], ["mentions"], 0.81)
    assert orjson.loads(evidence) == [
        {
            "via": "WingNet",
            "entity": "method:wingnet",
            "introduced": {
                "paper": "paper:a",
                "field": "abstract",
                "start": 13,
                "end": 20,
                "sentence": "We introduce WingNet.",
                "surface": "WingNet",
                "rule": "test",
            },
            "mentioned": {
                "paper": "paper:b",
                "field": "abstract",
                "start": 7,
                "end": 14,
                "sentence": "We use WingNet.",
                "surface": "WingNet",
                "rule": "test",
            },
        }
    ]


@pytest.mark.parametrize("kind", ["dataset", "repo"])
def test_datasets_and_repositories_count_as_well(kind):
    mentions = [introduces("a", "BirdThing", kind=kind), names("b", "BirdThing", kind=kind)]
    assert edges([paper("a"), paper("b")], mentions) == [("b", "a")]


def test_a_family_of_methods_that_no_paper_is_known_to_have_founded_does_not_count():
    mentions = [introduces("a", "transformer"), names("b", "transformer", family=True)]
    assert edges([paper("a"), paper("b")], mentions) == []


def test_who_only_mentions_the_same_thing_is_not_joined():
    assert edges([paper("a"), paper("b")], [names("a", "WingNet"), names("b", "WingNet")]) == []


def test_a_paper_does_not_build_on_itself():
    assert edges([paper("a")], [introduces("a", "WingNet"), names("a", "WingNet")]) == []


@pytest.mark.parametrize(
    ("introduced", "mentioned", "allowed"),
    [
        ("2024", "2023", False),
        ("2024-03", "2024-02-28", False),
        ("2024-03-11", "2024-03-10", False),
        ("2023", "2024", True),
        ("2024", "2024-03", True),
        ("2024-03-11", "2024-03", True),
        ("2024-03-11", "2024-03-11", True),
        (None, "1990", True),
        ("2024", None, True),
    ],
)
def test_no_edge_points_to_the_future_at_the_precision_that_both_dates_have(introduced, mentioned, allowed):
    papers = [paper("a", introduced), paper("b", mentioned)]
    found = edges(papers, [introduces("a", "WingNet"), names("b", "WingNet")])
    assert found == ([("b", "a")] if allowed else [])


def test_an_arxiv_identifier_dates_a_paper_that_has_no_date():
    papers = [paper("a", arxiv_id="2403.00001"), paper("b", "2024-02")]
    assert edges(papers, [introduces("a", "WingNet"), names("b", "WingNet")]) == []


def test_of_several_that_introduce_a_thing_the_earliest_counts():
    papers = [
        paper("a", "2020-05"),
        paper("b", "2020"),
        paper("c", "2020-06-01"),
        paper("d", "2019-12"),
        paper("u"),
    ]
    mentions = [*(introduces(key, "WingNet") for key in "abcd"), names("u", "WingNet")]
    assert edges(papers, mentions) == [("u", "d")]


def test_where_dates_do_not_tell_who_was_first_they_share_the_confidence():
    papers = [paper(key) for key in "abu"]
    mentions = [introduces("a", "WingNet"), introduces("b", "WingNet", confidence=0.6), names("u", "WingNet")]
    found = {end: confidence for _, end, _, _, confidence, _ in inferred(papers, mentions).iter_rows()}
    assert found == {"paper:a": round(0.9 * 0.6 * 0.9, 4)}  # the other has 0.6 * 0.4 * 0.9, less than LEAST


def test_a_short_acronym_of_several_undated_papers_gives_no_edge():
    papers = [paper(key) for key in "abu"]
    mentions = [begins("a", "SAM"), begins("b", "SAM"), names("u", "SAM")]
    assert edges(papers, mentions) == []
    assert edges([paper("a", "2020"), paper("b", "2021"), paper("u")], mentions) == [("u", "a")]


def test_several_names_make_one_edge_that_is_more_certain():
    mentions = [introduces("a", "WingNet"), introduces("a", "BirdSet", kind="dataset")]
    mentions += [names("b", "WingNet"), names("b", "BirdSet", kind="dataset")]
    [(*_, via, _, confidence, evidence)] = inferred([paper("a"), paper("b")], mentions).rows()
    assert via == ["BirdSet", "WingNet"]
    assert confidence == round(1 - (1 - 0.81) ** 2, 4)
    assert [one["via"] for one in orjson.loads(evidence)] == via


def test_the_evidence_is_the_most_certain_place_and_of_equals_the_first():
    places = [
        introduces("a", "WingNet"),
        names("b", "WingNet", confidence=0.5, field="title"),
        names("b", "WingNet"),
        names("b", "WingNet", field="code"),
    ]
    [(*_, evidence)] = inferred([paper("a"), paper("b")], places).rows()
    assert orjson.loads(evidence)[0]["mentioned"]["field"] == "abstract"


def test_roles_are_those_of_all_places_and_the_evidence_is_the_place_that_tells_most():
    papers = [paper("a"), paper("b")]
    places = [
        introduces("a", "WingNet"),
        names("b", "WingNet", confidence=0.95),
        names("b", "WingNet", roles=("comparesWith",)),
        names("b", "WingNet", confidence=0.5, roles=("extends",)),
    ]
    [(_, _, _, roles, confidence, evidence)] = inferred(papers, places).rows()
    assert roles == ["comparesWith", "extends"]
    assert confidence == round(0.9 * 0.95, 4)
    assert orjson.loads(evidence)[0]["mentioned"]["roles"] == ["extends"]


def test_what_a_title_names_is_more_than_compared_with():
    compared = names("b", "WingNet", roles=("comparesWith",))
    places = [introduces("a", "WingNet"), compared, names("b", "WingNet", field="title")]
    [(_, _, _, roles, _, evidence)] = inferred([paper("a"), paper("b")], places).rows()
    assert roles == ["comparesWith", "mentions"]
    said = orjson.loads(evidence)[0]["mentioned"]
    assert (said["field"], said.get("roles")) == ("title", None)  # so a card of the thing calls it the same


def test_sentences_are_the_evidence_rather_than_titles_that_say_no_more():
    places = [begins("a", "WingNet", confidence=0.95), introduces("a", "WingNet")]
    places += [names("b", "WingNet", field="title", confidence=0.95), names("b", "WingNet")]
    [(_, _, _, _, confidence, evidence)] = inferred([paper("a"), paper("b")], places).rows()
    [reason] = orjson.loads(evidence)
    assert (reason["introduced"]["field"], reason["mentioned"]["field"]) == ("abstract", "abstract")
    assert confidence == round(0.95 * 0.95, 4)


def test_a_thing_that_is_just_mentioned_stands_beside_the_roles_of_others():
    mentions = [introduces("a", "WingNet"), introduces("a", "BirdSet", kind="dataset")]
    mentions += [names("b", "WingNet"), names("b", "BirdSet", kind="dataset", roles=("evaluatesOn",))]
    [roles] = inferred([paper("a"), paper("b")], mentions)["roles"].to_list()
    assert roles == ["evaluatesOn", "mentions"]


def test_of_two_opposite_edges_the_more_certain_stays_and_of_equals_none():
    mentions = [
        introduces("a", "WingNet"),
        names("b", "WingNet"),
        introduces("b", "TailNet"),
        names("a", "TailNet"),
    ]
    papers = [paper("a"), paper("b")]
    assert edges(papers, mentions) == []
    assert edges(papers, [replace(mentions[0], confidence=0.95), *mentions[1:]]) == [("b", "a")]
    dated = [paper("a", "2024-03-01"), paper("b", "2024-03-02")]
    assert edges(dated, mentions) == [("b", "a")]


def test_a_doubtful_name_alone_gives_no_edge():
    mentions = [introduces("a", "WingNet", confidence=0.5), names("b", "WingNet", confidence=0.5)]
    assert edges([paper("a"), paper("b")], mentions) == []


def test_a_name_that_thousands_mention_and_one_introduces_takes_time_by_their_number_alone():
    papers = [paper(key) for key in range(20_000)]
    mentions = [introduces(0, "WingNet"), *(names(key, "WingNet") for key in range(1, 20_000))]
    with within(10):
        assert len(inferred(papers, mentions)) == 19_999


def test_a_name_that_hundreds_introduce_and_mention_gives_nothing():
    papers = [paper(key) for key in range(3000)]
    mentions = [names(key, "WingNet", "introduces" if key % 2 else "mentions") for key in range(3000)]
    assert edges(papers, mentions) == []


MENTIONS = st.builds(
    names,
    st.sampled_from("abcd"),
    st.sampled_from(["WingNet", "SAM", "BirdSet"]),
    st.sampled_from(["introduces", "mentions"]),
    confidence=st.sampled_from([0.5, 0.8, 1.0]),
    family=st.sampled_from([False, False, False, True]),
)
DATES = st.none() | st.sampled_from(["2023", "2024", "2024-01", "2024-02", "2024-01-05", "2024-01-07"])


@settings(deadline=None)
@given(
    st.lists(DATES, min_size=4, max_size=4), st.lists(MENTIONS, max_size=8), st.randoms(use_true_random=False)
)
def test_edges_are_sound_whatever_the_input_and_its_order(dates, mentions, chance):
    papers = [paper(key, date) for key, date in zip("abcd", dates, strict=True)]
    found = inferred(papers, mentions)
    said = {(one.paper, one.name, one.role) for one in mentions}
    known = {one.id: one.published for one in papers}
    ends = set(found.select("start", "end").iter_rows())
    for start, end, via, roles, confidence, evidence in found.iter_rows():
        assert (end, start) not in ends
        assert start != end
        assert LEAST <= confidence <= 1
        assert roles == ["mentions"]
        assert via == sorted({one["via"] for one in orjson.loads(evidence)})
        for one in orjson.loads(evidence):
            assert (end, one["via"], "introduces") in said
            assert (start, one["via"], "mentions") in said
        if known[start] and known[end]:
            common = min(len(known[start]), len(known[end]))
            assert known[start][:common] >= known[end][:common]
    chance.shuffle(papers)
    chance.shuffle(mentions)
    assert inferred(papers, mentions).equals(found)


def test_no_mentions_give_an_empty_table():
    assert inferred([], []).columns == list(RELATIONSHIPS["BUILDS_ON"])


def test_the_order_of_equal_introductions_has_no_influence():
    papers = [paper(key) for key in "abu"]
    mentions = [introduces("a", "WingNet"), introduces("b", "WingNet"), names("u", "WingNet")]
    first, *others = [inferred(papers, list(order)) for order in permutations(mentions)]
    assert all(first.equals(other) for other in others)


def test_what_others_mention_earlier_is_introduced_elsewhere():
    papers = [paper("a", "2024"), paper("b", "2020"), paper("c", "2025"), paper("d", "2026")]
    mentions = [introduces("a", "WingNet"), *(names(key, "WingNet") for key in "bcd")]
    assert edges(papers, mentions) == []
    assert edges(papers, [one for one in mentions if one.paper != "paper:b"]) == [("c", "a"), ("d", "a")]


def test_names_that_differ_in_capitals_are_of_different_things():
    mentions = [introduces("a", "GRASP"), replace(names("b", "GRASP"), surface="GraSP")]
    assert edges([paper("a"), paper("b")], mentions) == []
    mentions = [introduces("a", "U-Net"), replace(names("b", "U-Net"), surface="UNets")]
    assert edges([paper("a"), paper("b")], mentions) == [("b", "a")]


def test_who_spells_an_acronym_out_builds_on_who_spells_it_alike():
    papers = [paper("a"), paper("b")]
    mentions = [begins("a", "TMM"), names("b", "TMM")]
    long = replace(names("b", "TMM"), surface="Temporal Merging Module", start=30, end=53)
    assert edges(papers, [*mentions, long]) == []
    also = replace(introduces("a", "TMM"), surface="temporal merging modules", start=30, end=54)
    assert edges(papers, [*mentions, long, also]) == [("b", "a")]


def test_a_name_in_capitals_needs_a_common_topic():
    mentions = [begins("a", "LUCID"), names("b", "LUCID")]
    used = paper("b", title="Agents that plan", abstract="We segment organs in volumes with LUCID.")
    assert edges([paper("a", title="LUCID: Segmentation of organs in volumes"), used], mentions) == [
        ("b", "a")
    ]
    assert edges([paper("a", title="LUCID: Drums that listen to singing"), used], mentions) == []


def test_a_plain_word_needs_a_common_topic():
    papers = [
        paper("a", title="Symphony: Learning agents for driving"),
        paper("b", title="Coding of reports", abstract="Symphony reads them."),
        paper("c", title="Driving agents by learning", abstract="We train them with Symphony."),
    ]
    mentions = [begins("a", "Symphony"), names("b", "Symphony"), names("c", "Symphony")]
    assert edges(papers, mentions) == [("c", "a")]


def test_a_plain_name_that_a_third_use_in_one_sense_has_it_for_all():
    papers = [
        paper("a", title="LUCID: Finding organs in scans"),
        paper("z", title="Drums and singing"),
    ]
    papers += [paper(key, title="Finding scans of organs", abstract="We use LUCID.") for key in "bc"]
    papers += [paper(key, title="Drums and singing") for key in "wxyv"]
    mentions = [begins("a", "LUCID"), *(names(key, "LUCID") for key in "bcwxyz")]
    assert edges(papers, mentions) == [(key, "a") for key in "bcwxyz"]
    assert edges(papers, [*mentions, names("v", "LUCID")]) == [("b", "a"), ("c", "a")]
    assert edges(papers, [one for one in mentions if one.paper != "paper:c"]) == [("b", "a")]


def test_names_in_capitals_that_differ_by_a_plural_s_are_compared_whole():
    mentions = [begins("a", "Atlas"), replace(names("b", "Atlas"), surface="ATLAS")]
    title = "Atlas: Provenance of learning models"
    assert edges([paper("a", title=title), paper("b", title=title)], mentions) == []


def test_a_plain_name_needs_a_common_topic_even_where_the_world_knows_it():
    papers = [
        paper("a", title="Hydra: State space models through mixers"),
        paper("b", title="Drums and singing"),
    ]
    mentions = [begins("a", "Hydra", rule="known name"), names("b", "Hydra", rule="known name")]
    assert edges(papers, mentions) == []
    title = "Mixers for models of state"
    assert edges([papers[0], paper("b", title=title)], mentions) == [("b", "a")]
    mentions = [begins("a", "HydraNet", rule="known name"), names("b", "HydraNet", rule="known name")]
    assert edges(papers, mentions) == [("b", "a")]


def test_a_short_name_outside_the_lexicon_needs_a_common_topic():
    papers = [
        paper("a", title="CoMo: Customization of motion in videos"),
        paper("b", title="Drums and singing"),
    ]
    for name in ("CoMo", "Q&A", "OPEn"):
        mentions = [begins("a", name), names("b", name)]
        assert edges(papers, mentions) == []
        known = [replace(one, rule="known name") for one in mentions]
        assert edges(papers, known) == [("b", "a")]


@pytest.mark.parametrize(
    ("introduced", "written", "same"),
    [
        ("MixHop", "mix-hop", False),
        ("GuardAgent", "Guard Agent", False),
        ("Guard-Agent", "GuardAgent", True),
        ("Guard Agent", "guard agent", True),
        ("LLaMA2-Chat", "LLaMA-2 Chat", True),
        ("PENet", "PE-Net", False),
    ],
)
def test_what_is_written_as_words_is_not_the_thing_with_them_in_its_name(introduced, written, same):
    source = replace(begins("a", introduced, rule="known name"), surface=introduced)
    used = names("b", written, rule="known name")
    papers = [paper("a", title=f"{introduced}: Painting of fences"), paper("b", title="Drums")]
    found = builds_on(papers, [source, used], ["method:x"] * 2, {"method:x": introduced})
    assert len(found) == same


def test_a_name_with_a_hyphen_is_that_of_one_word_where_papers_share_a_topic():
    source, used = begins("a", "MambaByte"), names("b", "Mamba-Bytes")
    papers = [paper("a", title="MambaByte: Models of state space without tokens")]
    for title, same in {"Drums and singing": False, "Models of space without state": True}.items():
        given = [*papers, paper("b", title=title)]
        found = builds_on(given, [source, used], ["method:x"] * 2, {"method:x": "MambaByte"})
        assert len(found) == same


def test_a_plain_name_that_many_use_needs_less_of_a_common_topic():
    papers = [paper("a", title="Adam: A method for stochastic optimization")]
    papers += [paper(key, title="A method of drums") for key in "bcd"]
    papers += [paper(key, title="Singing of birds") for key in "efg"]
    mentions = [begins("a", "Adam", rule="known name")]
    mentions += [names(key, "Adam", rule="known name") for key in "bcdef"]
    assert edges(papers, mentions[:-1]) == []
    assert edges(papers, [*mentions, names("g", "Adam", rule="known name")]) == [
        (key, "a") for key in "bcdefg"
    ]


def test_half_the_words_of_a_short_title_are_topic_enough_for_a_known_name():
    papers = [paper("a", title="Pommerman: A playground"), paper("b", title="A playground of birds")]
    mentions = [begins("a", "Pommerman"), names("b", "Pommerman")]
    assert edges(papers, mentions) == []
    assert edges(papers, [replace(one, rule="known name") for one in mentions]) == [("b", "a")]


@pytest.mark.parametrize(
    ("introduced", "mentioned", "joined"),
    [("test", "known name", False), ("known name", "test", True), ("known name", "known name", True)],
)
def test_who_means_the_well_known_thing_builds_on_no_other_of_its_name(introduced, mentioned, joined):
    mentions = [begins("a", "LeafWalker", rule=introduced), names("b", "LeafWalker", rule=mentioned)]
    assert edges([paper("a"), paper("b")], mentions) == ([("b", "a")] if joined else [])
