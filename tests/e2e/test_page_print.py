"""The page on paper, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Visit, page_of
from tests.graphs import small

pytestmark = pytest.mark.browser


def test_on_paper_nothing_is_cut_off_and_nothing_is_there_to_click(browser: Browser, tmp_path: Path) -> None:
    with Visit(browser, page_of(small(), tmp_path / "graph.html")) as visit:
        page = visit.page
        page.locator("#list a, #list button").first.click()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 760, "height": 500})
        assert page.locator("h1").is_visible()
        assert page.locator("#panel h2").is_visible()
        assert page.locator("button:visible, input:visible").count() == 0
        picture, panel = page.locator("#picture canvas").bounding_box(), page.locator("#panel").bounding_box()
        assert picture
        assert panel
        assert picture["height"] > 100
        assert panel["y"] >= picture["y"] + picture["height"] - 1
        assert page.evaluate("document.querySelector('#panel').scrollHeight") <= panel["height"] + 1
