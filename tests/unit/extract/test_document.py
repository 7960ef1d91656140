"""A paper as the rest of the extraction sees it."""

import pytest

from kg.extract import tools
from kg.extract.document import Text, read
from kg.model import Paper


def text(abstract: str, title: str = "A note") -> Text:
    return read(Paper(title=title, abstract=abstract), tools().lexicon)


def test_whether_a_paper_is_about_machine_learning_is_told():
    assert text("We train a network.").learns
    assert not text("We observe a star.", "Stars").learns


@pytest.mark.parametrize(
    ("abstract", "offers"),
    [
        ("We release a large corpus of glazes.", True),
        ("A new benchmark was annotated by potters.", False),
        ("Our test set is old. We introduce a kiln.", False),
    ],
)
def test_a_word_for_data_behind_a_verb_of_making_announces_data(abstract, offers):
    assert text(abstract).offers_data == offers


def test_definitions_of_title_and_abstract_are_found_under_both_forms():
    found = text("We use a Hot Glaze Kiln (HGK).", "GLINT: Glazes Lit Into New Tones")
    assert [one.short for one in found.definitions] == ["GLINT", "HGK"]
    assert found.defining == {"glazeslitintonewtones": 0, "glint": 0, "hotglazekiln": 1, "hgk": 1}
