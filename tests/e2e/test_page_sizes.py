"""The page of graphs that are very small, and of one that is too large to be shown at once."""

from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from kg.export import part
from kg.graph import Graph
from tests.browser import Visit, page_of
from tests.graphs import small

pytestmark = pytest.mark.browser

VIEW = small().to_networkx()
NODES, LINKS = VIEW.number_of_nodes(), VIEW.number_of_edges()


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_tiny_graphs_open(browser: Browser, tmp_path: Path, count: int) -> None:
    graph = part(small(), top=count) if count else Graph.empty()
    with Visit(browser, page_of(graph, tmp_path / "page.html")) as visit:
        assert visit.page.evaluate("drawnNodes.length") == count


def test_an_empty_graph_says_so_and_how_to_add_papers(browser: Browser, tmp_path: Path) -> None:
    with Visit(browser, page_of(Graph.empty(), tmp_path / "page.html")) as visit:
        expect(visit.page.locator("#empty")).to_contain_text("no papers in this graph")
        expect(visit.page.locator("#empty")).to_contain_text("kg build LISTING")
    with Visit(browser, page_of(small(), tmp_path / "page.html")) as visit:
        expect(visit.page.locator("#empty")).to_have_count(0)


@pytest.mark.parametrize("count", [5, 60])
def test_papers_without_links_are_not_under_the_names_of_others(
    browser: Browser, tmp_path: Path, count: int
) -> None:
    numbers = range(count)
    titles = [f"The Structure of Revolution {number}" for number in numbers]
    papers = pl.DataFrame({"id": [f"paper:{number}" for number in numbers], "title": titles})
    with Visit(browser, page_of(Graph.of({"Paper": papers}, {}), tmp_path / "page.html")) as visit:
        visit.until("labelsShown.length > 0")
        covered = """() => {
            const place = screen();
            const symbols = labelOrder.map((index) => {
                const { x, y } = network.body.nodes[index];
                const radius = page.network.nodes[index].size * place.scale;
                return { left: place.x(x) - radius, right: place.x(x) + radius,
                    top: place.y(y) - radius, bottom: place.y(y) + radius };
            });
            return labelsShown.filter(({ box }) => !clear(box, symbols)).length;
        }"""
        visit.until(f"({covered})() === 0")  # once the page has been drawn where it comes to rest
        if count == 5:
            assert visit.page.evaluate("labelsShown.length") == count
            across = "Math.max(...labelsShown.map(({box}) => box.right)) - Math.min(...labelsShown.map(({box}) => box.left))"
            assert visit.page.evaluate(across) > 400


@pytest.mark.parametrize("size", [(1280, 800), (390, 700)], ids=str)
def test_topics_of_a_small_picture_stand_beside_its_nodes_and_their_names(
    browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    with Visit(browser, page_of(small(), tmp_path / "page.html"), "", *size) as visit:
        visit.until("labelsShown.some((label) => label.topic !== undefined)")
        covered = """() => {
            const names = labelsShown.filter((label) => label.topic === undefined).map((label) => label.box);
            const taken = [...names, ...nodeBoxes(screen(), labelOrder)];
            return labelsShown.filter((label) => label.topic !== undefined && !clear(label.box, taken)).length;
        }"""
        assert visit.page.evaluate(covered) == 0


@pytest.mark.parametrize("width", [1280, 1010, 900])
def test_large_graph_begins_with_its_most_important_part(
    browser: Browser, tmp_path: Path, monkeypatch, width: int
) -> None:
    monkeypatch.setattr("kg.export.html.WHOLE", 10)
    monkeypatch.setattr("kg.export.html.FIRST", 4)
    with Visit(browser, page_of(small(), tmp_path / "page.html"), width=width) as visit:
        expect(visit.page.locator("#shown")).to_contain_text(f"The 4 most important of {NODES} nodes")
        assert visit.page.evaluate("drawnNodes.length") == 4
        visit.page.locator("#search").fill("hunch")
        visit.page.locator("#search").press("Enter")
        assert visit.title() == "Hunch"
        assert visit.page.evaluate("drawnNodes.length") == 6
        visit.page.locator("#list a").first.click()  # a topic unfolds
        assert visit.page.evaluate("topics[0].members.every(({index}) => drawnNodes.get(index))")
        drawn = visit.page.evaluate("drawnNodes.length")
        expect(visit.page.locator("#shown")).to_contain_text(f"{drawn} of {NODES} nodes are in the picture")
        visit.page.locator("#shown button").click()  # which the panel does not cover
        visit.until(f"drawnNodes.length === {NODES} && drawnEdges.length === {LINKS}")
