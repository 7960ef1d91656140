import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import RELATIONSHIPS
from kg.link.citations import cites
from kg.model import Paper

ARXIV = Paper("Birds in Graphs", id="paper:a", arxiv_id="2101.00001")
DOI = Paper("Kilns: An Overview", id="paper:d", doi="10.1000/kilns")
BOTH = Paper("Violins", id="paper:v", doi="10.48550/arxiv.2102.00002")


def citing(*references):
    return Paper("A Survey", id="paper:s", references=references)


@pytest.mark.parametrize(
    ("reference", "cited"),
    [
        ("2101.00001", ARXIV),
        ("https://arxiv.org/abs/2101.00001v3", ARXIV),
        ("arXiv:2102.00002", BOTH),
        ("10.1000/KILNS", DOI),
        ("https://doi.org/10.1000/kilns", DOI),
        ("kilns - an  overview", DOI),
        ("https://doi.org/10.48550/arXiv.2101.00001", ARXIV),
    ],
)
def test_a_reference_is_an_identifier_or_a_title(reference, cited):
    assert cites([citing(reference), ARXIV, DOI, BOTH]).rows() == [("paper:s", cited.id)]


@pytest.mark.parametrize("reference", ["2109.99999", "10.1000/other", "Some Other Title", "", "  ", "?!"])
def test_what_is_not_in_the_corpus_is_left_out(reference):
    untitled = Paper("?", id="paper:u")
    assert cites([citing(reference), ARXIV, untitled]).is_empty()


def test_a_title_of_several_papers_cites_none_of_them():
    again = Paper("BIRDS IN GRAPHS", id="paper:b")
    assert cites([citing("Birds in Graphs"), ARXIV, again]).is_empty()


def test_no_paper_cites_itself_and_each_citation_is_there_once():
    own = Paper(
        "Own",
        id="paper:o",
        arxiv_id="2103.00003",
        references=("2103.00003", "Own", "2101.00001", "Birds in Graphs"),
    )
    assert cites([own, ARXIV]).rows() == [("paper:o", "paper:a")]


def test_the_table_has_the_columns_of_the_contract_also_when_empty():
    assert cites([]).columns == list(RELATIONSHIPS["CITES"])


@given(st.permutations([citing("Violins", "2101.00001"), ARXIV, DOI, BOTH]))
def test_the_order_of_papers_has_no_influence(papers):
    assert cites(papers).rows() == [("paper:s", "paper:a"), ("paper:s", "paper:v")]
