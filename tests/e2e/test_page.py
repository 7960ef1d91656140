"""The page in a real browser: what a reader does with it, and what nobody may do to a reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kg.export import EXPORTERS
from kg.model import Graph
from tests.browser import Visit, chromium
from tests.graphs import BENCHMARK, SCAPES, WHALES, WINGNET, small
from tests.hostile import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser

VIEW = small().to_networkx()
NODES, LINKS = VIEW.number_of_nodes(), VIEW.number_of_edges()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(small(), tmp_path_factory.mktemp("page") / "small graph #1.html")


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    opened = Visit(browser, file)
    yield opened
    opened.clean()
    opened.page.close()


def written(graph: Graph, out: Path) -> Path:
    EXPORTERS["html"](graph, out)
    return out


def test_page_opens_offline_with_the_whole_graph(visit: Visit) -> None:
    expect(visit.page.locator("#counts")).to_have_text("6 papers · 2 datasets · 4 methods · 3 repositories")
    assert visit.page.evaluate("drawnNodes.length") == NODES
    assert visit.page.evaluate("drawnEdges.length") == LINKS


def test_parallel_links_of_different_types_are_all_drawn_apart(visit: Visit) -> None:
    drawn = visit.page.evaluate(
        """([a, b]) => drawnEdges.get({filter: (edge) => {
            const ends = [edge.from, edge.to];
            return ends.includes(numberOf.get(a)) && ends.includes(numberOf.get(b));
        }}).map((edge) => [edges[edge.id].type, Boolean(edge.smooth)]).sort()""",
        [SCAPES, WINGNET],
    )
    assert drawn == [["BUILDS_ON", True], ["SIMILAR_TO", False]] or drawn == [
        ["BUILDS_ON", False],
        ["SIMILAR_TO", True],
    ]


def test_search_finds_an_alias_and_enter_selects_it(visit: Visit) -> None:
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("wing net")
    expect(visit.page.locator("#results [role=option]").first).to_contain_text("WingNet")
    visit.page.keyboard.press("Enter")
    assert visit.title() == "WingNet"
    expect(visit.page.locator("#panel")).to_contain_text("Introduced by")
    expect(visit.page.locator("#panel blockquote mark").first).to_have_text("WingNet")
    assert visit.page.evaluate("location.hash") == "#method:wingnet"


def test_search_goes_down_with_arrows_and_away_with_escape(visit: Visit) -> None:
    search = visit.page.locator("#search")
    search.fill("wingnet")
    search.press("ArrowDown")
    second = visit.page.locator("#result-1")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(search).to_have_attribute("aria-activedescendant", "result-1")
    search.press("Escape")
    expect(visit.page.locator("#results")).to_be_hidden()
    search.fill("no such thing anywhere")
    expect(visit.page.locator("#results")).to_have_text("Nothing found")


def test_click_on_a_node_shows_its_evidence(visit: Visit) -> None:
    visit.page.mouse.click(*visit.spot(WHALES))
    assert visit.title() == "Whale Calls at Scale"
    panel = visit.page.locator("#panel")
    expect(panel.locator(".abstract mark")).to_have_text(["WhaleCalls", "WingNet", "BirdSong-10K"])
    expect(panel.get_by_role("link", name="arXiv")).to_have_attribute(
        "href", "https://arxiv.org/abs/2203.00003"
    )
    expect(panel.get_by_role("link", name="arXiv")).to_have_attribute("rel", "noopener noreferrer")
    panel.locator(".abstract mark", has_text="WingNet").click()
    assert visit.title() == "WingNet"
    visit.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_click_on_a_link_shows_what_it_rests_on(visit: Visit) -> None:
    where = visit.page.evaluate(
        """([from, to]) => {
            network.fit({nodes: [numberOf.get(from), numberOf.get(to)]});
            const ends = network.getPositions([numberOf.get(from), numberOf.get(to)]);
            const [a, b] = Object.values(ends).map((at) => network.canvasToDOM(at));
            const box = document.getElementById("picture").getBoundingClientRect();
            return [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];
        }""",
        [BENCHMARK, "repo:github.com/ada/birdsong"],
    )
    visit.page.mouse.click(*where)
    panel = visit.page.locator("#panel")
    expect(panel).to_contain_text("introduces")
    expect(panel).to_contain_text("100%")
    assert visit.page.evaluate("location.hash").count("&") == 2


def test_switches_hide_kinds_roles_and_types(visit: Visit) -> None:
    def shown(items: str) -> int:
        return visit.page.evaluate(f"{items}.get({{filter: (item) => !item.hidden}}).length")

    def links(*hidden: str) -> int:
        """Count the links without those of these roles and types, or to things of these kinds."""
        return sum(
            not {kind, properties.get("role"), end.partition(":")[0]} & set(hidden)
            for _, end, kind, properties in VIEW.edges(keys=True, data=True)
        )

    assert (shown("drawnNodes"), shown("drawnEdges")) == (NODES, LINKS)
    visit.page.locator("label", has_text="Datasets").click()
    assert (shown("drawnNodes"), shown("drawnEdges")) == (NODES - 2, links("dataset"))
    expect(visit.page.locator("#shown")).to_have_text(f"{NODES - 2} of {NODES} nodes shown")
    visit.page.locator("label", has_text="builds on").click()
    assert shown("drawnEdges") == links("dataset", "BUILDS_ON")
    visit.page.locator("label", has_text="introduces").click()
    assert shown("drawnEdges") == links("dataset", "BUILDS_ON", "introduces")
    visit.page.locator("label", has_text="Datasets").click()
    assert (shown("drawnNodes"), shown("drawnEdges")) == (NODES, links("BUILDS_ON", "introduces"))


def test_hidden_node_that_is_asked_for_is_shown_again(visit: Visit) -> None:
    visit.page.locator("label", has_text="Datasets").click()
    visit.page.locator("#search").fill("whalecalls")
    visit.page.locator("#search").press("Enter")
    assert visit.title() == "WhaleCalls"
    expect(visit.page.locator("label", has_text="Datasets").locator("input")).to_be_checked()


def test_lists_hold_all_nodes_and_select_them(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="papers").click()
    expect(visit.page.locator("#list li")).to_have_count(6)
    visit.page.get_by_role("tab", name="papers").press("ArrowRight")
    expect(visit.page.locator("#list li")).to_have_text(["BirdSong-10K4", "WhaleCalls2"])
    visit.page.locator("#list a").first.click()
    assert visit.title() == "BirdSong-10K"


def test_address_restores_a_selection_and_back_goes_back(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file, "#dataset:birdsong-10k")
    assert visit.title() == "BirdSong-10K"
    visit.page.locator("#panel a", has_text="WingNet: Hearing").first.click()
    assert visit.title() == "WingNet: Hearing Birds with Graphs"
    visit.page.go_back()
    assert visit.title() == "BirdSong-10K"
    visit.clean()
    visit.page.close()


def test_address_of_an_inferred_citation_shows_it(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file, f"#{SCAPES}&BUILDS_ON&{WINGNET}")
    expect(visit.page.locator("#panel")).to_contain_text("inferred citation")
    expect(visit.page.locator("#panel")).to_contain_text("Through: WingNet")
    visit.clean()
    visit.page.close()


def test_address_of_nothing_selects_nothing(visit: Visit) -> None:
    for address in ("#nothing:here", "#%E0%A4%A", "#a&b&c", "#__proto__", "#&&", "#"):
        assert visit.page.evaluate("(address) => named(address)", address) is None


def test_theme_switch_repaints_page_and_picture(visit: Visit) -> None:
    before = visit.page.evaluate("[getComputedStyle(document.body).backgroundColor, colours.Paper]")
    visit.page.locator("#theme").click()
    after = visit.page.evaluate("[getComputedStyle(document.body).backgroundColor, colours.Paper]")
    assert all(a != b for a, b in zip(before, after, strict=True))


def test_keys_on_the_picture_move_and_zoom_it(visit: Visit) -> None:
    visit.page.locator(".vis-network").focus()
    start = visit.page.evaluate("network.getViewPosition().x")
    visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("network.getViewPosition().x") > start
    scale = visit.page.evaluate("network.getScale()")
    visit.page.keyboard.press("+")
    visit.until(f"network.getScale() > {scale}")


def test_page_fits_a_narrow_screen(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file, "#dataset:birdsong-10k", width=360, height=640)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(visit.page.locator("#sidebar")).to_be_hidden()
    assert visit.page.locator("#panel").bounding_box()["y"] > 200
    visit.page.locator("#menu").click()
    expect(visit.page.locator("#sidebar")).to_be_visible()
    visit.clean()
    visit.page.close()


def test_text_has_contrast_in_both_themes(visit: Visit) -> None:
    """Every colour of text on every background under it is at least 4.5 to 1 (WCAG AA)."""
    for _ in range(2):
        ratios = visit.page.evaluate(_CONTRAST)
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
        visit.page.locator("#theme").click()


def test_hostile_texts_are_shown_and_never_run(browser: Browser, tmp_path: Path) -> None:
    """Every node and link of the hostile graph is opened; each title stands in the panel letter by letter."""
    visit = Visit(browser, written(hostile_graph(), tmp_path / "hostile.html"))
    expected = visit.page.locator("script").count()
    titles = visit.page.evaluate(
        """() => nodes.filter((node) => node.kind === "Paper").map((node) => {
            select({node: node.index});
            showTooltip({node: node.index}, {x: 5, y: 5});
            for (const details of document.querySelectorAll("details")) details.open = true;
            return document.querySelector("#panel h2").textContent;
        })"""
    )
    assert sorted(titles) == sorted(HOSTILE)
    visit.page.evaluate("for (const node of nodes) select({node: node.index})")
    visit.page.evaluate(
        "for (const number of edges.keys()) { select({edge: number}); showTooltip({edge: number}, {x: 5, y: 5}) }"
    )
    visit.page.evaluate("for (const kind of Object.keys(KINDS)) openTab(kind)")
    for words in (HOSTILE[0], "href", "__proto__", "constructor"):
        visit.page.locator("#search").fill(words)
        expect(visit.page.locator("#results [role=option]").first).to_be_visible()
    visit.page.wait_for_timeout(200)
    assert visit.page.locator("script").count() == expected
    assert visit.page.evaluate(_STRANGERS) == []
    assert visit.page.evaluate(_BAD_LINKS) == []
    visit.clean()
    visit.page.close()


@pytest.mark.parametrize("name", ["__proto__", HOSTILE[1], HOSTILE[-1]])
def test_hostile_node_is_found_by_search_click_and_address(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    file = written(small_hostile(name), tmp_path / "page.html")
    visit = Visit(browser, file)
    visit.page.mouse.click(*visit.spot(f"method:{name}"))
    assert visit.page.locator("#panel h2").text_content() == name
    address = visit.page.evaluate("location.hash")
    visit.clean()
    visit.page.close()
    visit = Visit(browser, file, address)
    assert visit.page.locator("#panel h2").text_content() == name
    visit.clean()
    visit.page.close()


def small_hostile(name: str) -> Graph:
    from kg.export import part

    return part(hostile_graph(), around=f"method:{name}", depth=1)


def test_hostile_title_of_the_page_is_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    EXPORTERS["html"](small(), file, title=HOSTILE[6])
    visit = Visit(browser, file)
    assert visit.page.title() == HOSTILE[6]
    visit.clean()
    visit.page.close()


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_tiny_graphs_open(browser: Browser, tmp_path: Path, count: int) -> None:
    from kg.export import part

    graph = part(small(), top=count) if count else Graph.empty()
    visit = Visit(browser, written(graph, tmp_path / "page.html"))
    assert visit.page.evaluate("drawnNodes.length") == count
    visit.clean()
    visit.page.close()


def test_large_graph_begins_with_its_most_important_part(
    browser: Browser, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("kg.export.html.WHOLE", 10)
    monkeypatch.setattr("kg.export.html.FIRST", 4)
    visit = Visit(browser, written(small(), tmp_path / "page.html"))
    expect(visit.page.locator("#shown")).to_contain_text(f"The 4 most important of {NODES} nodes")
    assert visit.page.evaluate("drawnNodes.length") == 4
    visit.page.locator("#search").fill("hunch")
    visit.page.locator("#search").press("Enter")
    assert visit.title() == "Hunch"
    assert visit.page.evaluate("drawnNodes.length") == 6
    visit.page.locator("#shown button").click()
    visit.until(f"drawnNodes.length === {NODES} && drawnEdges.length === {LINKS}")
    visit.clean()
    visit.page.close()


_STRANGERS = """() => [...document.querySelectorAll("*")]
    .map((element) => element.tagName.toLowerCase())
    .filter((tag) => ["img", "iframe", "object", "embed", "form", "base", "video", "textarea", "math", "animate"].includes(tag))"""

_BAD_LINKS = """() => [...document.querySelectorAll("a")]
    .map((link) => link.getAttribute("href"))
    .filter((href) => !/^(#|https?:)/.test(href))"""

_CONTRAST = """() => {
    const style = getComputedStyle(document.documentElement);
    const light = (name) => {
        const hex = style.getPropertyValue(`--${name}`).trim();
        const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
            .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const pairs = ["stage", "surface", "raised", "hover"].flatMap((under) => ["text", "quiet", "accent"].map((over) => [over, under]));
    pairs.push(...["Paper", "Dataset", "Method", "Repo"].map((kind) => ["text", `${kind}-tint`]));
    return Object.fromEntries(pairs.map(([over, under]) => [`${over} on ${under}`, ratio(over, under)]));
}"""
