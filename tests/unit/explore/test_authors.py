"""From what a person types to authors."""

import re
import unicodedata

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.errors import NotFoundError
from kg.explore import authors, find, understood
from kg.explore.authors import _pattern, cited
from kg.graph import Graph
from kg.queries import load
from kg.stores import open_store

NAMES = (
    "Kaiming He",
    "Stephen Hess",
    "Chelsea Finn",
    "Piotr Dollár",
    "Łukasz Kaiser",
    "Ming-Hsuan Yang",
    "Jakob Weiß",
    "Søren Kjærgaard",
    "Ólafur O’Brien",
    "Þór Ara",
    "何恺明",
    "Й. Иванов",
    "김민수 Kim",
    "ＷＡＮＧ 伟",
    "Əli",
    "",
)


BY_YEAR = {
    "paper:3": (["Ann Owl", "Bo Finch"], 2020),
    "paper:4": (["Bo Finch", "Ann Owl"], 2020),
    "paper:5": (["Ann Owl"], 2021),
    **{f"paper:{n}": (["Cy Crane"], 2020) for n in range(10, 16)},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    papers = {
        "id": ["paper:1", "paper:2", *BY_YEAR],
        "title": [
            "Deep Finn Nets of Chelsea",
            "Kaiming He's Rule",
            *(f"Number {one[6:]}" for one in BY_YEAR),
        ],
        "authors": [list(NAMES), ["HE, Kaiming"], *(people for people, _ in BY_YEAR.values())],
        "year": [None, None, *(year for _, year in BY_YEAR.values())],
    }
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(Corpus(), Graph.of({"Paper": pl.DataFrame(papers)}, {}))
        yield opened


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Kaiming He", ["HE, Kaiming", "Kaiming He"]),
        ("He, Kaiming", ["HE, Kaiming", "Kaiming He"]),
        ("he", ["HE, Kaiming", "Kaiming He"]),
        ("hes", ["Stephen Hess"]),
        ("P. Dollar", ["Piotr Dollár"]),
        ("Dolla\u0301r", ["Piotr Dollár"]),
        ("lukasz kaiser", ["Łukasz Kaiser"]),
        ("Kaiser L", ["Łukasz Kaiser"]),
        ("Minghsuan", ["Ming-Hsuan Yang"]),
        ("Ming-Hsuan", ["Ming-Hsuan Yang"]),
        ("weiss", ["Jakob Weiß"]),
        ("Soren Kjaergaard", ["Søren Kjærgaard"]),
        ("thor", ["Þór Ara"]),
        ("olafur o'brien", ["Ólafur O’Brien"]),
        ("何恺明", ["何恺明"]),
        ("иванов", ["Й. Иванов"]),
        ("й", ["Й. Иванов"]),
        ("김민수", ["김민수 Kim"]),
        (unicodedata.normalize("NFD", "김민"), ["김민수 Kim"]),
        ("wang 伟", ["ＷＡＮＧ 伟"]),
        ("伟", ["ＷＡＮＧ 伟"]),
        ("əl", ["Əli"]),
        ("ə", ["Əli"]),
        ("ollar", []),
        ("Kaiming Hess", []),
        (".*", []),
        ("", []),
        ("x" * 1000, []),
    ],
)
def test_an_author_is_found_by_words_in_any_order_without_accents(store, text, meant):
    assert authors(store, text) == meant


def test_an_author_that_a_query_is_asked_for_becomes_the_names_that_papers_write(store):
    asked, he = load("papers-by-author"), {"author": ["HE, Kaiming", "Kaiming He"], "limit": 3}
    assert understood(store, asked, {"author": ["He", "Kaiming"], "limit": 3}) == (he, {})
    assert understood(store, asked, {"author": ["nobody"]}) == ({"author": ["nobody"]}, {})
    assert understood(store, asked, {"author": []}) == ({"author": []}, {})


@pytest.mark.parametrize("text", ["Chelsea Finn", "finn, chelsea", "Dollar", "piotr dollar"])
def test_the_name_of_an_author_is_said_to_be_one(store, text):
    with pytest.raises(
        NotFoundError, match=rf"^'{text}' is an author; the papers: kg query papers-by-author"
    ):
        find(store, text)


def test_what_has_the_name_of_an_author_in_it_is_found_by_its_own_name(store):
    assert find(store, "kaiming he's rule").id == "paper:2"
    assert find(store, "finn").id == "paper:1"


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("Owl 2020", ["paper:3"]),
        ("owl et al. (2020)", ["paper:3"]),
        ("Finch and Owl, 2020", ["paper:4"]),
        ("Owl, Ann 2021", ["paper:5"]),
        ("Owl & Finch 2021", []),
        ("Ow 2020", []),
        ("Owl", []),
        ("2020", []),
        ("Crane 2020", [f"paper:{n}" for n in range(10, 16)]),
    ],
)
def test_authors_and_a_year_name_papers_those_of_the_first_author_before_others(store, text, papers):
    assert cited(store, text) == papers


def test_authors_and_a_year_that_many_papers_have_name_none_of_them(store):
    with pytest.raises(NotFoundError, match=r"^'Crane' is an author; the papers:"):
        find(store, "Crane 2020")


def test_a_name_in_another_script_asks_the_store_for_no_names_in_ascii_alone():
    pattern = re.compile(_pattern("何恺明"))
    assert [name for name in NAMES if pattern.fullmatch(name)] == [n for n in NAMES if not n.isascii()]
