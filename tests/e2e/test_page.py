"""The page in a real browser: what a reader does with it."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser import Visit
from tests.graphs import BENCHMARK, SCAPES, SURVEY, WHALES, WINGNET, small

pytestmark = pytest.mark.browser

VIEW = small().to_networkx()
NODES, LINKS = VIEW.number_of_nodes(), VIEW.number_of_edges()
COPIED = json.loads((Path(__file__).parents[1] / "golden" / "page-queries.json").read_text("utf-8"))
SIZES = [(1280, 800), (800, 600), (360, 640)]
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"


def links(*hidden: str) -> int:
    """Count the links without those of these roles and types, or to things of these kinds."""
    return sum(
        not {kind, properties.get("role"), end.partition(":")[0]} & set(hidden)
        for _, end, kind, properties in VIEW.edges(keys=True, data=True)
    )


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_page_opens_offline_whole_and_accessible(browser: Browser, file: Path, size: tuple[int, int]) -> None:
    """Nothing is asked for or complained about, nothing is wider than the screen, axe-core finds no fault."""
    with Visit(browser, file, "#dataset:birdsong-10k", *size) as visit:
        assert visit.title() == "BirdSong-10K"
        assert visit.shown() == (NODES, LINKS)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert visit.page.evaluate("document.activeElement.tagName") == "BODY"
        visit.page.locator("#filters").evaluate("(filters) => { filters.open = true }")
        found = Axe().run(visit.page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()


def test_page_fits_a_narrow_screen(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#dataset:birdsong-10k", width=360, height=640) as visit:
        expect(visit.page.locator("#sidebar")).to_be_hidden()
        assert visit.page.locator("#panel").bounding_box()["y"] > 200
        visit.page.locator("#menu").click()
        expect(visit.page.locator("#sidebar")).to_be_visible()
        visit.page.get_by_role("tab", name="papers").click()
        visit.page.locator("#list a", has_text="Whale").click()
        expect(visit.page.locator("#sidebar")).to_be_hidden()
        assert visit.title() == "Whale Calls at Scale"


def test_legend_counts_and_parallel_links_are_drawn_apart(visit: Visit) -> None:
    expect(visit.page.locator("#counts")).to_have_text("6 papers · 2 datasets · 4 methods · 3 repositories")
    expect(visit.page.locator("#kinds .number")).to_have_text(["6", "2", "4", "3"])
    drawn = visit.page.evaluate(
        """([a, b]) => drawnEdges.get({filter: (edge) => {
            const ends = [edge.from, edge.to];
            return ends.includes(numberOf.get(a)) && ends.includes(numberOf.get(b));
        }}).map((edge) => [edges[edge.id].type, Boolean(edge.smooth)]).sort()""",
        [SCAPES, WINGNET],
    )
    assert [kind for kind, _ in drawn] == ["BUILDS_ON", "SIMILAR_TO"]
    assert sorted(bent for _, bent in drawn) == [False, True]


def test_search_finds_an_alias_and_enter_selects_it(visit: Visit) -> None:
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("wing net")
    expect(visit.page.locator("#results [role=option]").first).to_contain_text("WingNet")
    visit.page.keyboard.press("Enter")
    assert visit.title() == "WingNet"
    expect(visit.page.locator("#panel")).to_contain_text("Introduced by")
    expect(visit.page.locator("#panel blockquote mark").first).to_have_text("WingNet")
    expect(visit.page.locator("#panel .years")).to_have_attribute(
        "aria-label", "Papers that mention it, by year: 2021: 1, 2022: 1, 2023: 1"
    )
    assert visit.address() == "#method:wingnet"


def test_search_goes_down_with_arrows_and_away_with_escape(visit: Visit) -> None:
    search = visit.page.locator("#search")
    search.fill("wingnet")
    search.press("ArrowDown")
    expect(visit.page.locator("#result-1")).to_have_attribute("aria-selected", "true")
    expect(search).to_have_attribute("aria-activedescendant", "result-1")
    search.press("Escape")
    expect(visit.page.locator("#results")).to_be_hidden()
    search.fill("no such thing anywhere")
    expect(visit.page.locator("#results")).to_have_text("Nothing found")
    search.press("Escape")
    search.blur()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("wing-net", "WingNet"),
        ("birdsong10k", "BirdSong-10K"),
        ("bird song 10k", "BirdSong-10K"),
        ("https://github.com/ada/wingnet/tree/main", "ada/wingnet"),
        ("https://arxiv.org/pdf/2203.00003v2", "Whale Calls at Scale"),
        ("https://doi.org/10.1000/whales", "Whale Calls at Scale"),
        ("Di Dove", "Soundscapes with WingNet++"),
    ],
)
def test_search_finds_other_spellings_addresses_and_authors(visit: Visit, words: str, first: str) -> None:
    visit.page.locator("#search").fill(words)
    expect(visit.page.locator("#results [role=option] .what").first).to_have_text(first)


@pytest.mark.parametrize("close", ["Escape", "Enter"])
def test_the_keyboard_goes_on_at_what_opened_the_panel_once_that_is_closed(visit: Visit, close: str) -> None:
    visit.page.get_by_role("tab", name="papers").click()
    opener = visit.page.locator("#list a", has_text="Whale Calls")
    opener.press("Enter")
    assert visit.title() == "Whale Calls at Scale"
    if close == "Enter":
        visit.page.locator("#panel .close").focus()
    visit.page.keyboard.press(close)
    expect(visit.page.locator("#panel")).to_be_hidden()
    expect(opener).to_be_focused()


def test_names_that_differ_by_case_plural_or_hyphen_are_told_once(visit: Visit) -> None:
    visit.follow("#method:graph-neural-network")
    expect(visit.page.locator("#panel .fact").first).to_have_text("Also written: GNN")
    visit.follow("#dataset:birdsong-10k")
    expect(visit.page.locator("#panel .fact").first).not_to_contain_text("Also written")


def test_click_on_a_node_shows_its_evidence(visit: Visit) -> None:
    visit.page.mouse.click(*visit.spot(WHALES))
    assert visit.title() == "Whale Calls at Scale"
    panel = visit.page.locator("#panel")
    expect(panel).to_contain_text("Cy Coot, Ada Ara")
    expect(panel).to_contain_text("2022-03-09")
    expect(panel.locator(".abstract mark")).to_have_text(["WhaleCalls", "WingNet", "BirdSong-10K"])
    arxiv = panel.get_by_role("link", name="arXiv")
    expect(arxiv).to_have_attribute("href", "https://arxiv.org/abs/2203.00003")
    expect(arxiv).to_have_attribute("rel", "noopener noreferrer")
    panel.locator(".abstract mark", has_text="WingNet").click()
    assert visit.title() == "WingNet"
    visit.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_paper_without_an_address_offers_a_search_for_its_title(visit: Visit) -> None:
    visit.follow(f"#{SURVEY}")
    (link,) = visit.page.locator("#panel .web a").all()
    expect(link).to_have_text("Search for its title on arXiv")
    address = "https://arxiv.org/search/?searchtype=title&query=A%20Survey%20of%20Listening%20Machines"
    expect(link).to_have_attribute("href", address)
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_thing_shows_what_is_mentioned_together_with_it(visit: Visit) -> None:
    visit.follow("#dataset:birdsong-10k")
    rows = visit.page.locator("#panel section", has_text="Mentioned together with").locator("li")
    expect(rows.nth(0)).to_have_text("WingNet3 papers")
    expect(rows.nth(1)).to_have_text("WhaleCalls2 papers")
    rows.nth(0).get_by_role("link").click()
    assert visit.title() == "WingNet"
    visit.follow(f"#{WHALES}")
    expect(visit.page.locator("#panel")).not_to_contain_text("Mentioned together with")


def test_click_on_a_link_shows_what_it_rests_on(visit: Visit) -> None:
    where = visit.page.evaluate(
        """([from, to]) => {
            moveTo([from, to].map((id) => numberOf.get(id)), false);
            network.moveTo({ scale: 4 }), network.redraw();  // so near that names leave the link free
            const [a, b] = [from, to].map((id) => network.canvasToDOM(network.body.nodes[numberOf.get(id)]));
            const box = document.getElementById("picture").getBoundingClientRect();
            return [box.x + (a.x + b.x) / 2, box.y + (a.y + b.y) / 2];
        }""",
        [BENCHMARK, "repo:github.com/ada/birdsong"],
    )
    visit.page.mouse.click(*where)
    panel = visit.page.locator("#panel")
    expect(panel).to_contain_text("introduces")
    expect(panel).to_contain_text("100%")
    assert visit.address() == f"#link={BENCHMARK},MENTIONS,repo:github.com/ada/birdsong"


def test_inferred_citation_and_similarity_say_why(visit: Visit) -> None:
    visit.follow(f"#link={SCAPES},BUILDS_ON,{WINGNET}")
    expect(visit.page.locator("#panel")).to_contain_text("inferred citation")
    expect(visit.page.locator("#panel")).to_contain_text("Through: WingNet")
    expect(visit.page.locator("#panel .verb")).to_have_text("extends (inferred)")
    visit.follow(f"#{WINGNET}")
    for said, paper in {
        "Extended by (inferred)": "Soundscapes with WingNet++",
        "Compared with by (inferred)": "Whale Calls",
    }.items():
        expect(visit.page.locator("#panel section", has_text=said)).to_contain_text(paper)
    similar = visit.page.locator("#panel section", has_text="Similar papers")
    expect(similar.locator(".terms")).to_have_text(["wing", "birds", "machines · graphs"])


def test_switches_hide_kinds_roles_and_types(visit: Visit) -> None:
    assert visit.shown() == (NODES, LINKS)
    visit.page.locator("label", has_text="Datasets").click()
    assert visit.shown() == (NODES - 2, links("dataset"))
    expect(visit.page.locator("#shown")).to_contain_text(f"{NODES - 2} of {NODES} nodes")
    visit.page.locator("label", has_text="refers to").click()
    assert visit.shown() == (NODES - 2, links("dataset", "BUILDS_ON"))
    visit.page.locator("label", has_text="Datasets").click()
    visit.page.locator("label", has_text="introduces").click()
    assert visit.shown() == (NODES - 3, links("BUILDS_ON", "introduces"))  # what is only introduced goes too
    assert visit.address() == "#hide=BUILDS_ON,MENTIONS%20introduces"


def test_filters_hide_by_year_confidence_and_listing(visit: Visit) -> None:
    visit.page.locator("#filters summary").click()
    visit.set("#year-to", "2021")
    assert visit.ids("Paper") == {BENCHMARK, WINGNET}
    assert visit.ids("Method") == {"method:wingnet", "method:graph-neural-network"}
    visit.set("#year-to", "2023")
    visit.set("#sure", "0.9")
    assert visit.ids("Method") == {"method:wingnet", "method:wingnet-plus-plus"}
    visit.set("#sure", "0")
    visit.page.locator(".listings label", has_text="spring.html").click()
    assert visit.ids("Paper") >= {BENCHMARK, WINGNET}
    assert not visit.ids("Paper") & {WHALES, SCAPES, SURVEY}
    visit.page.locator("#shown button").click()
    assert visit.shown() == (NODES, LINKS)
    assert visit.page.locator(".listings input").first.is_checked()


def test_neighbourhood_of_one_two_and_three_steps(visit: Visit) -> None:
    visit.follow("#repo:github.com/ada/birdsong")
    repo = "repo:github.com/ada/birdsong"
    undirected = VIEW.to_undirected()
    for steps in (1, 2, 3):
        visit.page.get_by_role("button", name=f"at most {steps} step").click()
        near = {node for node in undirected if _distance(undirected, repo, node) <= steps}
        assert visit.ids() == near
    visit.page.get_by_role("button", name="connected to this at all").click()
    assert len(visit.ids()) == NODES - 1  # one paper is linked to nothing
    visit.page.get_by_role("button", name="connected to this at all").click()
    assert visit.shown() == (NODES, LINKS)


def _distance(graph, start: str, end: str) -> float:
    import networkx as nx

    try:
        return nx.shortest_path_length(graph, start, end)
    except nx.NetworkXNoPath:
        return float("inf")


def test_path_between_two_nodes_is_shown_with_its_sentences(visit: Visit) -> None:
    visit.follow("#dataset:whalecalls")
    visit.page.get_by_role("button", name="Path to").click()
    visit.page.keyboard.type("hunch")
    visit.page.keyboard.press("Enter")
    panel = visit.page.locator("#panel")
    expect(panel.locator(".kind")).to_contain_text("path of 4 steps")
    expect(panel.locator(".trail > .end")).to_have_count(5)
    expect(panel.locator(".trail .step")).to_have_count(4)
    expect(panel.locator("blockquote").first).to_contain_text("WhaleCalls")
    assert visit.address() == "#path=dataset:whalecalls,method:hunch"
    visit.follow("#path=dataset:whalecalls,paper:quotes-and-braces-4d5e6f70")
    expect(panel).to_contain_text("Nothing in the picture leads from one to the other")
    expect(panel.get_by_role("button", name="whole graph")).to_have_count(0)


def test_path_to_what_is_hidden_shows_it_again(visit: Visit) -> None:
    visit.follow("#node=dataset:whalecalls&around=dataset:whalecalls,1")
    visit.page.keyboard.press("p")
    visit.page.keyboard.type("hunch")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#panel .kind")).to_contain_text("path of 4 steps")
    assert visit.address() == "#path=dataset:whalecalls,method:hunch"


def test_path_that_only_hidden_links_make_is_found_in_the_whole_graph(visit: Visit) -> None:
    visit.follow("#path=dataset:whalecalls,method:hunch&around=dataset:whalecalls,1")
    panel = visit.page.locator("#panel")
    expect(panel).to_contain_text("Nothing in the picture leads from one to the other")
    panel.get_by_role("button", name="whole graph").click()
    expect(panel.locator(".kind")).to_contain_text("path of 4 steps")
    assert visit.address() == "#path=dataset:whalecalls,method:hunch"


def test_name_of_a_node_beside_the_panel_does_not_reach_under_it(visit: Visit) -> None:
    visit.follow("#method:wingnet")
    edge, right = visit.page.evaluate(
        """() => {
            const node = numberOf.get("method:wingnet");
            const {scale, width, right} = screen();
            const {x, y} = network.body.nodes[node];
            network.moveTo({position: {x: x - (right - 12 - width / 2) / scale, y}});
            network.redraw();
            return [right, labelsShown.find((label) => label.node === node).box.right];
        }"""
    )
    assert edge - 60 < right < edge


def test_topic_names_what_its_papers_share(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="topics").click()
    visit.page.locator("#list a").first.click()
    expect(visit.page.locator("#panel .kind")).to_have_text("topic of 3 papers")
    expect(visit.page.locator("#panel section", has_text="What they share").locator("li")).to_contain_text(
        ["graph neural network", "ada/wingnet", "BirdSong-10K"]  # the last is in most papers of the graph
    )
    assert visit.address() == "#topic=0"
    members = visit.page.evaluate("topics[0].members.map((node) => node.index)")
    assert visit.page.evaluate("highlighted().nodes") == members


def test_lists_hold_what_is_shown_in_the_order_asked_for(visit: Visit) -> None:
    visit.page.get_by_role("tab", name="papers").click()
    expect(visit.page.locator("#list li")).to_have_count(6)
    visit.page.locator("#sort").select_option("year")
    expect(visit.page.locator("#list li").first).to_contain_text("Soundscapes")
    visit.page.locator("#sort").select_option("use")
    visit.page.get_by_role("tab", name="papers").press("ArrowRight")
    expect(visit.page.locator("#list li")).to_have_text(["BirdSong-10K4", "WhaleCalls2"])
    visit.follow("#years=2020-2021")
    expect(visit.page.locator("#list li")).to_have_text(["BirdSong-10K4"])
    visit.page.locator("#list a").first.click()
    assert visit.title() == "BirdSong-10K"


def test_keys_and_help(visit: Visit) -> None:
    visit.page.locator(".vis-network").focus()
    start = visit.page.evaluate("network.getViewPosition().x")
    visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("network.getViewPosition().x") > start
    scale = visit.page.evaluate("network.getScale()")
    visit.page.keyboard.press("+")
    visit.until(f"network.getScale() > {scale}")
    visit.page.keyboard.press("?")
    expect(visit.page.get_by_role("dialog")).to_contain_text("How to read this page")
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_be_hidden()
    visit.follow("#dataset:birdsong-10k")
    visit.page.locator("#panel").focus()
    visit.page.keyboard.press("1")
    assert len(visit.ids()) == 5
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("Escape")
    assert visit.shown() == (NODES, LINKS)


def test_showing_everything_again_fills_the_stage_with_it(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "#dataset:birdsong-10k") as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        for key in ("1", "Escape", "Escape"):
            visit.page.keyboard.press(key)
        shown = visit.page.evaluate("network.getViewPosition()")
        visit.page.locator("#picture .vis-network").focus()
        visit.page.keyboard.press("0")
        assert visit.page.evaluate("network.getViewPosition()") == pytest.approx(shown, abs=0.1)


@pytest.mark.parametrize("name", COPIED)
def test_copied_cypher_is_the_query_that_runs_on_every_store(visit: Visit, name: str) -> None:
    """What these queries give on each store is compared with the picture in the contract tests."""
    visit.follow(COPIED[name]["address"])
    visit.page.locator("#more").click()
    visit.page.get_by_role("button", name="Cypher").click()
    copied = visit.page.locator("#dialog pre").text_content()
    visit.page.keyboard.press("Escape")
    assert copied == "\n".join(COPIED[name]["cypher"])
    nodes, links = visit.page.evaluate(_ON_SCREEN)
    assert (sorted(nodes), links) == (COPIED[name]["ids"], COPIED[name]["links"])


def test_picture_is_saved_as_png_and_svg(visit: Visit, tmp_path: Path) -> None:
    """Whole, also where the pointer has just passed a node."""
    visit.page.mouse.move(*visit.spot(WINGNET))
    visit.until("hovered !== null")
    for name in ("SVG", "PNG"):
        visit.page.locator("#more").click()
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / name)
    assert (tmp_path / "PNG").read_bytes().startswith(PNG)
    root = ElementTree.parse(tmp_path / "SVG").getroot()
    assert len(root.findall(f".//{SVG}g[@id='nodes']/*")) == NODES
    assert len(root.findall(f".//{SVG}g[@id='links']/*")) == LINKS
    assert "BirdSong-10K" in [text.text for text in root.iter(f"{SVG}text")]


_ON_SCREEN = """() => {
    const shown = trail ? trail.nodes : [...nodes.keys()].filter((index) => !network.body.nodes[index].options.hidden);
    const among = edges.filter(({id, from, to}) => !network.body.edges[id].options.hidden && shown.includes(from) && shown.includes(to));
    return [shown.map((index) => nodes[index].id), among.length];
}"""
"""What is to be seen, or of a path that is shown its nodes and all links between them."""
