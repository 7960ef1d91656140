"""Features: what is trained under their names is what is added up."""

import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import candidates
from kg.extract.document import read
from kg.extract.features.enumerations import enumerations
from kg.extract.features.kinds import Features, features, spelled
from kg.extract.roles import introducing
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
    shared = tools()
    text = read(paper, shared.lexicon)
    found = candidates(text, shared.lexicon)
    described = features(text, found, shared.lexicon, enumerations(text, found))
    assert len(described) == len(found) > 3
    for one in described:
        assert any("&" in name for name in one.names())
        assert shared.kinds.features.sums(one) == shared.kinds.features.total(one.names())


@pytest.mark.parametrize("paper", PAPERS)
def test_sums_of_roles_are_those_of_all_named_features(paper: Paper) -> None:
    shared = tools()
    text = read(paper, shared.lexicon)
    found = candidates(text, shared.lexicon)
    for candidate, one in zip(found, features(text, found, shared.lexicon, {}), strict=True):
        spoken = introducing.features(text, candidate.places, one, "dataset")
        assert shared.roles.added(spoken.said, spoken.words) == shared.roles.added(spoken.names())


@pytest.mark.parametrize(
    ("title", "sense"),
    [
        ("Tweebank: A Large Multi-Label Corpus of French Tweets for a Language Model", "data"),
        ("Tweenet: A Simple Model for the Tweets Dataset", "model"),
        ("Tweemath: On Tweets", "None"),
    ],
)
def test_a_title_says_by_its_first_noun_phrase_what_it_names(title: str, sense: str) -> None:
    first = next(iter(_described(title, "").values()))
    assert f"titlehead:is {sense}" in first.found


def test_the_words_on_either_side_speak_as_they_are_written() -> None:
    said = _described("", "We thank those who curated Tweebank under harsh conditions.")["Tweebank"].company
    assert said == {"x-1=curated", "x+1=under"}


def test_a_name_within_a_longer_one_says_so() -> None:
    said = _described("", "We evaluate on TimeBank 1.2 and on Terminal-Bench Pro; TimeBank is older.")
    assert "alsonested" in said["TimeBank"].found
    assert "nested" in said["Terminal-Bench"].found
    assert "starts:dataset:version" in said["TimeBank 1.2"].found
    assert "nested" not in said["TimeBank 1.2"].found


@pytest.mark.parametrize(
    ("abstract", "name", "expected"),
    [
        ("One XRAN and many XRANs.", "XRANs", {"plural", "pluraltoo"}),
        ("There are many XRANs.", "XRANs", {"plural"}),
        ("Sheaf Voting (SV) is sheaf voting.", "Sheaf Voting", {"lowertoo"}),
        ("One XRAN is enough.", "XRAN", set()),
    ],
)
def test_a_name_has_other_forms(abstract: str, name: str, expected: set[str]) -> None:
    said = _described("", abstract)[name].found
    assert said & {"plural", "pluraltoo", "lowertoo"} == expected


def test_words_of_the_next_sentence_say_nothing() -> None:
    said = _described("", "It is fast. Tweebank. We like it.")["Tweebank"].company
    assert said == {"x-1=", "x+1="}


def test_a_name_says_its_words_and_how_it_ends() -> None:
    said = set(spelled("Rank-Stabilized Langevin Sampler"))
    assert {"word=rank", "word=stabilized", "word=langevin", "word=sampler", "end=langevin sampler"} <= said
    assert not [one for one in spelled("Tweebank") if one.startswith("end=")]


def _described(title: str, abstract: str) -> dict[str, Features]:
    """Give the features of the candidates of a paper by their names."""
    shared = tools()
    text = read(Paper(title=title, abstract=abstract), shared.lexicon)
    found = candidates(text, shared.lexicon)
    return {one.written.name: one for one in features(text, found, shared.lexicon, enumerations(text, found))}
