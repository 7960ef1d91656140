"""What the full-text index is asked for, and what is shown of what it found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.stores.neo4j.search import Candidate, expressions, ranked
from tests.graphs import TEXTS


def candidate(key: str, name: str, score: float, abstract: str | None = None, aliases=()) -> Candidate:
    return Candidate(key, name, aliases, abstract, score)


def test_all_words_are_asked_for_first_and_then_any_that_begins_so() -> None:
    every, some = expressions("ResNet-50 birds")
    assert every.count("+(") == 2
    assert '"ResNet-50" "ResNet50" "ResNet 50"' in every
    assert "birds*" in some
    assert "resnet*" in some


def test_greek_letters_are_asked_for_as_letters_and_spelt_out() -> None:
    every, some = expressions("beta-VAE")
    assert '"beta-VAE" "β-VAE" "betaVAE" "βVAE" "β VAE"' in every
    assert "beta* β*" in some  # too much begins like "vae"
    assert '"μX" "muX" "\u00b5X"' in next(expressions("μX"))


@pytest.mark.parametrize("words", ["", "  ", "+ - && ||", '"', "\\", "(*)"])
def test_without_a_letter_or_digit_there_is_nothing_to_ask(words: str) -> None:
    assert list(expressions(words)) == []


@given(TEXTS | st.text(st.characters(exclude_categories=("Cs",))))
def test_what_people_write_never_becomes_syntax(words: str) -> None:
    """Outside of quotes there are only our fields, weights and stars on words of letters and digits."""
    for expression in expressions(words):
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", expression)
        assert not re.search(r'["\\~!?/\[\]{}&|-]', bare), expression
        assert bare.count("(") == bare.count(")")
        assert re.fullmatch(r"(?:\+|\(|\)|\w+\*|\s|(?:name|title|aliases|abstract):|\^\d+)*", bare), (
            expression
        )


def test_whoever_has_the_whole_name_comes_first() -> None:
    found = [
        candidate("method:b", "Wing Net Pro", 9.0),
        candidate("method:a", "Other", 2.0, aliases=["wing  NET"]),
    ]
    assert [hit.id for hit in ranked(found, "Wing Net", 5)] == ["method:a", "method:b"]


def test_words_as_they_were_asked_for_come_before_others_of_their_stem() -> None:
    found = [
        candidate("paper:a", "Transformation", 9.0),
        candidate("paper:b", "Forms", 2.0, "Of a transformer."),
        candidate("paper:c", "Many Transformers", 1.0),
    ]
    assert [hit.id for hit in ranked(found, "transformer", 5)] == ["paper:c", "paper:b", "paper:a"]


def test_equally_good_ones_are_sorted_and_the_limit_is_kept() -> None:
    found = [candidate(f"method:{key}", key, 1.0) for key in "cab"]
    assert [hit.id for hit in ranked(found, "x", 2)] == ["method:a", "method:b"]


def test_the_snippet_is_the_part_of_the_abstract_with_the_word() -> None:
    text = " ".join(["before"] * 50 + ["here", "BirdSong-10K", "stands"] + ["after"] * 50)
    (hit,) = ranked([candidate("paper:x", "X", 1.0, text)], "birdsong", 1)
    assert "here BirdSong-10K stands" in hit.snippet
    assert hit.snippet.startswith("…before")
    assert hit.snippet.endswith("after…")
    assert len(hit.snippet.split()) <= 34


def test_without_an_abstract_the_snippet_is_the_other_names_or_the_name() -> None:
    named, bare = (
        candidate("method:a", "A", 1.0, None, ["B", "b", "C\nD", "A"]),
        candidate("method:b", "B\tx", 0.5),
    )
    assert [hit.snippet for hit in ranked([named, bare], "q", 2)] == ["B · C D", "B x"]
