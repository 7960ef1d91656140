"""The search of the page: what is found, and in which order."""

from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from kg.graph import Graph
from tests.browser import Visit, page_of

pytestmark = pytest.mark.browser

METHODS = [
    ("U-Net", 2),
    ("Swin-Unet", 1),
    ("nnU-Net", 4),
    ("SVMUNet", 9),
    ("UNetFormer", 9),
    ("ReLU", 30),
    ("C++", 1),
]
TITLES = {
    "U-Net: Networks for Images": "Networks forget what they learned: catastrophic forgetting.",
    "The Geometry of Two-layer ReLU NetWorks": "We study angles. Forgetting is not Catastrophic.",
    "Pruning a U-Net in the Wild": "A café in the wild.",
}


@pytest.fixture(scope="module")
def visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory):
    """Give a visit to the page of these methods and papers."""
    methods = [{"id": f"method:{name}", "name": name, "papers": papers} for name, papers in METHODS]
    papers = [
        {"id": f"paper:{number}", "title": title, "abstract": abstract}
        for number, (title, abstract) in enumerate(TITLES.items())
    ]
    graph = Graph.of({"Paper": pl.DataFrame(papers), "Method": pl.DataFrame(methods)}, {})
    with Visit(browser, page_of(graph, Path(tmp_path_factory.mktemp("search"), "graph.html"))) as visit:
        yield visit


@pytest.fixture(scope="module")
def found(visit: Visit):
    """Give a function that types words into the search and tells what it finds."""

    def search(words: str) -> list[str]:
        visit.page.locator("#search").fill(words)
        expect(visit.page.locator("#results li").first).to_be_visible()
        return visit.page.locator("#results [role=option] .what").all_inner_texts()

    return search


@pytest.mark.parametrize("words", ["unet", "u-net", "U Net"])
def test_whole_names_come_first_then_begins_of_names_then_of_words(found, words: str) -> None:
    names = found(words)
    assert names[:2] == ["U-Net", "U-Net: Networks for Images"]
    assert names[2:6] == ["UNetFormer", "nnU-Net", "Swin-Unet", "Pruning a U-Net in the Wild"]


def test_letters_inside_a_word_come_last_and_none_reach_from_inside_one_word_into_the_next(found) -> None:
    assert found("unet")[6:] == ["SVMUNet"]
    assert "The Geometry of Two-layer ReLU NetWorks" not in found("unet")
    assert found("relunet") == ["The Geometry of Two-layer ReLU NetWorks"]


def test_words_here_and_there_are_found_and_signs_count(found) -> None:
    assert found("wild prun") == ["Pruning a U-Net in the Wild"]
    assert found("c++")[0] == "C++"


def test_names_that_are_written_nearly_so_are_suggested(found, visit: Visit) -> None:
    assert found("swin-umet")[0] == "Swin-Unet"
    expect(visit.page.locator("#results .none")).to_have_text("Nothing found; similar names:")


def test_what_only_abstracts_say_is_found_last(found, visit: Visit) -> None:
    assert found("Catastrophic forg") == ["U-Net: Networks for Images"]
    assert found("catastrophic") == [*TITLES][:2]
    heading = visit.page.locator("#results .none")
    expect(heading).to_have_text("In the abstract of 2 papers")
    assert found("cafe") == ["Pruning a U-Net in the Wild"]
    assert found("networks") == [*TITLES][:2]  # each once, though the abstract of one says so too
    expect(heading).to_have_count(0)
    visit.page.locator("#search").fill("atastrophic")  # no begin of a word
    expect(heading).to_have_text("Nothing found")


def test_the_keyboard_does_not_go_back_to_a_search_that_led_elsewhere(visit: Visit) -> None:
    visit.page.locator("#search").fill("ReLU")
    visit.page.locator("#search").press("Enter")
    visit.follow("#method:C++")
    visit.page.locator("#panel").focus()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#panel")).to_be_hidden()
    expect(visit.page.locator("#search")).not_to_be_focused()
