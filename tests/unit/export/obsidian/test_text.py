"""Texts in notes show themselves and are nothing else, to a parser of Markdown with GitHub's additions and to one of YAML."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.export.obsidian.text import inline, line, link, outside, scalar
from kg.text import display
from tests.graphs import AWKWARD
from tests.hostile import HOSTILE

PARSER = MarkdownIt("gfm-like")
PARSER.linkify.set({"fuzzy_link": False})
ATTEMPTS = (
    *HOSTILE,
    *AWKWARD,
    "- item",
    "1. first",
    "12) twelfth",
    "> quoted",
    "# heading",
    "=====",
    "---",
    "+ plus",
    "* star *",
    "a | b",
    "![[embedded]] [[link]] ![](https://evil.example/x.png)",
    "[a](javascript:alert(1)) <https://evil.example> https://evil.example www.evil.example me@evil.example",
    "`code` ``more`` ~~gone~~ ==marked== %%hidden%% $x$ key:: value ^block [^1] \\[x\\]",
    "[^1]: note",
    "[a]: https://evil.example",
    "    indented",
    "&lt; &amp;amp; &#60; AT&T",
    "<% tp.file %> {{x}} {%x%}",
)
any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=80) | st.sampled_from(ATTEMPTS)


def visible(text: str) -> str:
    return display.visible(display.shown(text)).strip()


def shown(markdown: str) -> str:
    """Give what a paragraph shows; fails where it is more than a text."""
    tokens = PARSER.parse(markdown)
    assert [one.type for one in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])
    parts = tokens[1].children if tokens else []
    assert {one.type for one in parts} <= {"text", "text_special"}
    return "".join(one.content for one in parts)


@pytest.mark.parametrize("text", ATTEMPTS)
def test_what_others_tried_is_shown_as_it_is(text):
    assert shown(line(text)).strip() == visible(text)


@given(any_text)
def test_any_text_is_shown_as_it_is(text):
    assert "\n" not in line(text)
    assert shown(line(text)).strip() == visible(text)
    assert shown(f"So {inline(text)}").removeprefix("So").strip() == visible(text)


@given(any_text)
def test_what_obsidian_reads_beside_markdown_is_not_there(text):
    for pattern in (r"\[\[", r"%%", r"==", r"::", r"(?<!\\)\$", r"(?:^|\s)#\w", r"<%", r"\{\{"):
        assert not re.search(pattern, line(text))


@given(any_text)
def test_a_link_holds_any_name(text):
    found = re.fullmatch(r"\[\[methods/x\|([^\[\]{}|<>`$\\\n]+)\]\]", link("methods/x", text))
    assert found
    assert found[1].strip() == found[1]


def test_an_address_cannot_leave_its_link():
    for address in (
        'https://evil.example/" onclick="x',
        "https://a.example/)>\n<script>(x)",
        "https://a.example/[[x]]",
    ):
        (inside,) = [one for one in PARSER.parse(outside("a]b", address)) if one.type == "inline"]
        assert [one.type for one in inside.children][0 :: len(inside.children) - 1] == [
            "link_open",
            "link_close",
        ]
        assert "".join(one.content for one in inside.children) == "a]b"
        assert inside.children[0].attrs["href"].startswith("https://")


@given(any_text, st.lists(any_text, max_size=3))
def test_yaml_gives_back_what_was_written(text, several):
    stated = yaml.safe_load(
        f"a: {scalar(text)}\nb: {scalar(several)}\nc: {scalar(2020)}\nd: {scalar(True)}\n"
    )
    assert stated == {"a": text, "b": several, "c": 2020, "d": True}
