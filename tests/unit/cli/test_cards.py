"""Tests of `kg.cli.cards`."""

from hypothesis import given
from hypothesis import strategies as st

from kg.cli.cards import excerpt


def test_a_short_sentence_is_shown_whole_on_one_line():
    assert excerpt("We train\n on  ImageNet.", "ImageNet") == "We train on ImageNet."


def test_a_long_sentence_is_cut_at_its_end_where_the_name_stands_at_its_beginning():
    assert excerpt("ImageNet " + "word " * 60, "ImageNet", 30) == "ImageNet word word word word…"


@given(st.text("ab ", max_size=80), st.text("ab ", max_size=80), st.integers(20, 60))
def test_the_name_is_always_in_what_is_shown(before, after, longest):
    shown = excerpt(f"{before} Owl-Net 2 {after}", "Owl-Net\n2", longest)
    assert "Owl-Net 2" in shown
    assert len(shown) <= longest


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1), st.integers(20, 60))
def test_no_word_of_what_is_shown_is_broken(words, longest):
    shown = excerpt(" ".join([*words, "GCN", *words]), "GCN", longest)
    assert set(shown.replace("…", " ").split()) <= {*words, "GCN"}
