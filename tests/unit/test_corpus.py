from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import Corpus, Listing
from kg.ids import fold_title
from kg.model import Paper

TITLES = ("Nests: A Survey", "nests — a survey", "On Wings", "On wings!", "???")
ARXIV = ("2401.00001", "2401.00002")
DOIS = ("10.1000/one", "10.1000/two", "10.1000/three")

records = st.builds(
    Paper,
    title=st.sampled_from(TITLES),
    abstract=st.sampled_from(
        ["", "Birds build nests.", "Birds build nests. They sing.", "Wings carry birds."]
    ),
    arxiv_id=st.none() | st.sampled_from(ARXIV),
    doi=st.none() | st.sampled_from(DOIS),
    published=st.sampled_from([None, "2023", "2023-04", "2024-01-02"]),
    authors=st.sampled_from([(), ("Ada Ara",), ("Ada Ara", "Bo Bunting")]),
    keywords=st.lists(st.sampled_from("abc"), unique=True, max_size=2).map(tuple),
    upvotes=st.none() | st.integers(0, 5),
)


def listing(file: str, *papers: Paper, folder: str = "") -> Listing:
    return Listing(file, f"{folder}/{file}", sha256(repr(papers).encode()).hexdigest(), "text", papers)


@st.composite
def corpora(draw: st.DrawFn) -> list[Listing]:
    """Listings at different places; some have the same name, and may have the same content."""
    held = draw(st.lists(st.lists(records, min_size=1, max_size=5), min_size=1, max_size=5))
    return [listing("ab"[n % 2], *papers, folder=f"/{n}") for n, papers in enumerate(held)]


def titles(corpus: Corpus) -> list[str]:
    return [paper.title for paper in corpus.papers()[0]]


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_listings_does_not_matter(given_listings, chance):
    shuffled = list(given_listings)
    chance.shuffle(shuffled)
    assert Corpus().add(shuffled) == Corpus().add(given_listings)


@given(st.lists(records, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(papers, chance):
    shuffled = list(papers)
    chance.shuffle(shuffled)
    first, second = (
        Corpus((Listing("a", "/a", "0", "text", tuple(made)),)).papers() for made in (papers, shuffled)
    )
    assert first == second


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
def test_tables_give_the_corpus_back(given_listings):
    corpus = Corpus().add(given_listings)
    assert Corpus.of(*corpus.tables()) == corpus
    assert Corpus.of(*Corpus().tables()) == Corpus()


@given(corpora())
def test_names_are_unique_and_remove_exactly_their_listing(given_listings):
    corpus = Corpus().add(given_listings)
    names = corpus.names()
    assert len(set(names)) == len(names)
    for name, one in zip(names, corpus.listings, strict=True):
        assert set(corpus.remove([name]).listings) == set(corpus.listings) - {one}


@given(corpora())
@settings(max_examples=300)
def test_every_record_ends_up_in_one_paper_and_no_paper_mixes_identifiers(given_listings):
    corpus = Corpus().add(given_listings)
    papers, _ = corpus.papers()
    assert len({paper.id for paper in papers}) == len(papers)
    assert papers == sorted(papers, key=lambda paper: paper.id)
    stated = [record for one in corpus.listings for record in one.papers]
    assert {paper.arxiv_id for paper in papers} - {None} == {record.arxiv_id for record in stated} - {None}
    assert {fold_title(paper.title) for paper in papers} <= {fold_title(record.title) for record in stated}
    for record in stated:
        if record.arxiv_id:
            assert sum(paper.arxiv_id == record.arxiv_id for paper in papers) == 1


def test_a_file_that_changed_replaces_what_it_held():
    old, new = listing("a.txt", Paper("Old")), listing("a.txt", Paper("New"))
    assert titles(Corpus().add([old]).add([new])) == ["New"]


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


def test_a_paper_knows_all_its_listings():
    corpus = Corpus().add([listing("a", Paper("One")), listing("b", Paper("ONE"))])
    assert [paper.listings for paper in corpus.papers()[0]] == [("a", "b")]


def test_fields_come_from_the_fullest_record_that_has_them():
    short = Paper("One", arxiv_id="2401.00001", upvotes=7, published="2024", keywords=("a",), venue="Nest")
    full = Paper(
        "One", "An abstract.", published="2024-01-15", upvotes=3, keywords=("b", "a"), authors=("Ada Ara",)
    )
    (paper,), _ = Corpus().add([listing("a", short), listing("b", full)]).papers()
    assert paper == Paper(
        "One",
        "An abstract.",
        arxiv_id="2401.00001",
        published="2024-01-15",
        authors=("Ada Ara",),
        venue="Nest",
        keywords=("a", "b"),
        upvotes=7,
        id="paper:arxiv:2401.00001",
        listings=("a", "b"),
    )


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        pytest.param([Paper("T", arxiv_id=ARXIV[0]), Paper("T", arxiv_id=ARXIV[1])], 2, id="two preprints"),
        pytest.param([Paper("T", doi=DOIS[0]), Paper("T", doi=DOIS[1])], 2, id="two published papers"),
        pytest.param(
            [Paper("T", arxiv_id=ARXIV[0]), Paper("T", doi=DOIS[0])], 1, id="preprint and published"
        ),
        pytest.param(
            [Paper("T", arxiv_id=ARXIV[0]), Paper("t!")], 1, id="a title joins the one identified paper"
        ),
        pytest.param(
            [Paper("T", doi=DOIS[0]), Paper("T", doi=DOIS[1]), Paper("T")], 3, id="an ambiguous title"
        ),
        pytest.param([Paper("T", doi=DOIS[0]), Paper("U", doi=DOIS[0])], 1, id="a new title, the same DOI"),
        pytest.param(
            [Paper("T", arxiv_id=a, doi=DOIS[0]) for a in ARXIV]
            + [Paper("T", doi=DOIS[0]), Paper("U", doi=DOIS[0])],
            3,
            id="a DOI that two preprints share",
        ),
        pytest.param(
            [
                Paper("T", arxiv_id=ARXIV[0]),
                Paper("U", arxiv_id=ARXIV[0]),
                Paper("T"),
                Paper("U", arxiv_id=ARXIV[1]),
            ],
            2,
            id="a preprint that changed its title into that of another one",
        ),
        pytest.param(
            [
                Paper("T", arxiv_id=ARXIV[0]),
                Paper("T", doi=DOIS[0]),
                Paper("U", doi=DOIS[0]),
                Paper("U", arxiv_id=ARXIV[1]),
            ],
            3,
            id="a published paper between two preprints",
        ),
    ],
)
def test_which_records_are_one_paper(papers, expected):
    corpus = Corpus().add([listing("a", *papers)])
    assert len(corpus.papers()[0]) == expected


def test_different_abstracts_under_one_title_are_doubtful():
    corpus = Corpus().add(
        [listing("a", Paper("One", "Birds sing.")), listing("b", Paper("One", "Wings carry."))]
    )
    papers, (problem,) = corpus.papers()
    assert len(papers) == 1
    assert str(problem).startswith("a, b: 2 records share the title 'One' but 2 abstracts differ")
    assert not problem.lost


def test_an_abstract_that_is_cut_off_is_not_doubtful():
    corpus = Corpus().add([listing("a", Paper("One", "Birds si"), Paper("One", "Birds sing."))])
    assert corpus.papers()[1] == []


def test_ten_thousand_records_of_one_title_are_one_paper_and_one_problem():
    corpus = Corpus().add([listing("a", *(Paper("One", f"Abstract {n}.") for n in range(10_000)))])
    papers, problems = corpus.papers()
    assert (len(papers), len(problems)) == (1, 1)


def test_an_abstract_that_is_cut_off_is_replaced_by_the_whole_of_it():
    """A record with an arXiv id is fuller than one without, but what it says may be a preview."""
    whole = "Birds build nests. They sing. Code: https://github.com/ada/nests"
    for cut in ("Birds build nests. They…", "Birds build nests. They si...", "Birds  build nests."):
        preview = Paper(title="Nests", abstract=cut, arxiv_id=ARXIV[0])
        (paper,), _ = Corpus((listing("a", preview, Paper(title="Nests", abstract=whole)),)).papers()
        assert (paper.arxiv_id, paper.abstract) == (ARXIV[0], whole)


def test_another_abstract_does_not_replace_that_of_the_fullest_record():
    preprint = Paper(title="Nests", abstract="Birds build nests.", arxiv_id=ARXIV[0])
    other = Paper(title="Nests", abstract="We ask how birds live, and give an answer.")
    (paper,), _ = Corpus((listing("a", preprint, other),)).papers()
    assert paper.abstract == "Birds build nests."
