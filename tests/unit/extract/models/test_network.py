"""The network of kinds: it hears the words around a name, is exact, and answers for each candidate alone."""

import numpy as np
import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import candidates
from kg.extract.document import read
from kg.extract.features.enumerations import enumerations
from kg.extract.features.kinds import Features, features
from kg.extract.models import network
from kg.extract.models.linear import Weights, make, packed, packed_rows, shares
from kg.extract.models.network import CLASSES, MOST, Described
from kg.extract.text import groups
from kg.model import Paper

EXACT = 2**24
"""float32 has every whole number below this."""
FEATURES = 500
"""No candidate has so many."""


def _described(title: str, abstract: str) -> Described:
    """Give a paper with its candidates and their features."""
    lexicon = tools().lexicon
    text = read(Paper(title=title, abstract=abstract), lexicon)
    found = candidates(text, lexicon)
    said = features(text, found, lexicon, enumerations(text, found))
    return Described(text, found, said, [network.windows(text, one) for one in found])


def _logits(title: str, abstract: str) -> dict[str, Weights]:
    """Give the logits of the candidates of a paper by one of their folded names."""
    described = _described(title, abstract)
    given = network.logits([described], tools().kinds)
    return {min(one.keys): logits for one, logits in zip(described.found, given, strict=True)}


def test_no_sum_leaves_the_numbers_that_are_exact() -> None:
    shipped = network.load()
    for layer, most in ((shipped.around, float(np.abs(shipped.vectors).max())), (shipped.outer, MOST)):
        for array in (shipped.vectors, layer.weights, layer.biases):
            assert np.array_equal(array, np.round(array))
        assert (np.abs(layer.weights).sum(0) * most + np.abs(layer.biases)).max() < EXACT
    parts = [shipped.features.unpacked(one) for one in shipped.features.weights.values()]
    assert np.abs(parts).max() * FEATURES < EXACT
    assert np.log2(shipped.around.factor).is_integer()
    assert np.log2(shipped.factor).is_integer()


def test_there_is_a_vector_for_each_word_in_a_group_and_for_each_sort_of_other_word() -> None:
    assert len(network.load().vectors) == len(groups.OTHERS) + len(groups.numbers())
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
    chances = shares(CLASSES, _logits("", abstract)["zwick"])
    assert chances[better] > max(chances[worse], 0.3)


def test_words_are_heard_as_well_as_features() -> None:
    _, _, [described], [words] = _described("", "We evaluate our model on Zwick and two other benchmarks.")
    shipped = tools().kinds
    sums, places = [shipped.features.sums(described)], [1]
    heard = shipped.logits(sums, words, places)
    assert heard != shipped.logits(sums, [0] * 2 * network.WINDOW, places)


def test_a_paper_without_candidates_has_no_logits() -> None:
    assert _logits("", "") == {}


def test_logits_do_not_depend_on_what_else_is_asked() -> None:
    one = _described("Zwick: Learning to Sort", "We train Zwick on ImageNet. Zwick beats SortNet.")
    other = _described("Sorting", "We evaluate on Zwick.")
    assert len(one.found) > 2
    assert max(len(found.places) for found in one.found) > 1
    together = network.logits([one, _described("", ""), other], tools().kinds)
    alone = [
        logits
        for paper in (one, other)
        for found, said, words in zip(*paper[1:], strict=True)
        for logits in network.logits([Described(paper.text, [found], [said], [words])], tools().kinds)
    ]
    assert together == alone


def test_sums_hold_negative_weights_beside_others() -> None:
    model = make(("none", "dataset", "unit"), {"bias": [-1, 2, -3], "more": [0.25, -4, 0.001]})
    assert model.added(["bias", "more", "unknown"]) == (-750, -2000, -2999)
    total = model.total(["bias", "more"])
    assert np.frombuffer(model.rows([total, 0]), np.int32).tolist() == [-750, -2000, -2999, 0, 0, 0]


def test_a_table_is_packed_as_its_rows_are() -> None:
    rows = [[-1, 2, -3], [0, 0, 0], [32767, -32768, 1]]
    assert packed_rows(np.array(rows, np.int16)) == [packed(row) for row in rows]


def test_sums_are_those_of_the_features() -> None:
    described: Features
    _, _, [described, *_], _ = _described("", "We like Tweebank.")
    model = make(("none", "dataset"), {name: [0.001, -0.002] for name in described.names()})
    count = len(described.names())
    assert model.unpacked(model.sums(described)) == (count, -2 * count)
