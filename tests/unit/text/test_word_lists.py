"""Lists of words, and the plural of words."""

from importlib.resources import files
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.similarity.words import is_filler
from kg.text.word_lists import listed, singular

LISTS = ("function", "research", "prose", "general", "trade", "foreign")


def test_a_word_is_in_one_list():
    for one, other in combinations(LISTS, 2):
        assert not listed(one) & listed(other)


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_sorted_and_say_what_they_hold(name):
    first, *rest = (files("kg.text") / "word_lists" / f"{name}.txt").read_text("utf-8").splitlines()
    assert first.startswith("# ")
    assert rest == sorted(set(rest))
    assert all(word.isalpha() and word.islower() for word in rest)


@pytest.mark.parametrize("name", ["prose", "general", "trade"])
def test_lists_in_the_singular_are_found_by_it(name):
    assert all(singular(word) == word for word in listed(name))


@given(st.lists(st.from_regex(r"[a-z]{1,8}(?:s|es|ies|ss|ses)?", fullmatch=True), min_size=1))
def test_terms_lose_their_plural_as_words_do(terms):
    filler = listed("prose", "general")
    assert is_filler(pl.Series(terms)).tolist() == [singular(term) in filler for term in terms]
