"""How the picture uses the screen, and how its labels differ."""

from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from kg.graph import Graph
from tests.browser import Visit, page_of
from tests.graphs import crowd

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [(390, 844), (768, 1024), (1600, 900)], ids=str)
def test_the_picture_has_the_shape_of_the_screen_and_most_of_its_room(
    browser: Browser, file: Path, size: tuple[int, int]
) -> None:
    with Visit(browser, file, "", *size) as visit:
        across, down = visit.page.evaluate(
            """() => {
                const { clientWidth, clientHeight } = byElementId("stage");
                const boxes = labelOrder.map((index) => network.canvasToDOM(network.body.nodes[index]));
                const side = (key) => Math.max(...boxes.map((at) => at[key])) - Math.min(...boxes.map((at) => at[key]));
                return [side("x") / clientWidth, side("y") / clientHeight];
            }"""
        )
        assert max(across, down) > 0.5
        assert 0.6 < across / down < 1.7
        visit.follow("#method:wingnet")
        if size[0] < 760:
            panel = visit.page.locator("#panel").bounding_box()
            header = visit.page.locator("header").bounding_box()
            assert panel["y"] - header["height"] > size[1] / 2


def test_names_of_topics_are_in_spaced_capitals_of_their_colour_and_those_of_nodes_are_not(
    visit: Visit,
) -> None:
    shown = visit.page.evaluate(
        "labelsShown.map(({topic, lines, spacing, colour}) => "
        "[topic ?? null, lines.join(' '), spacing ?? null, colour, topic === undefined ? null : topicInk(topic)])"
    )
    topics = [label for label in shown if label[0] is not None]
    nodes = [label for label in shown if label[0] is None]
    assert topics
    assert nodes
    for number, text, spacing, colour, ink in topics:
        words = visit.page.evaluate("(number) => topics[number].words.join(' · ')", number)
        assert words.upper().startswith(text)
        assert float(spacing.removesuffix("px")) > 0
        assert colour == ink
    assert all(spacing is None for _, _, spacing, _, _ in nodes)
    assert any(text != text.upper() for _, text, _, _, _ in nodes)


def test_a_topic_has_its_colour_beside_its_name_in_list_and_panel(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="topics").click()
    hue = visit.page.evaluate("String(hueOf(0))")
    row = visit.page.locator("#list .patch").first
    assert row.evaluate("(sign) => sign.style.getPropertyValue('--hue')") == hue
    visit.page.locator("#list a").first.click()
    patch = visit.page.locator("#panel .kind .patch")
    assert patch.evaluate("(sign) => getComputedStyle(sign).fill") == row.evaluate(
        "(sign) => getComputedStyle(sign).fill"
    )


def test_the_panel_of_a_topic_says_how_many_papers_have_its_name_and_unfolds_its_parts(
    browser: Browser, tmp_path: Path
) -> None:
    birds = crowd({"owl": 90, "wren": 70, "whale": 160}, ("owl", "wren"), 9)
    with Visit(browser, page_of(birds, tmp_path / "birds.html"), "#topic=0") as visit:
        panel = visit.page.locator("#panel")
        expect(panel.get_by_text("owl calls, in 90 of 160")).to_be_visible()
        part = panel.locator("details", has_text="wren calls 70")
        part.locator("summary").click()
        expect(part.locator("li").first).to_contain_text("paper:wren-")


def test_what_is_selected_is_drawn_large_enough_from_afar(browser: Browser, file: Path) -> None:
    """However small the picture is, a symbol of what is selected is some pixels wide and under no name."""
    with Visit(browser, file, "#dataset:birdsong-10k") as visit:
        visit.page.evaluate("network.moveTo({ scale: 0.2 })")
        visit.until(f"({_DRAWN})(view.node)")


_DRAWN = """(index) => {
    const { canvas } = network.canvas.frame;
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const ratio = canvas.width / canvas.clientWidth;
    const { x, y } = network.canvasToDOM(network.body.nodes[index]);
    const own = [1, 3, 5].map((at) => parseInt(colours[nodes[index].kind].slice(at, at + 2), 16)).join();
    const at = (away) => context.getImageData(Math.round((x + away) * ratio), Math.round(y * ratio), 1, 1).data;
    return [-1, 0, 1].every((away) => [...at(away)].slice(0, 3).join() === own);
}"""


def test_the_name_of_a_topic_stands_for_that_of_a_node_only_beside_it(visit: Visit) -> None:
    named = """(distance) => {
        const index = labelOrder[0];
        const [place, { x, y }] = [screen(), network.body.nodes[index]];
        const [left, top] = [place.x(x) + distance, place.y(y)];
        const topic = { words: [labelOf(index) + "s"], box: { left, top, right: left + 9, bottom: top + 9 } };
        const context = document.createElement("canvas").getContext("2d");
        return nodeLabels(context, place, [index], [], [topic]).length;
    }"""
    assert (visit.page.evaluate(named, 20), visit.page.evaluate(named, 250)) == (0, 1)


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two topics, each of 60 papers that use the same methods; of each all others build on one paper."""
    papers, methods, mentions, builds = [], [], [], []
    for topic in ("bird", "whale"):
        ids = [f"paper:{topic}-{number}" for number in range(60)]
        papers += [{"id": paper, "title": f"Listening to a {topic}: {paper[6:]}"} for paper in ids]
        used = [f"method:{topic}-{number}" for number in range(9)]
        methods += [{"id": method, "name": method[7:], "papers": 60} for method in used]
        mentions += [{"start": paper, "end": method, "role": "mentions"} for paper in ids for method in used]
        builds += [{"start": paper, "end": ids[37], "via": [topic]} for paper in ids if paper != ids[37]]
    nodes = {"Paper": pl.DataFrame(papers), "Method": pl.DataFrame(methods)}
    graph = Graph.of(nodes, {"MENTIONS": pl.DataFrame(mentions), "BUILDS_ON": pl.DataFrame(builds)})
    return page_of(graph, tmp_path_factory.mktemp("field") / "graph.html")


def test_each_topic_has_the_name_of_the_paper_to_which_others_refer_from_afar(
    browser: Browser, field: Path
) -> None:
    """Before the many methods that are larger; what has a name is drawn large enough to be seen."""
    with Visit(browser, field) as visit:
        visit.page.evaluate("network.moveTo({ scale: network.getScale() / 1.5 })")
        named = "(label) => ['paper:bird-37', 'paper:whale-37'].includes(nodes[label.node]?.id)"
        visit.until(f"labelsShown.filter({named}).length === 2")
        visit.until(f"labelsShown.filter({named}).every(({{ node }}) => ({_DRAWN})(node))")
        svg = """labelsShown.filter((label) => label.node !== undefined).every(({ node }) =>
            Number(/scale\\(([\\d.]+)/.exec(nodeAsSvg(node, closeUp(null)).getAttribute("transform"))[1]) * 7 > 3.9)"""
        assert visit.page.evaluate(svg)


def test_click_on_a_name_selects_what_has_it(browser: Browser, field: Path) -> None:
    with Visit(browser, field) as visit:
        visit.until("labelsShown.some((label) => nodes[label.node]?.id === 'paper:bird-37')")
        where = """() => {
            const { box } = labelsShown.find((label) => nodes[label.node]?.id === "paper:bird-37");
            const { x, y } = byElementId("picture").getBoundingClientRect();
            return [x + box.left + 4, y + (box.top + box.bottom) / 2];
        }"""
        visit.page.mouse.click(*visit.page.evaluate(where))
        assert visit.title() == "Listening to a bird: bird-37"


def test_the_few_nodes_of_a_topic_that_lie_far_off_do_not_make_the_rest_small(
    browser: Browser, field: Path
) -> None:
    with Visit(browser, field, "#topic=0") as visit:
        scale = visit.page.evaluate("network.getScale()")
        visit.page.evaluate(
            """() => {
                const { index } = topics[0].papers[40];
                for (const place of [page.network.nodes[index], network.body.nodes[index]]) place.x += 20000;
            }"""
        )
        visit.follow("#topic=0")
        assert visit.page.evaluate("network.getScale()") > scale * 0.9
