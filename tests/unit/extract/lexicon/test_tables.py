"""Known names: what a text may mean, and which long forms are theirs."""

import pytest

from kg.extract.known import OWN, Known
from kg.extract.lexicon.tables import Lexicon, make


def lexicon(*known: Known) -> Lexicon:
    return make(known, ["paper"])


def entry(*spellings: str, flags: str = "") -> list[Known]:
    return [Known(spellings[0], one, "dataset", frozenset(flags.split())) for one in spellings]


@pytest.mark.parametrize(
    ("spellings", "flags", "long"),
    [
        (("QUIRE", "Quill and Ink Reading"), "word", "quill and ink readings"),
        (("QIRN",), "", "quill and ink reading network"),
        (("OpenGlazeMap", "OGM"), "", "open glaze map"),
        (("Glaze-on-Clay", "GoC"), "ambiguous", "glaze on clay"),
        (("QUIRE",), OWN, "quill and ink reading"),
    ],
)
def test_a_long_form_that_may_be_that_of_the_known_name(
    spellings: tuple[str, ...], flags: str, long: str
) -> None:
    known = entry(*spellings, flags=flags)
    short = min(spellings, key=len)
    assert all(lexicon(*known).agrees(one, short, long) for one in known)


@pytest.mark.parametrize(
    ("spellings", "flags", "long"),
    [
        (("QUIRE", "Quill and Ink Reading"), "", "quantified index of rare events"),
        (("QUIRE",), "word", "quantified index of rare events"),
        (("QIRN",), "ambiguous", "quill and ink reading network"),
        (("OpenGlazeMap", "OGM"), "", "ordinary glass method"),
        (("Glaze-on-Clay", "GoC"), "ambiguous", "gain of care"),
    ],
)
def test_a_long_form_of_another_thing(spellings: tuple[str, ...], flags: str, long: str) -> None:
    known = entry(*spellings, flags=flags)
    short = min(spellings, key=len)
    assert not any(lexicon(*known).agrees(one, short, long) for one in known)


@pytest.mark.parametrize(
    ("spelling", "surface"),
    [("GLAZ", "GLA-Z"), ("GLAZE", "GLAZ-E"), ("GL-Z", "GLZ"), ("GLAZE", "GLAZES"), ("Glaze-LT", "Glaze-LTS")],
)
def test_a_capital_at_the_end_that_tells_names_apart(spelling: str, surface: str) -> None:
    assert not lexicon(*entry(spelling)).get(surface)


@pytest.mark.parametrize(
    ("spelling", "surface"),
    [
        ("GLA-Z", "GLA-Zs"),
        ("GL-AZ", "GLAZ"),
        ("G-LAZ", "GLAZ"),
        ("GLAZE-T", "GLAZET"),
        ("GLAZE V", "GLAZE-V"),
        ("GLAZENET", "GLAZE-NET"),
        ("glaze map", "GLAZE MAPS"),
    ],
)
def test_spellings_of_a_name_in_capitals(spelling: str, surface: str) -> None:
    assert lexicon(*entry(spelling)).get(surface)


def test_a_text_spelled_as_one_known_name_is_not_another_in_other_case() -> None:
    both = lexicon(*entry("GlazeFormer"), *entry("Glazeformer"))
    assert [one.name for one in both.get("Glazeformer")] == ["Glazeformer"]
    assert [one.name for one in both.get("GlazeFormer")] == ["GlazeFormer"]
    assert len(both.get("GLAZEFORMER")) == 2


def test_a_name_that_is_a_word_has_no_plural() -> None:
    known = lexicon(*entry("Blossom", flags="word"), *entry("Glazer"), *entry("BLOOT", flags="word"))
    assert known.get("Blossom")
    assert not known.get("Blossoms")
    assert known.get("Glazers")
    assert known.get("BLOOTs")
