"""What looks like a name and is none."""

import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import Candidate
from kg.extract.candidates.no_names import is_no_name, is_only_searched
from kg.extract.document import read
from kg.extract.paper import extract
from kg.model import Paper


def none(name: str, *sources: str) -> bool:
    return is_no_name(Candidate({name.lower()}, sources={*sources}), name, tools().lexicon.common)


@pytest.mark.parametrize(
    "name",
    [
        "Hedge@10",
        "R1@0.7",
        "HEDGE@LREC 2020",
        "GardenNLP@ACL2021",
        "200K+",
        "1.5M+",
        "Nano",
        "XLarge",
        "Track~2",
        "ourmodel-7B",
        "methodname",
        "Test Time Augmentationto",
        "Segmentationwith",
    ],
)
def test_measures_teams_counts_sizes_macros_and_glued_words_are_none(name: str) -> None:
    assert none(name, "shape")


@pytest.mark.parametrize(
    "name",
    [
        "RoboCup@Home",
        "RoboCup@Home 2009",
        "Pl@ntNet",
        "Hedge+",
        "BERT-Large",
        "LITE",
        "OurWorld",
        "Tomato",
        "Captain",
    ],
)
def test_names_that_resemble_them_stay(name: str) -> None:
    assert not none(name, "shape")


def test_a_size_that_the_title_gives_as_a_name_is_one() -> None:
    assert none("Nano", "shape")
    assert not none("Nano", "shape", "title")


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We searched PubMed, Embase and Scopus for trials of hedges.", True),
        ("We train on PubMed abstracts and on our own notes.", False),
    ],
)
def test_databases_of_literature_that_a_review_searched_are_sources(abstract: str, expected: bool) -> None:
    lexicon = tools().lexicon
    paper = Paper("Trials of Hedges", abstract, id="paper:a")
    assert is_only_searched(read(paper, lexicon), {"PubMed"}) is expected
    assert not is_only_searched(read(paper, lexicon), {"PubMedQA"})
    assert ("PubMed" not in {one.name for one in extract(paper, tools())}) is expected


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (r"\mathsf{HedgAL}: A Neural Network for Gardens", "HedgAL"),
        ("HedgAL~2.0: A Neural Network for Gardens", "HedgAL 2.0"),
    ],
)
def test_names_are_shown_without_their_markup(title: str, name: str) -> None:
    abstract = "We introduce a new neural network model, which learns to prune and outperforms all baselines."
    assert name in {one.name for one in extract(Paper(title, abstract, id="paper:a"), tools())}
