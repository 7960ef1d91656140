"""Texts are shown without the markup of simple formulas, and places in them are found again."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.texts import plain
from kg.export.labels import short
from kg.export.obsidian.text import inline
from kg.readers.text import clean
from kg.text.display import Shown, shown, visible

SIGNS = st.text(alphabet="ab 2^~$\\\\{}`'%_(),.", max_size=30)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("GS-ROR$^2$ and $10^{-3}$", "GS-ROR² and 10⁻³"),
        ("$\\mathcal{P}$-VAE of \\(\\beta\\)", "P-VAE of β"),
        ("from $5 to $6, or ~50 %", "from $5 to $6, or ~50 %"),
        ("see Sec.~3 of ``Owls''", "see Sec. 3 of “Owls”"),
        ("$O(\\sqrt{n})$", "$O(\\sqrt{n})$"),
        ("R\\&D, 5\\%", "R&D, 5%"),
        ("it's plain", "it's plain"),
    ],
)
def test_what_is_simple_is_shown_as_its_signs_and_the_rest_as_it_is(text: str, read: str) -> None:
    assert shown(text) == read


@given(SIGNS)
def test_places_stay_in_order_and_end_with_the_text(text: str) -> None:
    display = Shown(text)
    places = [display.at(place) for place in range(len(text) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(display.text))


@pytest.mark.parametrize("show", [visible, clean, plain, short, inline])
@pytest.mark.parametrize("sign", ["\xad", "\u200b", "\u2060", "\ufeff", "\u202e", "\u2066", "\u061c"])
def test_what_nobody_sees_parts_no_name_wherever_it_is_shown(show: Callable[[str], str], sign: str) -> None:
    assert show(f"Image{sign}Net") == "ImageNet"


@pytest.mark.parametrize("show", [visible, clean, short, inline])
def test_a_control_character_glues_no_words(show: Callable[[str], str]) -> None:
    assert show("deep\x00learning") == "deep learning"
