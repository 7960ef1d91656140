"""The context network: it hears the words around a name, not the name, and is exact."""

import numpy as np
import pytest

from kg.extract import contexts, groups, tools
from kg.extract.candidates import candidates
from kg.extract.document import read
from kg.model import Paper

EXACT = 2**24
"""float32 has every whole number below this."""


def _odds(title: str, abstract: str) -> dict[str, contexts.Odds]:
    """Give the odds of the candidates of a paper by one of their folded names."""
    text = read(Paper(title=title, abstract=abstract), tools().lexicon)
    found = candidates(text, tools().lexicon)
    return {
        min(one.keys): odds
        for one, odds in zip(found, contexts.odds(text, found, contexts.load()), strict=True)
    }


def test_no_sum_leaves_the_numbers_that_are_exact() -> None:
    network = contexts.load()
    most = float(np.abs(network.vectors).max())
    for weights, biases, _ in network.layers:
        for array in (network.vectors, weights, biases):
            assert np.array_equal(array, np.round(array))
        assert (np.abs(weights).sum(0) * most + np.abs(biases)).max() < EXACT
        most = contexts.MOST
    assert all(np.log2(factor).is_integer() for *_, factor in network.layers[:-1])


def test_there_is_a_vector_for_each_word_in_a_group_and_for_each_sort_of_other_word() -> None:
    assert len(contexts.load().vectors) == len(groups.OTHERS) + len(groups.numbers())
    words = tools().lexicon.words
    rows = {words[word].vector for word in ("the", "ImageNet", "Qqzwick", "QqzWick", "qqzwick", "77,777.5")}
    assert len(rows) == 6
    assert words["\n"].vector == 0


@pytest.mark.parametrize(
    ("abstract", "better", "worse"),
    [
        ("Experiments on the Zwick dataset show that it is accurate.", "dataset", "method"),
        ("We evaluate our model on Zwick and two other benchmarks.", "dataset", "method"),
        ("We propose Zwick, a novel framework that learns from few images.", "method", "dataset"),
        ("It outperforms baselines such as Zwick by a large margin.", "method", "dataset"),
    ],
)
def test_the_words_around_a_name_tell_its_kind(abstract: str, better: str, worse: str) -> None:
    odds = dict(zip(contexts.CLASSES, _odds("", abstract)["zwick"], strict=True))
    assert odds[better] > 0
    assert odds[better] > odds[worse]


def test_the_name_itself_is_not_heard() -> None:
    said = "We evaluate our model on {} and two other benchmarks."
    assert _odds("", said.format("ImageNet"))["imagenet"] == _odds("", said.format("Zwick"))["zwick"]


def test_a_paper_without_candidates_has_no_odds() -> None:
    assert _odds("", "") == {}


def test_odds_do_not_depend_on_what_else_is_asked() -> None:
    text = read(
        Paper(title="Zwick: Learning to Sort", abstract="We train Zwick on ImageNet. Zwick beats SortNet."),
        tools().lexicon,
    )
    found = candidates(text, tools().lexicon)
    assert len(found) > 2
    together = contexts.odds(text, found, contexts.load())
    assert together == [contexts.odds(text, [one], contexts.load())[0] for one in found]
