"""Texts in XML come back as they were, as far as XML holds them."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import markup
from tests.graphs import AWKWARD, TEXTS, small
from tests.hostile import HOSTILE, hostile_graph
from tests.unit.export.views import _plain

ANY = st.text(st.characters(exclude_categories=("Cs",)))


def read(escaped: str) -> tuple[str, str]:
    """Give what a parser reads in an attribute and in an element."""
    element = ElementTree.fromstring(f"<a b='{escaped}'>{escaped}</a>")
    return element.attrib["b"], element.text or ""


@pytest.mark.parametrize("text", [*AWKWARD[:-1], " \r\n\t ", "]]>", "<![CDATA[", "&amp;", ""])
def test_a_text_comes_back_from_attribute_and_element(text: str) -> None:
    assert read(markup.escaped(text)) == (text, text)


@given(TEXTS | st.sampled_from(HOSTILE) | ANY)
def test_any_text_can_be_parsed_and_keeps_its_length(text: str) -> None:
    inside, within = read(markup.escaped(text))
    assert inside == within
    assert all(a in (b, "\ufffd") for a, b in zip(inside, text, strict=True))


@given(ANY)
def test_an_id_can_be_told_from_every_other(text: str) -> None:
    assert _plain(read(markup.identity(text))[0]) == text


def test_a_node_is_called_by_its_short_name_or_else_its_id() -> None:
    assert markup.label({"id": "paper:a", "title": "U-Net: Convolutional Networks"}) == "U-Net"
    assert markup.label({"id": "method:b", "name": "\x01 \u200b"}) == "method:b"
    assert markup.label({"id": "method:b", "name": None}) == "method:b"
    assert markup.label({"id": "method:b", "name": "<b>"}) == "&lt;b&gt;"


def test_notes_count_the_characters_that_are_lost() -> None:
    assert markup.notes(small()) == []
    (lost, infinite) = markup.notes(hostile_graph())
    assert int(lost.rpartition(" ")[2]) > 50
    assert infinite.startswith("numbers left out because they are not finite: ")
