"""Features: what is trained under their names is what is added up."""

import pytest

from kg.extract import tools
from kg.extract.candidates import candidates, read
from kg.extract.enumerations import enumerations
from kg.extract.features import features
from kg.extract.spelling import Followers, occurrences, spellings
from kg.model import Paper

PAPERS = [
    Paper(
        title="Sheaf-Net: Learning on Sheaves",
        abstract="We introduce Sheaf Network (Sheaf-Net), a new graph neural network. On Cora, Citeseer and PubMed datasets "
        "it outperforms GCN and GAT. Sheaf-Net is trained with Adam.",
    ),
    Paper(
        title="A Benchmark of Small Things",
        abstract="We release TinyThings-1K, a large dataset that contains 1,000 images. CIFAR-10/100 and ImageNet are larger.",
    ),
]


@pytest.mark.parametrize("paper", PAPERS)
def test_sums_are_those_of_all_named_features(paper: Paper) -> None:
    shared, text = tools(), read(paper)
    found = candidates(text, shared.lexicon)
    described = list(features(text, found, shared.lexicon, enumerations(text, found)))
    assert len(described) == len(found) > 3
    for one in described:
        assert any("&" in name for name in one.names())
        assert shared.kinds.sums(one) == shared.kinds.added(one.names())


def test_words_that_may_begin_a_name_are_all_that_do() -> None:
    spelt = spellings(["imagenet", "net", "cifar10"])
    keys = ["the", "image", "nets", "of", "cifar", "10", "net"]
    every = list(spelt.find(keys, range(len(keys))))
    firsts = Followers(spelt.openings).firsts(keys, [key in spelt.endings for key in keys])
    assert every == [(1, 3, "imagenet"), (2, 3, "net"), (4, 6, "cifar10"), (6, 7, "net")]
    assert list(spelt.find(keys, firsts)) == every


def test_the_names_that_a_paper_offers_are_found_as_known_ones_are() -> None:
    names = ["imagenet", "net", "nets", "cifar10", "a"]
    keys = [
        "a",
        "image",
        "nets",
        "of",
        "cifar",
        "10",
        "\n",
        "net",
        "s",
        "organet",
        "image",
        "\n",
        "net",
        "as",
        "cifar10s",
    ]
    assert list(occurrences(keys, names)) == list(spellings(names).find(keys, range(len(keys))))
