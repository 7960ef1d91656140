"""Which records are one paper, and what it then says."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import Corpus, Listing
from kg.model import Paper
from kg.names.folding import fold_title
from tests.unit.corpus.making import ARXIV, DOIS, corpora, listing, records


@given(st.lists(records, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(papers, chance):
    shuffled = list(papers)
    chance.shuffle(shuffled)
    first, second = (
        Corpus((Listing("a", "/a", "0", "text", tuple(made)),)).papers() for made in (papers, shuffled)
    )
    assert first == second


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


LECUN = Paper(
    "Deep learning",
    doi="10.1038/nature14539",
    published="2015-05-28",
    authors=("Yann LeCun", "Yoshua Bengio", "Geoffrey Hinton"),
)
GOODFELLOW = Paper(
    "Deep Learning", published="2016", authors=("Ian Goodfellow", "Yoshua Bengio", "Aaron Courville")
)
BREIMAN = Paper("Random Forests", doi="10.1023/a:1010933404324", published="2001", authors=("Leo Breiman",))
CUTLER = Paper(
    "Random Forests",
    published="2012",
    venue="Ensemble Machine Learning",
    authors=("Adele Cutler", "D. R. Cutler"),
)


def ids(*papers: Paper) -> set[str]:
    return {paper.id for paper in Corpus().add([listing("a", *papers)]).papers()[0]}


@pytest.mark.parametrize(("article", "other"), [(LECUN, GOODFELLOW), (BREIMAN, CUTLER)])
def test_two_works_of_one_title_and_other_authors_are_two_papers(article, other):
    corpus = Corpus().add([listing("a", article), listing("b", other)])
    papers, problems = corpus.papers()
    kept = {(paper.doi, paper.published, paper.venue, paper.authors) for paper in papers}
    assert kept == {(one.doi, one.published, one.venue, one.authors) for one in (article, other)}
    assert problems == []


def test_a_paper_with_a_doi_keeps_its_id_beside_another_work_of_its_title():
    assert ids(LECUN) < ids(LECUN, GOODFELLOW)
    assert ids(GOODFELLOW) == ids(LECUN)  # the id of the title, where nothing else has it


def test_two_works_of_one_title_without_identifiers_are_told_apart_by_their_first_authors():
    plain = Paper("Random Forests", authors=("L. Breiman",))
    two = ids(plain, CUTLER)
    assert len(two) == 2
    assert two == ids(CUTLER, plain, Paper("Random forests!", authors=("Leo Breiman", "others")))
    assert ids(BREIMAN, CUTLER) & two  # Cutler's is the same beside either


def test_what_names_no_authors_joins_the_one_identified_paper_of_its_title():
    unnamed = Paper("Random forests", "An abstract.")
    papers = Corpus().add([listing("a", BREIMAN, CUTLER, unnamed)]).papers()[0]
    assert {(paper.doi, paper.abstract) for paper in papers} == {(BREIMAN.doi, "An abstract."), (None, "")}


def test_what_names_no_authors_joins_neither_of_two_works_without_identifiers():
    papers = ids(Paper("T", authors=("Ada Ara",)), Paper("T", authors=("Bo Bunting",)), Paper("T"))
    assert len(papers) == 3


def test_authors_tell_which_of_two_identified_papers_a_record_is():
    other = Paper("Random Forests", doi="10.1000/cutler", authors=CUTLER.authors)
    papers = Corpus().add([listing("a", BREIMAN, other, CUTLER)]).papers()[0]
    assert {(paper.doi, paper.venue) for paper in papers} == {(BREIMAN.doi, None), (other.doi, CUTLER.venue)}


def test_a_preprint_of_other_authors_is_no_edition_of_a_published_paper():
    assert len(ids(BREIMAN, Paper("Random forests", arxiv_id=ARXIV[0], authors=("Ada Ara",)))) == 2
    assert len(ids(BREIMAN, Paper("Random forests", arxiv_id=ARXIV[0], authors=("L. Breiman",)))) == 1


def test_years_and_authors_that_differ_are_doubtful():
    article = Paper("On Nests", doi=DOIS[0], published="2001", authors=("Ada Ara", "Bo Bunting"))
    book = Paper("On nests", published="2012", authors=("Ada Ara", "Cy Crow"))
    (paper,), (problem,) = Corpus().add([listing("a", article, book)]).papers()
    assert paper.published == "2001"
    assert "years (2001, 2012) and authors differ" in str(problem)
    for sure in (
        replace(book, doi=DOIS[0]),
        replace(book, published="2003"),
        replace(book, authors=("A. Ara",)),
    ):
        assert Corpus().add([listing("a", article, sure)]).papers()[1] == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2017", "2023-08"], "2017"),
        (["2017-06", "2017"], "2017-06"),
        (["2017-06-12", "2017-06", "2017-07-01"], "2017-06-12"),
        (["2018", "2017-06", None], "2017-06"),
    ],
)
def test_the_earliest_date_counts_and_among_equal_ones_the_fullest(dates, expected):
    read = [Paper("T", arxiv_id=ARXIV[0], published=date) for date in dates]
    (paper,), _ = Corpus().add([listing("a", *read)]).papers()
    assert paper.published == expected


def test_a_paper_is_cited_by_the_key_of_the_fullest_record_that_has_one():
    preprint, published = (
        Paper("One", citation_key="ara2019"),
        Paper("One", doi=DOIS[0], citation_key="ara2020"),
    )
    page = Paper("One", "Birds sing.", arxiv_id=ARXIV[0], doi=DOIS[0])
    for order in permutations([preprint, published, page]):
        (paper,), _ = Corpus().add([listing("a", *order)]).papers()
        assert paper.citation_key == "ara2020"


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
