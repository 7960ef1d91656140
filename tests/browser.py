"""A headless Chromium for tests: the system's where there is one, else Playwright's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright

from kg.export import html
from kg.graph import Graph

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
"""Milliseconds in which a page does what is expected; a machine that is busy otherwise can take most of them."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser; without one the test is skipped, or fails where `CI` says that there has to be one."""
    system = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=system, args=list(_FLAGS))
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium to be started: {str(error).splitlines()[0]}")
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


def page_of(graph: Graph, out: Path) -> Path:
    """Write the page of a graph; gives its place."""
    html.export(graph, out)
    return out


class Visit:
    """An open page and everything that it did which a page should not do."""

    def __init__(
        self,
        browser: Browser,
        file: Path,
        hash_: str = "",
        width: int = 1280,
        height: int = 800,
        *,
        touch: bool = False,
    ):
        self.offences: list[str] = []
        size: ViewportSize = {"width": width, "height": height}
        self.page: Page = browser.new_page(viewport=size, offline=True, has_touch=touch)
        self.page.set_default_timeout(PATIENCE)
        own = file.absolute().as_uri()
        self.page.on("request", lambda request: self._refuse("request", request.url, own))
        self.page.on("console", lambda message: self._refuse(message.type, message.text))
        self.page.on("pageerror", lambda error: self._refuse("error", str(error)))
        self.page.on("dialog", self._dialog)
        self.page.goto(own + hash_)

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.clean()
        self.page.close()

    def _refuse(self, what: str, text: str, allowed: str = "") -> None:
        if not allowed or text.partition("#")[0] != allowed:
            self.offences.append(f"{what}: {text[:300]}")

    def _dialog(self, dialog: object) -> None:
        self.offences.append(f"dialog: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def clean(self) -> bool:
        """Tell whether nothing ran, failed, was asked for or was complained about."""
        assert self.page.evaluate("window.__pwned") is None
        assert self.offences == []
        return True

    def spot(self, node: str) -> tuple[float, float]:
        """Give where a node of this id stands on the screen."""
        where = self.page.evaluate(
            """(id) => {
                const index = numberOf.get(id);
                const at = network.canvasToDOM(network.getPositions([index])[index]);
                const box = document.getElementById("picture").getBoundingClientRect();
                return [box.x + at.x, box.y + at.y];
            }""",
            node,
        )
        return where[0], where[1]

    def until(self, expression: str) -> None:
        """Wait until something holds in the page, whose policy forbids Playwright's own way of waiting."""
        for _ in range(100):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}")

    def follow(self, hash_: str) -> None:
        """Bring the open page to the state that an address names."""
        self.page.evaluate(
            "(hash) => { history.pushState(null, '', hash || location.pathname); follow(hash); }", hash_
        )

    def address(self) -> str:
        """Give the part of the address that names the state."""
        return str(self.page.evaluate("location.hash"))

    def shown(self) -> tuple[int, int]:
        """Give how many nodes and links are to be seen."""
        drawn = "Object.values(network.body.{items}).filter((item) => !item.options.hidden).length"
        nodes, links = (self.page.evaluate(drawn.format(items=name)) for name in ("nodes", "edges"))
        return nodes, links

    def ids(self, kind: str = "") -> set[str]:
        """Give the identifiers of the nodes that are to be seen, all or of one kind."""
        shown = """(kind) => nodes.filter((node) => (!kind || node.kind === kind)
            && network.body.nodes[node.index]?.options.hidden === false).map(({id}) => id)"""
        return set(self.page.evaluate(shown, kind))

    def set(self, slider: str, value: str) -> None:
        """Move a slider to a value, as a reader does."""
        self.page.locator(slider).evaluate(
            "(input, value) => { input.value = value; for (const type of ['input', 'change']) "
            "input.dispatchEvent(new Event(type, {bubbles: true})); }",
            value,
        )

    def title(self) -> str:
        """Give the heading of the panel."""
        return self.page.locator("#panel h2").inner_text()
