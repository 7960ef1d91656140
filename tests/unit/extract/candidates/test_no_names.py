"""What looks like a name and is none."""

import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import Candidate, candidates
from kg.extract.candidates.no_names import is_no_name, is_only_searched
from kg.extract.document import read
from kg.extract.paper import extract
from kg.model import Paper
from tests.timing import within


def none(name: str, *sources: str, abstract: str = "We look at the sky.") -> bool:
    text = read(Paper(id="p", title="Skies", abstract=abstract), tools().lexicon)
    return is_no_name(text, Candidate({name.lower()}, [], (), {*sources}), name, tools().lexicon)


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
        "non-Wikipedia",
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
        "Non-Local Hedge",
        "Tomato",
        "Captain",
    ],
)
def test_names_that_resemble_them_stay(name: str) -> None:
    assert not none(name, "shape")


@pytest.mark.parametrize(
    "name",
    ["Gardener Uncertainty Principle", "Semantic Pond Axiom", "C17O", "H2CO", "X-E", "GW200105", "SN 2031xy"],
)
def test_statements_molecules_events_and_expressions_are_none(name: str) -> None:
    assert none(name, "shape")


@pytest.mark.parametrize("name", ["C17O", "X-E", "GW200105"])
def test_where_papers_learn_molecules_and_events_may_be_names(name: str) -> None:
    assert not none(name, "shape", abstract="We train a deep network.")


def test_an_acronym_of_an_instrument_is_none_unless_the_paper_learns() -> None:
    telescope = "We describe the Wide Pond Spectrograph (WPS) on a hill."
    assert none("WPS", "short", abstract=telescope)
    assert not none("WPS", "short", abstract=f"{telescope} It trains a neural network.")


def test_long_formulas_take_no_time() -> None:
    with within(5):
        assert not none("C1H1" * 1000 + "x", "shape")


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


@pytest.mark.parametrize(
    ("abstract", "named"), [("On Hedges (EMNLP 2021) we win.", False), ("On EMNLP 2021 we win.", True)]
)
def test_a_venue_of_a_year_alone_in_parentheses_says_where_something_appeared(
    abstract: str, named: bool
) -> None:
    lexicon, name = tools().lexicon, "EMNLP 2021"
    text = read(Paper("Hedges", abstract, id="paper:a"), lexicon)
    found = [one for one in candidates(text, lexicon) if "emnlp2021" in one.keys]
    assert [is_no_name(text, one, name, lexicon) for one in found] == [not named]
