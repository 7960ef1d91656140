"""Adding and removing listings: neither order nor history shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import Corpus, Listing
from kg.errors import UsageError
from kg.model import KnownName, NameList, Paper
from tests.unit.corpus.making import corpora, listing, records


def titles(corpus: Corpus) -> list[str]:
    return [paper.title for paper in corpus.papers()[0]]


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_listings_does_not_matter(given_listings, chance):
    shuffled = list(given_listings)
    chance.shuffle(shuffled)
    assert Corpus().add(shuffled) == Corpus().add(given_listings)


@given(corpora(), st.integers(0, 5))
def test_adding_in_steps_gives_what_adding_at_once_gives(given_listings, cut):
    assert Corpus().add(given_listings[:cut]).add(given_listings[cut:]) == Corpus().add(given_listings)


@given(corpora())
def test_adding_twice_is_adding_once(given_listings):
    corpus = Corpus().add(given_listings)
    assert corpus.add(given_listings) == corpus


@given(corpora(), records)
def test_removing_undoes_adding(given_listings, paper):
    before = Corpus().add(given_listings)
    after = before.add([listing("new", paper, folder="/elsewhere")])
    assert after.remove(["new"]) == before


@given(corpora())
def test_names_are_unique_and_remove_exactly_their_listing(given_listings):
    corpus = Corpus().add(given_listings)
    names = corpus.names()
    assert len(set(names)) == len(names)
    for name, one in zip(names, corpus.listings, strict=True):
        assert set(corpus.remove([name]).listings) == set(corpus.listings) - {one}


def test_a_file_that_changed_replaces_what_it_held():
    old, new = listing("a.txt", Paper("Old")), listing("a.txt", Paper("New"))
    assert titles(Corpus().add([old]).add([new])) == ["New"]


copies = st.builds(
    lambda folder, title: listing("x.csv", Paper(title), folder=folder),
    st.sampled_from("abc"),
    st.sampled_from("XYZ"),
)


@given(st.lists(copies, max_size=4), st.lists(copies, unique_by=lambda one: one.source), st.randoms())
def test_files_that_changed_replace_what_they_held_in_any_order(held, changed, chance):
    before = Corpus().add(held)
    shuffled = list(changed)
    chance.shuffle(shuffled)
    after = before.add(changed)
    assert before.add(shuffled) == after
    assert set(titles(after)) >= {one.papers[0].title for one in changed}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("known", [slice(1), slice(2)], ids=["one place is known", "both are"])
def test_a_file_that_changed_takes_nothing_from_its_copy(order, known):
    first, second = (listing("x.csv", Paper("Old"), folder=folder) for folder in ("/1", "/2"))
    new = listing("x.csv", Paper("New"), folder="/1")
    before = Corpus().add([first, second][known])
    assert sorted(titles(before.add([new, second][::order]))) == ["New", "Old"]


def test_a_listing_goes_with_the_last_file_that_holds_it():
    old, new = (
        [listing("x.csv", Paper(title), folder=one) for one in ("/1", "/2")] for title in ("Old", "New")
    )
    corpus = Corpus().add(old).add(new[:1])
    assert sorted(titles(corpus)) == ["New", "Old"]
    corpus = corpus.add(new[1:])
    assert titles(corpus) == ["New"]
    assert corpus.listings[0].sources == ("/1/x.csv", "/2/x.csv")


def test_two_lexicons_of_one_name_are_refused():
    first, second = (NameList("names.tsv", "tsv", (KnownName(name, "method"),)) for name in ("One", "Two"))
    with pytest.raises(UsageError, match=r"two different lexicons are called names\.tsv; rename one"):
        Corpus().know([first, second])
    assert Corpus().know([first, first]).know([second]).lexicons == (second,)


def test_standard_input_never_replaces_anything():
    first = Listing("stdin", "-", "1", "text", (Paper("One"),))
    second = Listing("stdin", "-", "2", "text", (Paper("Two"),))
    assert len(Corpus().add([first]).add([second]).listings) == 2


def test_a_copy_elsewhere_adds_nothing():
    here, there = (
        listing("a.txt", Paper("One"), folder="/here"),
        listing("a.txt", Paper("One"), folder="/there"),
    )
    assert Corpus().add([here]).add([there]) == Corpus().add([there]).add([here])
    assert len(Corpus().add([here, there]).listings) == 1


def test_reading_the_same_bytes_better_replaces_the_records():
    before = listing("a.txt", Paper("One"))
    after = replace(before, papers=(Paper("One", "With its abstract."),))
    assert Corpus().add([before]).add([after]).listings == (after,)


def test_a_listing_without_papers_changes_nothing():
    before = Corpus().add([listing("a.txt", Paper("One"))])
    assert before.add([listing("a.txt")]) == before


def test_listings_of_one_name_are_told_apart_by_content():
    corpus = Corpus().add(listing("march 2.5.html", Paper(title)) for title in ("One", "Two"))
    assert corpus.names() == ["march 2.5.html"]
    corpus = Corpus().add(listing("march 2.5.html", Paper(title), folder=title) for title in ("One", "Two"))
    first, second = corpus.names()
    assert first.startswith("march 2.5~")
    assert first.endswith(".html")
    assert first != second


@given(corpora(), st.data())
def test_what_is_beyond_another_corpus_is_what_it_would_have_to_add(given_listings, data):
    whole = Corpus().add(given_listings)
    part = Corpus().add(data.draw(st.lists(st.sampled_from(given_listings), unique=True)))
    assert part.beyond(whole) == ()
    left = whole.remove(whole.beyond(part))
    assert [(one.file, one.digest) for one in left.listings] == [
        (one.file, one.digest) for one in part.listings
    ]
