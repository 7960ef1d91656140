"""Decisions about candidates: what the lexicon settles."""

import pytest

from kg.extract import tools
from kg.extract.paper import extract
from kg.model import Paper


def kinds(abstract: str, name: str) -> set[str]:
    paper = Paper(title="A note", abstract=abstract, id="paper:a")
    return {one.kind for one in extract(paper, tools()) if one.name == name}


def test_a_warning_about_an_acronym_does_not_touch_a_name_with_a_space() -> None:
    name = "Universal Dependencies"
    assert kinds(f"A parser is built with the {name} (UD) method, and UD models follow.", name) == {"dataset"}


def rules(title: str, abstract: str, name: str) -> set[tuple[str, str]]:
    paper = Paper(title=title, abstract=abstract, id="paper:a")
    return {(one.rule, one.role) for one in extract(paper, tools()) if one.name == name}


_COINED = (
    "We introduce NEAT, a transformer that places the atoms of a molecule. NEAT outperforms all baselines."
)
_ORIGINAL = "We present NeuroEvolution of Augmenting Topologies (NEAT), which evolves networks. NEAT outperforms others."


def test_a_title_gives_a_known_name_to_another_thing_unless_the_paper_has_its_long_form() -> None:
    title = "NEAT: Neighborhood-Guided, Efficient, Autoregressive Set Transformers"
    assert rules(title, _COINED, "NEAT") == {("named in the title", "introduces")}
    title = "NEAT: Evolving Neural Networks through Augmenting Topologies"
    assert rules(title, _ORIGINAL, "NEAT") == {("known name", "introduces")}


_PROPOSED = (
    "To fill this gap, we propose {0}, a novel method that finds beetles. {0} outperforms all baselines."
)


@pytest.mark.parametrize(
    ("abstract", "name", "rule"),
    [
        (_PROPOSED.format("FLARE"), "FLARE", "written as a name"),
        (_PROPOSED.format("DiCE"), "DiCE", "written as a name"),
        (_PROPOSED.format("GLUESTICK"), "GLUESTICK", "written as a name"),
        (_PROPOSED.format("RippleNet"), "RippleNet", "known name"),
        ("We call it Search-Augmented Factuality Evaluator (SAFE).", "SAFE", "known name"),
    ],
)
def test_an_abstract_introduces_another_thing_than_a_known_one_that_is_doubtful_or_spelled_otherwise(
    abstract: str, name: str, rule: str
) -> None:
    assert rules("Beetles in Motion", abstract, name) == {(rule, "introduces")}


def test_a_paper_that_introduces_a_name_does_not_mean_the_family_that_is_known_by_it() -> None:
    title = "EA: An Event Autoencoder for High-Speed Beetles"
    abstract = (
        "In this paper, we propose EA, a novel autoencoder that reconstructs events. EA outperforms others."
    )
    assert rules(title, abstract, "EA") == {("named in the title", "introduces")}


@pytest.mark.parametrize(
    "sentence", ["Models like OpenAI's Codex fail.", "We release the models through HuggingFace."]
)
def test_a_company_is_no_method(sentence: str) -> None:
    assert not {"OpenAI", "HuggingFace"} & {
        one.name for one in extract(Paper(title="A note", abstract=sentence, id="paper:a"), tools())
    }


@pytest.mark.parametrize(
    ("abstract", "learnt"),
    [
        ("The beetles follow a diffusion model with delay, whose fronts move at constant speed.", False),
        ("We train diffusion models, a kind of neural network, on drawings of beetles.", True),
        ("Diffusion models draw beetles: their images are generated from nothing.", True),
    ],
)
def test_a_diffusion_model_is_the_learnt_one_where_a_paper_learns_or_generates(
    abstract: str, learnt: bool
) -> None:
    found = extract(Paper("Fronts of Beetles", abstract, id="paper:a"), tools())
    assert ("diffusion model" in {one.name for one in found}) is learnt


@pytest.mark.parametrize(
    ("title", "role"), [("Voxtral", "introduces"), ("Beetles that listen to Voxtral", "mentions")]
)
def test_a_paper_whose_title_is_a_name_introduces_it(title: str, role: str) -> None:
    abstract = "Small speech models are of use. Voxtral is trained to transcribe what is spoken in meetings."
    assert {one for _, one in rules(title, abstract, "Voxtral")} == {role}
