"""Which long forms are one, and which acronyms the lexicon does not mean."""

import pytest

from kg.extract import extract, tools
from kg.extract.lexicon.long_forms import alike
from kg.model import KNOWN_NAME, Paper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Graph Convolutional Network", "graph convolution networks"),
        ("multilayer perceptron", "Multi-Layer Perceptrons"),
        ("knowledge graph embedding", "KG embedding"),
        ("One-Class SVM", "One-Class Support Vector Machines"),
        ("Markov Chain Monte Carlo", "Monte Carlo Markov Chain"),
        ("Hidden Markov Model", "Hidden Marlcov Models"),
        ("Long Short-Term Memory", "long short-term memory artificial neural network"),
        ("conformal prediction", "conformal predictors"),
    ],
)
def test_long_forms_of_one_thing(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("decision tree", "Decision Transformers"),
        ("Graph Attention Network", "Graph Attention Transformer"),
        ("vision foundation model", "Video Foundation Models"),
        ("Contrastive Predictive Coding", "Collective Predictive Coding"),
        ("deep reinforcement learning", "distributional reinforcement learning"),
    ],
)
def test_long_forms_of_two_things(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        (
            "Looking once",
            "We propose Video-in-the-Loop (ViTL), a framework. ViTL beats all baselines.",
            "ViTL",
        ),
        ("Fewer spots", "We propose a Lightweight and Efficient Network (LENet). LENet is fast.", "LENet"),
        ("SUGAR: A Sweeter Spot for Unlearning", "SUGAR removes what it learned. SUGAR is simple.", "SUGAR"),
    ],
)
def test_a_coined_name_that_resembles_a_known_one_is_new(title: str, abstract: str, name: str) -> None:
    found = {one.name: one.rule for one in extract([Paper(title, abstract, id="paper:a")])}
    assert found[name] != KNOWN_NAME


def test_the_plural_of_an_acronym_means_what_the_paper_spells_out() -> None:
    text = "We study feature transformation (FT) and graph propagation (GP). Layers replicate FTs and GPs of the network."
    names = {one.name for one in extract([Paper("Layers", text, id="paper:a")])}
    assert "Gaussian process" not in names


def test_a_known_name_may_be_written_with_greek_letters_spelt_out() -> None:
    known = tools().lexicon.get("ε-VAE")
    assert known
    assert all(one.is_spelled("epsilon-VAE") for one in known)
