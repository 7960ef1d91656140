"""Tests of `kg.names.folding`."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import folding


@pytest.mark.parametrize(
    "titles",
    [
        (
            "U-Net: Nets",
            "U‑Net – Nets",
            "UNET, nets!",
            r"{\it U-Net}: Nets",
            "{it U-Net}: Nets",
            r"\textit{U-Net}: Nets",
        ),
        (
            "Schrödinger Bridges",
            "Schro\u0308dinger bridges",
            r"Schr\"odinger Bridges",
            r"Schr\"{o}dinger Bridges",
        ),
        ("Erdős Graphs", r"Erd\H{o}s Graphs", r"Erd\H os Graphs"),
        ("α-GAN", r"$\alpha$-GAN", "alpha-GAN", "Α-gan"),
        ("The L2 norm", r"The $L_2$ norm", "The L₂ norm", r"The $L^2$~norm"),
        ("Nets—a survey", "Nets: A Survey"),
        ("ﬁne Straße", "fine strasse"),
    ],
)
def test_spellings_of_one_title_fold_together(titles):
    assert len({folding.fold_title(title) for title in titles}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"$\alpha$-decay", r"$\beta$-decay"),
        (r"Spaces over $\mathbb{Q}$", r"Spaces over $\mathbb{Z}$"),
        ("GPT-3", "GPT-3.5"),
        ("Part I", "Part II"),
    ],
)
def test_different_titles_stay_apart(one, other):
    assert folding.fold_title(one) != folding.fold_title(other)


@given(st.text())
def test_folding_a_title_twice_is_folding_it_once(title):
    folded = folding.fold_title(title)
    assert folding.fold_title(folded) == folded


@given(st.text())
def test_a_title_folds_alike_in_every_unicode_form(title):
    forms = {folding.fold_title(unicodedata.normalize(form, title)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


def test_aliases_that_differ_by_case_or_plural_are_told_once() -> None:
    aliases = ["CNNs", "COnvolutional Networks", "Convolutional Networks", "cnn", "convolutional network"]
    assert folding.other_names("CNN", aliases) == ["Convolutional Networks"]
    assert folding.other_names("GPT-3", ["GPT3", "GPT-3.5"]) == ["GPT-3.5"]
