"""Which lists of authors may be of one paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.authors import agree, alike, first_author, grouped, people, some_missing
from tests.timing import within

LECUN = ("Yann LeCun", "Yoshua Bengio", "Geoffrey Hinton")
GOODFELLOW = ("Ian Goodfellow", "Yoshua Bengio", "Aaron Courville")

lists = st.lists(
    st.sampled_from(["Ada Ara", "B. Bunting", "Bo Bunting", "Cy Crow", "Di Dove", "OpenAI", "E Egret"]),
    max_size=4,
)


@pytest.mark.parametrize(
    ("some", "others"),
    [
        (LECUN, ("LeCun Y", "Bengio Y", "Hinton GE")),
        (LECUN, ("Y. LECUN", "Y. BENGIO", "G. HINTON")),
        (LECUN, ("Yann LeCun",)),
        (LECUN, ("Geoffrey Hinton", "Yoshua Bengio", "Yann LeCun")),
        (LECUN, ("Yann LeCun", "Cy Crow", "Di Dove", "Eve Egret")),
        (LECUN, ()),
        (LECUN, ("others",)),
        (("OpenAI",), ("Josh Achiam", "Steven Adler")),
        (("Gemini Team",), ("Rohan Anil", "Sebastian Borgeaud")),
        (("The ATLAS Collaboration",), ("G. Aad", "B. Abbott")),
        (("Aäron van den Oord",), ("A. Oord",)),
        (("Jürgen Müller",), ("J. Mueller",)),
        (("Jürgen Müller",), ("J Muller",)),
        (("Łukasz Kaiser",), ("Lukasz Kaiser",)),
        (("Søren Ørsted",), ("S. Oersted",)),
        (("Ada Þórsdóttir",), ("A. Thorsdottir",)),
        (("Bo Jæger",), ("B. Jaeger",)),
        (("Pablo Márquez-Neila",), ("P. Marquez",)),
        (("Wei Wang",), ("Wang Wei",)),
        (("Martin Luther King, Jr.",), ("M. L. King",)),
        (("Quoc V. Le",), ("Le QV",)),
        (("Conor O’Brien",), ("C. O'Brien",)),
    ],
)
def test_the_same_people_are_written_in_many_ways(some, others):
    assert alike(people(some), people(others))
    assert alike(people(others), people(some))


@pytest.mark.parametrize(
    ("some", "others"),
    [
        (LECUN, GOODFELLOW),
        (("Leo Breiman",), ("Adele Cutler", "D. Richard Cutler", "John R. Stevens")),
        (("Wei Wang",), ("Wei Zhang",)),
        (("A. van den Oord",), ("B. van den Berg",)),
        (("Ada Ara", "OpenAI"), ("Bo Bunting", "OpenAI")),
    ],
)
def test_other_people_are_told_apart(some, others):
    assert not alike(people(some), people(others))


@given(st.lists(lists, max_size=6), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_lists(given_lists, chance):
    stated = [people(one) for one in given_lists]
    shuffled = list(stated)
    chance.shuffle(shuffled)
    first, second = (
        {frozenset(made[i] for i in one) for one in grouped(made)} for made in (stated, shuffled)
    )
    assert first == second
    named = [one for one in stated if one]
    for i, one in enumerate(named):
        for other in named[:i]:
            if alike(one, other):
                assert any({one, other} <= group for group in first)


@given(st.lists(lists, max_size=6))
def test_papers_of_one_title_whose_authors_differ_have_different_first_authors(given_lists):
    stated = [one for one in given_lists if people(one)]
    groups = grouped([people(one) for one in stated])
    firsts = [{first_author(stated[i]) for i in group} for group in groups]
    assert sum(map(len, firsts)) == len(set().union(*firsts))


def test_papers_agree_where_one_list_of_each_does():
    lecun, goodfellow = people(LECUN), people(GOODFELLOW)
    assert agree([[lecun], [goodfellow, lecun]])
    assert agree([[lecun], []])
    assert not agree([[lecun], [goodfellow]])


def test_a_list_that_is_cut_off_misses_nobody_of_the_whole_one():
    assert not some_missing([people(LECUN), people(LECUN[:1])])
    assert some_missing([people(LECUN), people((*LECUN[:1], "Cy Crow"))])
    assert not some_missing([])


def test_thousands_of_lists_that_share_a_name_are_grouped_quickly():
    with within(5):
        groups = grouped([people((f"Ada First{n}", f"Bo Second{n}", "Wei Wang")) for n in range(20_000)])
    assert len(groups) == 1
