"""Candidates: what a paper offers as names, wherever it stands."""

import pytest

from kg.extract import tools
from kg.extract.candidates import candidates, read
from kg.extract.features import surface
from kg.extract.lexicon import Known, make
from kg.extract.text import passage
from kg.model import Paper


def offered(title: str, abstract: str) -> set[str]:
    text = read(Paper(title=title, abstract=abstract, id="paper:a"), tools().lexicon)
    return {surface(text, place) for one in candidates(text, tools().lexicon) for place in one.places}


def test_what_a_title_works_by_is_a_candidate():
    assert "Orbit Distance Minimization" in offered("Learning Symmetries via Orbit Distance Minimization", "")
    assert "Blue Noise" in offered("Rendering with Blue Noise for Everyone", "")
    assert "Noise for" not in offered("Rendering with Noise for Everyone", "")


def test_a_persons_name_and_what_it_names_are_one_candidate():
    found = offered("On convergence", "The proof uses the Moser iteration and, in part, Fenichel theory.")
    assert {"Moser iteration", "Fenichel theory"} <= found


def test_a_name_at_the_beginning_of_a_sentence_keeps_its_first_word():
    assert "Frame Averaging" in offered("A note", "Frame Averaging makes models invariant.")
    assert "Recent Gizmonet" not in offered("A note", "Recent Gizmonet models are large.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ViTs", "ViT"), ("BERTs", "BERT"), ("LLaMA-2", "Llama 2"), ("image-net", "ImageNet")],
)
def test_plurals_and_hyphens_are_known(written, meant):
    assert [one.name for one in tools().lexicon.get(written)] == [meant]


def test_whether_a_paper_speaks_of_machine_learning_is_told():
    learning = "We train a network."
    assert read(Paper(title="A note", abstract=learning), tools().lexicon).learns
    assert not read(Paper(title="Stars", abstract="We observe a star."), tools().lexicon).learns


def test_known_names_are_found_at_every_place_however_they_are_parted() -> None:
    names = ["ImageNet", "Net", "CIFAR-10"]
    lexicon = make([Known(name, name, "dataset") for name in names], ["on"])
    abstract = "On Image Nets, of CIFAR 10, net. Nets of image. Net of Nets"
    one = passage(abstract, lexicon.words)
    every = list(lexicon.spellings.find(one.keys, range(len(one.keys))))
    assert [key for _, _, key in every] == ["imagenet", "net", "cifar10", "net", "net", "net", "net"]
    assert list(lexicon.spellings.find(one.keys, lexicon.spellings.firsts(one.keys))) == every
    text = read(Paper(title="A note", abstract=abstract, id="paper:a"), lexicon)
    found = {place.start: surface(text, place) for one in candidates(text, lexicon) for place in one.places}
    assert [found[at] for at in sorted(found)] == ["Image Nets", "CIFAR 10", "Nets", "Net", "Nets"]


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("Gizmonet: A Hybrid Framework", "We propose Gizmonet, a hybrid framework.", "Gizmonet"),
        ("A note", "We use ImageNet, Net and others.", "ImageNet"),
        ("A note", "We walk by Hit-and-Run alone.", "Hit-and-Run"),
        ("A note", "Tested on Needle-in-a-Haystack.", "Needle-in-a-Haystack"),
        ("A note", "GPT-4-as-a-judge is used.", "GPT-4"),
        ("A note", "We combine SigLIP+DINOv2 into one.", "SigLIP"),
        ("A note", "We combine SigLIP+DINOv2 into one.", "DINOv2"),
        ("A note", "A QLoRA-adapted model is used.", "QLoRA"),
        ("A note", "We call it Meaning-Guided Prompt Adapter here.", "Meaning-Guided Prompt Adapter"),
        ("The Glaze Corpus: Pots in Words", "", "Glaze Corpus"),
        ("Potters at SemEval-2019 Task 3: Glazes", "", "Potters"),
        ("Glazing at Scale: Pots in Words", "", "Glazing at Scale"),
    ],
)
def test_names_are_found_whole(title, abstract, name):
    assert name in offered(title, abstract)


def test_a_name_does_not_reach_over_a_comma_or_colon():
    found = offered("Gizmonet: A Hybrid Framework", "We propose Gizmonet, a hybrid framework.")
    assert not any(name.lower().startswith("gizmonet") and " " in name for name in found)
