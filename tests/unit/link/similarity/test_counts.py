"""Tests of words that are cut and weighed: machine code and polars with scipy give the same, which is what regex gives."""

import re

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.link.similarity import counts, few
from kg.link.similarity.vectors import vectors
from kg.link.similarity.words import numbered, stop_words
from kg.model import Paper

WAYS = pytest.mark.parametrize("way", [few, counts], ids=["few", "many"])
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
TRICKY = st.text("ab1-é2 \u0301.Ⅳ\n\x00", max_size=30)
"""Letters, numbers, a mark, hyphens, and what stands between words."""


def cut(way, texts):
    """Give the words of each text as they are written."""
    found = way.cut(pl.Series(texts, dtype=pl.String))
    words = [[] for _ in texts]
    for text, place in zip(found.text.tolist(), found.place.tolist(), strict=True):
        words[text].append(found.written[place])
    return words


@WAYS
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deep nets", ["deep", "nets"]),
        ("u-net, cifar-10 imagenet-1k", ["u-net", "cifar-10", "imagenet-1k"]),
        ("pre-training q-learning", ["pre", "training", "q-learning"]),
        ("3d 3d-scan 12 1-a 2x-ray 4x", ["d-scan", "x-ray"]),
        ("1 3-d-view d-view", ["d-view", "d-view"]),
        ("a b x", []),
        ("the of graph", ["graph"]),
        ("u-net-5", ["u-net"]),
        ("net-5-6 net-5a-7", ["net-5", "net-5a"]),
        ("größe cafe\u0301s", ["größe", "cafe\u0301s"]),
        ("東京 x\u0301", ["東京", "x\u0301"]),
        ("", []),
    ],
)
def test_texts_are_cut_into_words(way, text, words):
    assert cut(way, [text]) == [words]


@WAYS
def test_a_word_never_goes_on_in_the_next_text(way):
    assert cut(way, ["graph", "net", "", "u-", "net", "cifar", "-10", "x", "y"]) == [
        ["graph"],
        ["net"],
        [],
        [],
        ["net"],
        ["cifar"],
        [],
        [],
        [],
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(TRICKY | TEXT, max_size=6))
@example(["1" * 9 + "a", "ab-" * 5, "a-" * 9 + "b1", "\n\n", "ab\n-1"])
def test_both_ways_cut_any_text_alike(texts):
    assert cut(few, texts) == cut(counts, texts)


def test_numbers_that_never_become_a_word_take_no_time():
    assert cut(counts, ["1" * 1_000_000]) == [[]]


@WAYS
def test_different_words_are_counted(way):
    found = way.cut(pl.Series(["nets of nets", "graph nets"]))
    assert dict(zip(found.written, found.times.tolist(), strict=True)) == {"nets": 3, "graph": 1}


@WAYS
def test_stop_words_are_none(way):
    assert all(re.fullmatch("[a-z]{2,}", word) for word in stop_words())
    assert cut(way, [" ".join(stop_words())]) == [[]]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text("ab c1", max_size=12), st.text("ab c1", max_size=30)), max_size=8))
def test_both_ways_weigh_alike(texts):
    papers = [Paper(id=str(n), title=title, abstract=abstract) for n, (title, abstract) in enumerate(texts)]
    words, idf = numbered(papers, few.cut), np.log(np.arange(2.0, len(papers) + 3))
    (keys, columns, squares), (others, more, sums) = (
        way.weighed(words, idf, idf / 2) for way in (few, counts)
    )
    assert keys.tolist() == others.tolist()
    assert columns.toarray() == pytest.approx(more.toarray())
    assert squares == pytest.approx(sums)


@pytest.mark.parametrize("most", [0, few.PAPERS], ids=["many", "few"])
def test_terms_weigh_by_how_often_a_paper_and_how_many_papers_have_them(monkeypatch, most):
    """One word in a title and an abstract, beside words that one paper alone has."""
    monkeypatch.setattr(few, "PAPERS", most)
    papers = [
        Paper(id="1", title="Kilns", abstract="Kilns burn."),
        Paper(id="2", title="", abstract="A kiln"),
    ]
    found = vectors(papers)
    often, rare = np.log(3 / 3) + 1, np.log(3 / 2) + 1  # of two papers two have it, or one
    kilns, burn, pairs = 3 / 5 * often, 1 / 3 * rare, 0.7 / 3 * rare
    assert found.keys.tolist() == [1]
    assert found.words.to_list() == ["burn", "kilns"]
    assert found.matrix.toarray().ravel() == pytest.approx(
        [kilns / np.hypot(kilns, np.hypot(burn, pairs)), 1]
    )
