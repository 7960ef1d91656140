"""Tests of `kg.cli.texts`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.texts import excerpt, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [red]text[/red]", "plain [red]text[/red]"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;new window title\x07rest", "rest"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("bell\x07 back\x08 return\r", "bell back return"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("end\x1b", "end"),
        ("μ-Net für Bilder 🙂", "μ-Net für Bilder 🙂"),
    ],
)
def test_plain_text_cannot_command_a_terminal(text, shown):
    assert plain(text) == shown


@given(st.text())
def test_plain_text_never_holds_an_escape_character(text):
    assert not set(plain(text)) & {"\x1b", "\x9b", "\x07", "\r", "\u202e"}


def test_a_short_sentence_is_shown_whole_on_one_line():
    assert excerpt("We train\n on  ImageNet.", "ImageNet") == "We train on ImageNet."


def test_a_long_sentence_is_cut_at_its_end_where_the_name_stands_at_its_beginning():
    assert excerpt("ImageNet " + "word " * 60, "ImageNet", 30) == "ImageNet word word word word…"


@given(st.text("ab ", max_size=80), st.text("ab ", max_size=80), st.integers(20, 60))
def test_the_name_is_always_in_what_is_shown(before, after, longest):
    shown = excerpt(f"{before} Owl-Net 2 {after}", "Owl-Net\n2", longest)
    assert "Owl-Net 2" in shown
    assert len(shown) <= longest


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1), st.integers(20, 60))
def test_no_word_of_what_is_shown_is_broken(words, longest):
    shown = excerpt(" ".join([*words, "GCN", *words]), "GCN", longest)
    assert set(shown.replace("…", " ").split()) <= {*words, "GCN"}
