"""Which introductions remain once it is known which names are one."""

from dataclasses import replace

import pytest

from kg.link.introducers import settled
from kg.names.folding import fold_title
from tests.timing import within
from tests.unit.link.helpers import begins, introduces, names, paper

LISTED = {("method", "WingNet"): {fold_title("Why We Fly")}}


def roles(papers, mentions, first=None, entities=None):
    found = settled(papers, mentions, entities or ["method:a"] * len(mentions), first or {})
    assert [replace(one, role="") for one in found] == [replace(one, role="") for one in mentions]
    return [one.role for one in found]


def test_no_paper_but_the_listed_ones_introduces_a_listed_name():
    papers = [paper("a", title="Why we fly"), paper("b"), paper("c")]
    first, other = introduces("a", "WingNet", rule="known name"), begins("b", "WingNets", confidence=0.6)
    used = names("c", "WingNet", rule="known name")
    assert roles(papers, [first, other, used], LISTED) == ["introduces", "mentions", "mentions"]
    assert roles(papers[1:], [other, used], LISTED) == ["mentions", "mentions"]
    assert roles(papers[1:], [other, used]) == ["introduces", "mentions"]
    apart = ["method:a", "method:b"]
    assert roles(papers[1:], [other, used], LISTED, apart) == ["introduces", "mentions"]


def test_what_an_older_paper_has_is_used_by_a_younger_one_unless_its_title_introduces_it():
    older, younger = paper("a", "2019"), paper("b", "2021-04", title="WingNet: Flight")
    mentions = [names("a", "WingNet"), introduces("b", "WingNet")]
    assert roles([older, younger], mentions) == ["mentions", "mentions"]
    assert roles(
        [older, younger], [mentions[0], replace(begins("b", "WingNet"), sentence="WingNet: Flight")]
    ) == [
        "mentions",
        "introduces",
    ]
    known = [replace(one, rule="known name") for one in mentions]
    assert roles([older, younger], known) == ["mentions", "mentions"]


@pytest.mark.parametrize(
    ("date", "other"), [("2021", "2021-04"), (None, "2021"), ("2022", "2021"), ("2020", None)]
)
def test_only_a_paper_that_is_certainly_older_tells(date, other):
    mentions = [names("a", "WingNet"), introduces("b", "WingNet")]
    assert roles([paper("a", date), paper("b", other)], mentions) == ["mentions", "introduces"]


@pytest.mark.parametrize(
    ("author", "spelled", "role"),
    [("A. Wren", True, "mentions"), ("B. Owl", True, "introduces"), ("A. Wren", False, "introduces")],
)
def test_what_papers_without_a_common_author_spell_out_is_introduced_by_a_title_alone(author, spelled, role):
    papers = [paper("a", "2021", authors=("B. Owl",)), paper("b", "2021", authors=(author,))]
    long, rule = "winged network", "defined in the text"
    mine, theirs = introduces("a", long, rule=rule), names("b", long if spelled else "WN", rule=rule)
    assert roles(papers, [mine, theirs]) == [role, "mentions"]
    titled = replace(begins("a", long), sentence="winged network: Flight")
    assert roles(papers, [titled, theirs]) == ["introduces", "mentions"]


def test_of_several_that_introduce_a_thing_none_makes_the_others_younger():
    papers = [paper("a", "2019"), paper("b", "2021")]
    assert roles(papers, [introduces("a", "WingNet"), introduces("b", "WingNet")]) == ["introduces"] * 2


def test_all_places_of_a_paper_have_one_role():
    papers = [paper("a", "2019"), paper("b", "2021")]
    mine = [introduces("b", "WingNet"), replace(introduces("b", "WingNet"), field="title")]
    assert roles(papers, [names("a", "WingNet"), *mine]) == ["mentions"] * 3


def test_a_name_that_thousands_seem_to_introduce_takes_time_by_their_number_alone():
    papers = [paper(f"{at}", f"{2000 + at % 2}") for at in range(30_000)]
    mentions = [(introduces if at % 2 else names)(f"{at}", "WingNet") for at in range(30_000)]
    with within(5):
        assert set(roles(papers, mentions)) == {"mentions"}
