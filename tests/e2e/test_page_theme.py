"""The colours of the page in a real browser, light and dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Visit, page_of
from tests.graphs import small

pytestmark = pytest.mark.browser


def test_theme_switch_repaints_page_and_picture_with_contrast(browser: Browser, tmp_path: Path) -> None:
    """Text is at least 4.5 to 1 on every background under it (WCAG AA), signs of kinds 3 to 1."""
    with Visit(browser, page_of(small(), tmp_path / "graph.html")) as visit:
        painted = []
        for _ in range(2):
            painted.append(
                visit.page.evaluate("[getComputedStyle(document.body).backgroundColor, colours.Paper]")
            )
            ratios = visit.page.evaluate(_CONTRAST)
            assert {
                pair: ratio for pair, ratio in ratios.items() if ratio < (3 if "sign" in pair else 4.5)
            } == {}
            visit.page.locator("#theme").click()
        assert all(a != b for a, b in zip(*painted, strict=True))


_CONTRAST = """() => {
    const style = getComputedStyle(document.documentElement);
    const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const named = (name) => rgb(style.getPropertyValue(`--${name}`).trim());
    const light = (colour) => {
        const [r, g, b] = colour.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const painted = (colour) => {
        const context = document.createElement("canvas").getContext("2d");
        context.fillStyle = colour;
        return rgb(context.fillStyle);
    };
    const kinds = ["Paper", "Dataset", "Method", "Repo"];
    const pairs = ["stage", "surface", "raised", "hover"].flatMap((under) => ["text", "quiet", "accent"].map((over) => [`${over} on ${under}`, named(over), named(under)]));
    pairs.push(["raised on accent", named("raised"), named("accent")]);
    for (const kind of kinds) pairs.push([`text on ${kind}-tint`, named("text"), named(`${kind}-tint`)], [`sign of ${kind}`, named(kind), named("stage")]);
    for (let topic = 0; topic < 30; topic++) {
        const country = countryColour(topic);
        pairs.push([`name on topic ${topic}`, painted(topicInk(topic)), country]);
        pairs.push(...kinds.map((kind) => [`sign of ${kind} on topic ${topic}`, named(kind), country]));
    }
    return Object.fromEntries(pairs.map(([pair, over, under]) => [pair, ratio(over, under)]));
}"""
