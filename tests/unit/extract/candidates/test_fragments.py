"""Parts of what an acronym stands for are no names, whatever their capitals."""

import pytest

from kg.extract import tools
from kg.extract.paper import extract
from kg.model import Paper


def names(abstract: str) -> set[str]:
    return {one.name for one in extract(Paper(title="A note", abstract=abstract, id="paper:a"), tools())}


@pytest.mark.parametrize(
    ("abstract", "fragment"),
    [
        ("We propose QUestion-only replay with Attention Distillation (QUAD), a new model.", "QUestion"),
        ("We propose a graph network with a bi-level SAmple and aggreGatE mechanism called SAGE.", "SAmple"),
        ("GraphSAGE (SAmple and aggreGatE) learns from the features of nodes.", "aggreGatE"),
        ("We learn from GEnome-scale Metabolic models (GEMs). The genome of each strain is known.", "GEnome"),
    ],
)
def test_a_word_whose_capitals_are_letters_of_an_acronym_is_no_name(abstract: str, fragment: str) -> None:
    assert fragment not in names(abstract)


def test_a_long_form_with_odd_capitals_is_one_of_its_acronym() -> None:
    assert "DICE" in names(
        "We introduce DICE (DIfference Coherence Estimator), a model that locates differences."
    )


def test_a_name_of_ordinary_words_without_such_an_acronym_stays() -> None:
    assert "MixMatch" in names("We compare with MixMatch, a semi-supervised method, on all tasks.")
