import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.text import clean, decode, shown
from tests.timing import within

ANY = st.text(st.characters(exclude_categories=()))
"""Lone surrogates included."""


@given(ANY)
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_clean_text_is_one_line_in_nfc_that_can_be_encoded(text):
    line = clean(text)
    line.encode("utf-8")
    assert unicodedata.is_normalized("NFC", line)
    assert " ".join(line.split()) == line
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title\n  over lines", "A title over lines"),
        ("tab\tand\u00a0no-break\u2003blanks\u2028", "tab and no-break blanks"),
        ("Cafe\u0301", "Café"),
        ("Image\u00adNet \u200bBERT\ufeff", "ImageNet BERT"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("a\x00b\x07c", "a b c"),
        ("it\x92s \x93so\x94", "it’s “so”"),
        ("\ud83d\ude00 and \ud800", "😀 and \ufffd"),
        ("👩\u200d🔬", "👩\u200d🔬"),  # joined into one sign, which is no defect
        (" \n ", ""),
    ],
)
def test_cleaning(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("data", "text", "guess"),
    [
        ("naïve μ".encode(), "naïve μ", None),
        ("\ufeffnaïve".encode(), "naïve", None),
        ("one\nnaïve café".encode("cp1252"), "one\nnaïve café", "line 2), so read as Windows-1252"),
        ("“so”".encode("cp1252"), "“so”", "Windows-1252"),
        (
            "é\n".encode() + "naïve “café”".encode("cp1252"),
            "é\nnaïve “café”",
            "line 2), so read as Windows-1252",
        ),
        ("naïve café ".encode() + b"\xff", "naïve café \ufffd", "damaged characters (1) were replaced"),
        ("a cut μ".encode()[:-1], "a cut \ufffd", "damaged characters (1) were replaced"),
    ],
)
def test_decoding(data, text, guess):
    decoded, note = decode(data)
    assert decoded == text
    assert note is None if guess is None else guess in note


@given(st.binary())
def test_any_bytes_are_decoded(data):
    assert isinstance(decode(data)[0], str)


def test_what_a_message_shows_is_short_and_on_one_line():
    assert shown("a\nb" * 100) == repr("a\nb" * 13 + "…")


def test_marks_heaped_on_a_letter_are_cut_before_they_take_time():
    with within(5):
        line = clean("e" + "\u0301\u0327" * 100_000)
    assert line[:1] == "ȩ"
    assert len(line) < 40


def test_a_long_run_of_signs_that_do_not_combine_stays():
    assert clean("—" * 100) == "—" * 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We plant **HEDGE**, a **H**andy **ED**ge (**HE**)", "We plant HEDGE, a Handy EDge (HE)"),
        ("a mult**I**modal hedge **E$^{2}$-RAG**", "a multImodal hedge E$^{2}$-RAG"),
        ("**a **wide** hedge**", "a wide hedge"),
        ("|u|^{2^{**}-2}u and $2^{**}$", "|u|^{2^{**}-2}u and $2^{**}$"),
        ("x**2 + y**2 is 4, a ** b", "x**2 + y**2 is 4, a ** b"),
    ],
)
def test_stars_of_bold_type_are_removed_and_those_of_powers_stay(text: str, expected: str) -> None:
    assert clean(text) == expected
