"""Names of others that a paper seems to introduce."""

import pytest

from kg.extract import tools
from kg.extract.candidates.gathering import candidates
from kg.extract.document import read
from kg.extract.features.kinds import features
from kg.extract.roles import introducing
from kg.extract.roles.borrowed import is_borrowed
from kg.model import Paper
from kg.names.folding import fold_name

SAYS = "We propose a method for the pruning of hedges."


def borrowed(title: str, abstract: str, name: str) -> bool:
    lexicon = tools().lexicon
    text = read(Paper(title, abstract, id="paper:x"), lexicon)
    found = candidates(text, lexicon)
    pairs = zip(found, features(text, found, lexicon, {}), strict=True)
    candidate, said = next(pair for pair in pairs if fold_name(name) in pair[0].keys)
    assert not candidate.known
    spoken = introducing.features(text, candidate.places, said, "method")
    return is_borrowed(text, candidate.places, said, spoken.said)


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (f"Hedge Aware Learning (HedgAL) has been popular in gardens. {SAYS}", True),
        (f"Gardens are large. While HedgAL is fast, it fails at night. {SAYS} It beats HedgAL.", True),
        (f"{SAYS} HedgAL is a module of it.", False),
        ("Gardens are large. We propose HedgAL, which is fast.", False),
        ("Gardens are large. To this end this letter introduces HedgAL.", False),
        ("HedgAL is a tool. It is written in Python.", False),  # the paper never speaks of itself
    ],
)
def test_what_is_named_before_the_paper_speaks_of_itself_is_not_its_own(
    abstract: str, expected: bool
) -> None:
    assert borrowed("Pruning in Gardens", abstract, "HedgAL") is expected


@pytest.mark.parametrize("title", ["HedgAL for Gardens", "The HedgAL Approach", "Shears: Pruning in Gardens"])
def test_what_a_title_begins_with_or_coins_is_its_own(title: str) -> None:
    abstract = f"Shears overcome slow pruning by HedgAL, a new loss. {SAYS}"
    assert not borrowed(title, abstract, "HedgAL")


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We propose a HedgAL-based pruning of gardens.", True),
        ("We propose a Hedge Aware Learning (HedgAL)-assisted pruning of gardens.", True),
        ("We propose a HedgAL based pruning of gardens.", True),
        ("We propose a Hedge Aware Learning (HedgAL)--based pruning of gardens.", True),
        ("We propose a pruning method HedgAL based on graphs.", False),
        ("We propose a HedgAL for the pruning of gardens.", False),
    ],
)
def test_what_says_of_which_kind_another_thing_is_is_not_introduced(abstract: str, expected: bool) -> None:
    assert borrowed("Pruning in Gardens", abstract, "HedgAL") is expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Our pruning builds on the recently proposed Hedge Aware Learning (HedgAL) and is fast.", True),
        ("We prune with more care than existing HedgAL does.", True),
        ("We propose a graph-traditional Hedge Aware Learning (HedgAL) and compare it.", False),
        ("We propose Hedge Aware Learning (HedgAL), unlike existing tools.", False),
    ],
)
def test_what_others_are_said_to_have_is_theirs(abstract: str, expected: bool) -> None:
    assert borrowed("Pruning in Gardens", abstract, "HedgAL") is expected


@pytest.mark.parametrize(
    ("title", "abstract", "name", "expected"),
    [
        ("Pruning in Gardens", f"{SAYS} GPT-5-high-mini prunes best.", "GPT-5-high-mini", True),
        ("Pruning in Gardens", f"{SAYS} Of them, BERT-907B prunes best.", "BERT-907B", True),
        ("Pruning in Gardens", f"{SAYS} Our model BERT-907B prunes best.", "BERT-907B", False),
        ("BERT: Gardens", f"{SAYS} Of them, BERT-907B prunes best.", "BERT-907B", False),
        ("Pruning in Gardens", f"{SAYS} Of them, BERT-Hedge prunes best.", "BERT-Hedge", False),
        ("Pruning in Gardens", f"{SAYS} Of them, Hedgal-907B prunes best.", "Hedgal-907B", False),
    ],
)
def test_a_release_of_a_known_model_is_the_papers_own_where_words_say_so(
    title: str, abstract: str, name: str, expected: bool
) -> None:
    assert borrowed(title, abstract, name) is expected
