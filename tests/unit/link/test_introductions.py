"""Which papers count as the first to have a thing: by their titles, their wording, and what is known."""

import json
from dataclasses import replace

import pytest

from kg.link.inferred import builds_on
from kg.names.folding import fold_title
from tests.unit.link.helpers import begins, edges, edges_of, introduces, names, paper


def test_a_well_known_name_is_introduced_by_whose_title_begins_with_it():
    papers = [paper("a"), paper("b")]
    mentions = [introduces("a", "WingNet", rule="known name"), names("b", "WingNet", rule="known name")]
    assert edges(papers, mentions) == []
    assert edges(papers, [replace(mentions[0], field="title", start=0, end=7), mentions[1]]) == [("b", "a")]


def test_a_name_is_introduced_at_the_beginning_of_a_title_or_in_plain_words():
    used = names("b", "WingNet")
    for sentence, allowed in {
        "We propose a novel network, WingNet.": True,
        "A network called WingNet is the answer.": True,
        "We propose a pipeline of steps that combines many things with WingNet.": False,
        "Three frameworks are compared: WingNet.": False,
        "We propose using the WingNet.": False,
        "Filters are presented and described in WingNet.": False,
        "We present in this paper WingNet.": True,
        "The well-known network, called WingNet, flies.": False,
        "We explore the newly introduced WingNet.": False,
        "To mend existing kites, we propose WingNet.": True,
        "A plugin for existing kites, termed WingNet, flies.": True,
    }.items():
        start = sentence.index("WingNet")
        source = replace(introduces("a", "WingNet"), sentence=sentence, start=start, end=start + 7)
        assert edges([paper("a"), paper("b")], [source, used]) == ([("b", "a")] if allowed else []), sentence
    late = replace(introduces("a", "WingNet"), field="title", start=30, end=37)
    assert edges([paper("a"), paper("b")], [late, used]) == []


@pytest.mark.parametrize(
    ("sentence", "introduced"),
    [
        ("We propose the Stochastic Wing Ascent (SWA).", True),
        ("We propose a very fast Stochastic Wing Ascent (SWA).", False),
        ("We propose a network called Stochastic Wing Ascent (SWA).", True),
    ],
)
def test_one_of_a_kind_that_is_spelled_out_is_not_the_first(sentence, introduced):
    start = sentence.index("Stochastic")
    source = replace(introduces("a", "Stochastic Wing Ascent"), sentence=sentence, start=start)
    found = edges([paper("a"), paper("b")], [source, names("b", "Stochastic Wing Ascent")])
    assert found == ([("b", "a")] if introduced else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "We propose a measure called the LUCID score.",
        "The LUCID (Layered Understanding of Cells in Depth) protocol helps.",
    ],
)
def test_who_gives_a_plain_name_to_a_thing_of_its_own_builds_on_nobody(sentence):
    start = sentence.index("LUCID")
    used = replace(names("b", "LUCID"), sentence=sentence, start=start, end=start + 5)
    source = paper("a", title="LUCID: Finding organs in scans")
    mentions = [begins("a", "LUCID"), used]
    assert edges([source, paper("b", title="Finding scans of organs", abstract=sentence)], mentions) == []


def test_who_begins_a_title_with_a_plain_name_gives_it_anew():
    papers = [paper("a", title="LUCID: Finding organs in scans")]
    mentions = [begins("a", "LUCID"), names("b", "LUCID")]
    assert edges([*papers, paper("b", title="LUCID for finding scans of organs")], mentions) == []
    assert edges([*papers, paper("b", title="Finding scans of organs with LUCID")], mentions) == [("b", "a")]


@pytest.mark.parametrize(
    ("title", "introduced"),
    [
        ("WingNet", True),
        ("WingNet: Learning to fly", True),
        ("The WingNet (WN) – Learning to fly", True),
        ("WingNet Technical Report", True),
        ("WingNet and TailNet: Networks of birds", True),
        ("The WingNet Dataset", True),
        ("WingNet for object recognition", False),
        ("WingNet More Reliable than Kites: A Case Study on Birds", False),
        ("WingNet in a bird-house: a new use", False),
        ("WingNet: SWOT Analysis of a Model of Flight", False),
        ("WingNet: A Comprehensive Survey of Models of Flight", False),
        ("WingNet: Overview of the Task", True),
    ],
)
def test_a_title_that_goes_on_after_a_name_is_of_a_use_of_it(title, introduced):
    source = introduces("a", "WingNet", rule="known name", field="title")
    start = title.index("WingNet")
    source = replace(source, start=start, end=start + 7, sentence=title)
    used = names("b", "WingNet", rule="known name")
    assert edges([paper("a", title=title), paper("b")], [source, used]) == (
        [("b", "a")] if introduced else []
    )


@pytest.mark.parametrize(
    ("sentence", "introduced"),
    [
        ("We propose WingNet, a network that flies.", True),
        ("Our novel WingNet flies.", True),
        ("Our method, WingNet, flies.", True),
        ("We propose a novel WingNet framework.", False),
        ("We propose a WingNet-like network.", False),
        ("We propose a novel WingNet (WN) framework.", True),
        ("We help the community by providing WingNet.", True),
        ("We propose an extension of the WingNet framework.", False),
        ("The main advantage of the proposed WingNet is its weight.", False),
        ("We describe birds, using a technique called WingNet.", False),
        ("We describe birds, using a novel technique called WingNet.", True),
    ],
)
def test_a_title_that_goes_on_after_a_name_needs_plain_words_in_the_abstract(sentence, introduced):
    title = "WingNet for object recognition"
    source = introduces("a", "WingNet", rule="known name", field="title")
    source = replace(source, start=0, end=7, sentence=title)
    start = sentence.index("WingNet")
    said = replace(introduces("a", "WingNet"), sentence=sentence, start=start, end=start + 7, confidence=0.8)
    papers = [paper("a", title=title, abstract=sentence), paper("b")]
    found = edges(papers, [source, said, names("b", "WingNet", rule="known name")])
    assert found == ([("b", "a")] if introduced else [])


def test_what_is_not_in_a_title_alone_is_introduced_where_nobody_has_mentioned_it_before():
    title = "WingNet for object recognition"
    source = introduces("a", "WingNet", rule="known name", field="title")
    source = replace(source, start=0, end=7, sentence=title)
    mentions = [source, introduces("a", "WingNet", confidence=0.8)]
    mentions += [names(key, "WingNet", rule="known name") for key in "bcdefghijklm"]
    papers = [paper("a", "2024", title=title), *(paper(key, "2025") for key in "bcdefghijklm")]
    assert len(edges(papers, mentions)) == 12
    assert edges([*papers[:-1], paper("m", "2023")], mentions) == []


def test_the_title_of_a_known_name_in_other_capitals_needs_a_common_topic():
    papers = [paper("a", title="TABNet: Augmenting segmentation"), paper("b", title="Drums")]
    source = replace(begins("a", "TABNet", rule="known name"), name="TabNet")
    used = [names(key, "TabNet", rule="known name") for key in "bc"]
    assert edges([*papers, paper("c", title="Singing")], [source, *used]) == []


def test_the_paper_that_is_known_to_be_the_first_needs_no_wording_and_no_topic():
    first = paper("first", title="Why Trust It?")
    papers = [first, paper("user", title="Of Whales"), paper("other", title="LIME for Whales")]
    mentions = [
        introduces("first", "LIME", rule="known name"),
        names("user", "LIME", rule="known name"),
        begins("other", "LIME", rule="known name"),
    ]
    entities = ["method:lime"] * 3, {"method:lime": "LIME"}
    assert edges_of(builds_on(papers, mentions, *entities)) == [("user", "other")]
    found = builds_on(papers, mentions, *entities, {("method", "LIME"): {fold_title(first.title)}})
    assert edges_of(found) == [("user", "first")]


@pytest.mark.parametrize(
    ("title", "founds"), [("Simple Wing Ensembles", True), ("How to Fly with Many Models", False)]
)
def test_a_family_is_built_on_where_the_paper_that_founded_it_named_it_in_its_title(title, founds):
    papers = [paper("first", title=title), paper("user"), paper("other", title="Wing ensemble: Again")]
    field = "title" if founds else "abstract"
    mentions = [
        introduces("first", "wing ensemble", rule="known name", field=field, family=True),
        names("user", "wing ensemble", rule="known name", family=True),
        begins("other", "wing ensemble"),
    ]
    entities = ["method:wing-ensemble"] * 3, {"method:wing-ensemble": "wing ensemble"}
    assert edges_of(builds_on(papers, mentions, *entities)) == []
    found = builds_on(papers, mentions, *entities, {("family", "wing ensemble"): {fold_title(title)}})
    assert edges_of(found) == ([("user", "first")] if founds else [])


def test_a_listed_paper_that_lacks_the_name_is_built_on_with_its_title_as_evidence():
    title = "Why Trust It?"
    papers = [paper("first", title=title), paper("user"), paper("namesake", title="On LIMEs")]
    source = replace(
        introduces("first", "LIME", rule="listed title"),
        field="title",
        start=0,
        end=len(title),
        surface=title,
        sentence=title,
    )
    mentions = [source, names("user", "LIME", rule="known name"), names("namesake", "LIME")]
    listed = {("method", "LIME"): {fold_title(title)}}
    found = builds_on(papers, mentions, ["method:lime"] * 3, {"method:lime": "LIME"}, listed)
    assert edges_of(found) == [("user", "first")]
    (record,) = json.loads(found["evidence"][0])
    assert (record["introduced"]["field"], record["introduced"]["surface"]) == ("title", title)
    spelled = replace(mentions[1], surface="local explanations", start=30, end=48)
    found = builds_on(papers, [*mentions, spelled], ["method:lime"] * 4, {"method:lime": "LIME"}, listed)
    assert edges_of(found) == [("user", "first")]
    listed = {("family", "LIME"): {fold_title(title)}}
    families = [replace(one, family=True) for one in mentions]
    assert edges_of(builds_on(papers, families, ["method:lime"] * 3, {"method:lime": "LIME"}, listed)) == []


def test_a_paper_whose_title_explains_a_name_does_not_mean_the_thing_of_another_paper():
    titled = replace(names("b", "WingNet", field="title"), start=0, end=7, sentence="WingNet: Wings in Nets")
    assert edges([paper("a"), paper("b")], [introduces("a", "WingNet"), titled]) == []
