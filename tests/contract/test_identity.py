"""One node for all names of one thing, and never one for two things: whole tables of names through the pipeline."""

import pytest

from kg.build import build
from kg.corpus import Corpus, Listing
from kg.model import Paper
from tests.identity import Told, table

LEAST = 0.9
"""Share of the true aliases that must be merged."""


@pytest.fixture(scope="module")
def tempting() -> Told:
    return Told(table("tempting.tsv"))


@pytest.fixture(scope="module")
def aliases() -> Told:
    return Told(table("aliases.tsv"))


def test_no_tempting_pair_is_merged(tempting: Told) -> None:
    pairs = table("tempting.tsv")
    assert len(pairs) >= 150
    wrong = [(pair, tempting.common(number)) for number, pair in enumerate(pairs) if tempting.common(number)]
    assert wrong == []


def test_tempting_names_are_recognised_at_all(tempting: Told) -> None:
    pairs = table("tempting.tsv")
    assert sum(tempting.found(number) for number in range(len(pairs))) >= LEAST * len(pairs)


def test_nine_in_ten_true_aliases_are_merged(aliases: Told) -> None:
    pairs = table("aliases.tsv")
    assert len(pairs) >= 150
    missed = [pair for number, pair in enumerate(pairs) if not aliases.common(number)]
    assert len(missed) <= (1 - LEAST) * len(pairs), missed


_ACRONYMS = (
    "We present the Attend-and-Compare Module (ACM) for X-ray images. ACM outperforms its baselines on three tasks.",
    "We name this discipline Agentic Context Management (ACM). In experiments, ACM outperforms all other agents.",
)


def test_an_acronym_that_the_lexicon_knows_as_no_method_is_what_each_paper_spells_out() -> None:
    papers = [
        Paper(f"Learning by comparison, part {number}", text, arxiv_id=f"2401.0000{number}")
        for number, text in enumerate(_ACRONYMS)
    ]
    graph = build(Corpus().add([Listing("told.json", "-", "0" * 64, "json", tuple(papers))])).graph
    names = graph.nodes["Method"]["name"].to_list()
    assert len(names) == 2, names
