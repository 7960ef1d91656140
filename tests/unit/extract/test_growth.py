"""Texts made to keep extraction busy: its work grows with their length, not with its square."""

from collections.abc import Iterator
from time import process_time

import pytest

from kg.extract import tools
from kg.extract.paper import extract
from kg.extract.text.sentences import passage, sentences
from kg.model import Paper

LENGTH = 50_000
MOST = 30
"""Seconds of a processor for one paper: these take a few, and took from half a minute to hours before there were bounds."""
PIECES = [
    "A",
    ".",
    "!?",
    "a-",
    "Aaa/",
    "Abc (AB) ",
    "AB(aa bb) ",
    "Aaa Bbb ",
    "BERT ",
    'BERT "',
    "BERT (",
    "BERT is a ",
    "we introduce BERT ",
    "called ",
    "such as ",
    "https://github.com/a/b",
    "A$x$",
    "$x$-",
    "s-A",
    "ImageNet ",
    "GPT-",
]


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    started = process_time()
    yield
    assert process_time() - started < MOST


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_repeated_through_an_abstract_takes_seconds(piece: str) -> None:
    abstract = (piece * LENGTH)[:LENGTH]
    paper = Paper(title="A title", abstract=abstract, id="paper:a")
    for mention in extract(paper, tools()):
        assert mention.surface == paper.text(mention.field)[mention.start : mention.end]


def test_thousands_of_definitions_of_one_name_take_seconds() -> None:
    abstract = " ".join(
        f"We propose the network ABC{number} (Alpha Beta Chi{number})." for number in range(LENGTH // 52)
    )
    assert extract(Paper(title="A title", abstract=abstract, id="paper:a"), tools())


def test_a_text_without_ends_is_cut_at_blanks_and_stays_whole() -> None:
    text = "word " * 2_000
    parts = sentences(text)
    assert max(part.end - part.start for part in parts) <= 2_000
    assert " ".join(part.text for part in parts) == text.strip()
    assert {word.text for word in passage(text).words} == {"", "word"}


def test_a_word_without_end_is_cut_anywhere_and_stays_whole() -> None:
    assert "".join(part.text for part in sentences("a" * 9_000)) == "a" * 9_000
