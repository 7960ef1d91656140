"""What is selected on the page: it fits the screen, its links look as the legend says, its roles have their sentences."""

import json
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from kg.graph import Graph
from tests.browser import Visit, page_of
from tests.graphs import SCAPES, SURVEY, WINGNET, small

pytestmark = pytest.mark.browser

SENTENCES = [
    ("Low-Rank Wonders", []),
    ("LoRA is well known.", []),
    ("We outperform LoRA by far.", ["comparesWith"]),
    ("Ours builds on LoRA.", ["extends"]),
    ("Ours extends LoRA and beats LoRA.", ["comparesWith", "extends"]),
]


@pytest.fixture(scope="module")
def with_roles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a paper that names a method in many sentences, two of which state one role each, and one both."""
    title, *said = [sentence for sentence, _ in SENTENCES]
    abstract = " ".join(said)
    records = [
        {
            "field": "title" if sentence == title else "abstract",
            "start": (title if sentence == title else abstract).index(sentence),
            "end": (title if sentence == title else abstract).index(sentence) + 4,
            "sentence": sentence,
            "surface": sentence[:4],
            **({"roles": roles} if roles else {}),
        }
        for sentence, roles in SENTENCES
    ]
    mention = {"start": "paper:a", "end": "method:lora", "role": "mentions", "evidence": json.dumps(records)}
    graph = Graph.of(
        {
            "Paper": pl.DataFrame([{"id": "paper:a", "title": title, "abstract": abstract}]),
            "Method": pl.DataFrame([{"id": "method:lora", "name": "LoRA", "papers": 1}]),
        },
        {"MENTIONS": pl.DataFrame([{**mention, "roles": ["comparesWith", "evaluatesOn", "extends"]}])},
    )
    return page_of(graph, tmp_path_factory.mktemp("roles") / "graph.html")


def test_each_role_stands_over_the_sentence_that_states_it(browser: Browser, with_roles: Path) -> None:
    with Visit(browser, with_roles, "#method:lora") as visit:
        row = visit.page.locator("#panel section li").first
        expect(row.locator("> .role")).to_have_text(["evaluates on it", "compares with it", "extends it"])
        expect(row.locator("> .role:first-of-type + blockquote")).to_have_count(
            0
        )  # no sentence states that one
        said = row.locator("> .role + blockquote")
        expect(said).to_have_text(["We outperform LoRA by far.", "Ours builds on LoRA."])
        row.get_by_text("3 more").click()
        rest = row.locator("details")
        expect(rest.locator(".role")).to_have_text(["compares with it · extends it"])
        expect(rest.locator("blockquote")).to_have_text(
            ["Ours extends LoRA and beats LoRA.", "LoRA is well known.", "Low-Rank Wonders"]
        )


def test_step_of_a_path_shows_the_sentence_that_says_most(browser: Browser, with_roles: Path) -> None:
    with Visit(browser, with_roles, "#path=method:lora,paper:a") as visit:
        step = visit.page.locator("#panel .step")
        expect(step.locator(".role + blockquote")).to_have_text(["We outperform LoRA by far."])


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
@pytest.mark.parametrize("way", ["search", "click", "address"])
def test_selected_node_is_shown_with_all_its_neighbours(
    browser: Browser, file: Path, size: tuple[int, int], way: str
) -> None:
    with Visit(browser, file, f"#{WINGNET}" if way == "address" else "", *size) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        if way != "address":
            visit.page.evaluate(
                "(id) => { const {x, y} = network.body.nodes[numberOf.get(id)]; network.moveTo({position: {x, y}, scale: 6}); }",
                WINGNET,
            )
        if way == "search":
            visit.page.locator("#search").fill("Hearing Birds")
            visit.page.locator("#search").press("Enter")
        elif way == "click":
            visit.page.mouse.click(*visit.spot(WINGNET))
        assert visit.title().startswith("WingNet: ")
        box = visit.page.locator("#picture").bounding_box()
        panel = visit.page.locator("#panel").bounding_box()
        right, bottom = (panel["x"], size[1]) if panel["width"] < size[0] * 0.7 else (size[0], panel["y"])
        for node in visit.page.evaluate("highlighted().nodes.map((index) => nodes[index].id)"):
            x, y = visit.spot(node)
            assert box["x"] < x < right
            assert box["y"] < y < bottom


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
def test_clicked_link_is_not_left_under_the_panel(
    browser: Browser, file: Path, size: tuple[int, int]
) -> None:
    with Visit(browser, file, "", *size) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        where = visit.page.evaluate(_LINK_IN_THE_CORNER)
        scale = visit.page.evaluate("network.getScale()")
        visit.page.mouse.click(*where)
        expect(visit.page.locator("#panel .verb")).to_be_visible()
        assert visit.page.evaluate("view.edge !== null && !areCovered(inFocus())")
        assert visit.page.evaluate("network.getScale()") <= scale * 1.001


_LINK_IN_THE_CORNER = """() => {
    const middle = (edge) => ["x", "y"].map((key) => (network.body.nodes[edge.from][key] + network.body.nodes[edge.to][key]) / 2);
    const edge = edges.find(({ from, to }) => nodes[from].name === "A Benchmark of Bird Songs" && nodes[to].kind === "Repo");
    const { scale, width, height } = screen();
    const [x, y] = middle(edge);
    network.moveTo({ position: { x: x - (width / 2 - 40) / scale, y: y - (height / 2 - 40) / scale } });
    network.redraw();
    const box = byElementId("picture").getBoundingClientRect();
    return [box.x + width - 40, box.y + height - 40];
}"""
"""Move the view so that the middle of a link is in the corner that the panel covers; gives where it then is."""


def test_what_the_pointer_was_on_is_told_no_more_once_something_else_is_selected(
    browser: Browser, file: Path
) -> None:
    """The picture has moved from under it: nothing hangs over it, and Escape gives back the whole."""
    with Visit(browser, file) as visit:
        visit.page.mouse.move(*visit.spot(WINGNET))
        expect(visit.page.locator("#tooltip")).to_be_visible()
        visit.page.mouse.click(*visit.spot(WINGNET))
        expect(visit.page.locator("#tooltip")).to_be_hidden()
        visit.page.keyboard.press("Escape")
        assert visit.page.evaluate("highlighted()") is None
        visit.page.mouse.move(*visit.spot(SURVEY))
        visit.page.mouse.move(*visit.spot(WINGNET))
        expect(visit.page.locator("#tooltip")).to_be_visible()
        visit.page.mouse.move(20, 20)
        expect(visit.page.locator("#tooltip")).to_be_hidden()


def test_a_finger_leaves_no_tooltip_behind(browser: Browser, file: Path) -> None:
    with Visit(browser, file, "", 390, 844, touch=True) as visit:
        visit.page.touchscreen.tap(*visit.spot(WINGNET))
        assert visit.title().startswith("WingNet: ")
        expect(visit.page.locator("#tooltip")).to_be_hidden()
        assert visit.page.evaluate("hovered") is None


def test_years_have_bars_with_numbers_that_choose_one(visit: Visit) -> None:
    visit.follow("#method:wingnet")
    bars = visit.page.locator("#panel .years")
    expect(bars.locator(".many")).to_have_text(["1", "1", "1"])
    expect(bars.locator(".year")).to_have_text(["2021", "2022", "2023"])
    visit.page.locator("#filters").evaluate("(filters) => { filters.open = true }")
    bar = visit.page.locator("#filters .years g", has_text="2021: 1 paper")
    bar.click()
    assert visit.ids("Paper") == {WINGNET}
    expect(visit.page.locator("#filters .years .out")).to_have_count(3)
    assert visit.address() == "#node=method:wingnet&years=2021-2021"
    bar.click()
    assert visit.ids() == set(small().to_networkx())


def test_topics_are_found_by_their_names_after_a_thing_that_has_it_whole(visit: Visit) -> None:
    search = visit.page.locator("#search")
    search.fill("wingnet")
    rows = visit.page.locator("#results [role=option]")
    cited = "WingNet: Hearing Birds with Graphs"  # which has the word as its key
    expect(rows.locator(".what")).to_contain_text(["WingNet", cited, "WingNet++", "WingNet", "ada/wingnet"])
    expect(rows.nth(3)).to_have_text("WingNettopic of 3 papers")
    rows.nth(3).click()
    assert visit.address() == "#topic=0"
    visit.follow("#dataset:whalecalls")
    visit.page.keyboard.press("p")
    search.fill("wingnet")  # a path leads from node to node
    expect(visit.page.locator("#results [role=option]").first).to_be_visible()
    expect(visit.page.locator("#results .patch")).to_have_count(0)
    search.press("Escape")
    visit.page.locator("#shown button").click()


def test_similar_papers_have_what_both_mention_and_their_other_links(visit: Visit) -> None:
    visit.follow(f"#link={WINGNET},SIMILAR_TO,{SCAPES}")
    both = visit.page.locator("#panel section", has_text="Both mention")
    expect(both.locator(".row")).to_have_text(["WingNet", "BirdSong-10K"])
    both.get_by_text("sentences").first.click()
    expect(both.locator("details[open] mark").first).to_have_text("WingNet")
    visit.page.locator("#panel .between a", has_text="extends (inferred)").click()
    assert visit.address() == f"#link={SCAPES},BUILDS_ON,{WINGNET}"


def test_the_keyboard_skips_to_the_picture(browser: Browser, file: Path) -> None:
    with Visit(browser, file) as visit:
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(".skip")).to_be_focused()
        assert visit.page.locator(".skip").bounding_box()["x"] > 0
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("application")).to_be_focused()
        assert visit.address() == ""


def test_of_a_long_abstract_the_begin_is_shown_on_paper_all(browser: Browser, tmp_path: Path) -> None:
    papers = [
        {"id": "paper:a", "title": "Long", "abstract": "So it goes on and on. " * 60 + "The end."},
        {"id": "paper:b", "title": "Short", "abstract": "All is said."},
    ]
    file = page_of(Graph.of({"Paper": pl.DataFrame(papers)}, {}), tmp_path / "graph.html")
    with Visit(browser, file, "#paper:a") as visit:
        text = visit.page.locator("#panel .abstract")
        high = "(text) => text.scrollHeight > text.clientHeight + 5"
        assert text.evaluate(high)
        visit.page.emulate_media(media="print")
        assert not text.evaluate(high)
        visit.page.emulate_media(media="screen")
        visit.page.get_by_role("button", name="Whole abstract").click()
        assert not text.evaluate(high)
        visit.follow("#paper:b")
        expect(visit.page.get_by_role("button", name="Whole abstract")).to_have_count(0)


def test_thing_tells_of_which_topics_its_papers_are(visit: Visit) -> None:
    visit.follow("#dataset:birdsong-10k")
    line = visit.page.locator("#panel .fact", has_text="Papers in topics")
    expect(line).to_have_text("Papers in topics: WingNet (2)")
    line.get_by_role("link").click()
    assert visit.title() == "WingNet"
    visit.follow(f"#{WINGNET}")
    expect(visit.page.locator("#panel .fact", has_text="Topic: WingNet")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("hash_", [f"#{WINGNET}", f"#{SURVEY}", "#path=dataset:whalecalls,method:hunch"])
def test_links_of_what_is_selected_look_as_in_the_legend(
    browser: Browser, file: Path, hash_: str, theme: str
) -> None:
    """Sampled along each link: the colour of its row, and no other row's, is what is on the screen."""
    with Visit(browser, file, hash_) as visit:
        visit.page.evaluate("(theme) => { changeTheme(theme); network.redraw(); }", theme)
        looks = visit.page.evaluate(_LOOKS)
        assert len({own for own, _ in looks}) > 1
        assert all(own == seen for own, seen in looks), looks


_LOOKS = """() => {
    const rgb = (text) => text.match(/\\d+/g).slice(0, 3).map(Number);
    const rows = [...document.querySelectorAll("#links .stroke")].map((line) => [line.classList[1], rgb(getComputedStyle(line).stroke)]);
    const { canvas } = network.canvas.frame;
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const ratio = canvas.width / canvas.clientWidth;
    const place = screen();
    const stage = [1, 3, 5].map((at) => parseInt(colours.stage.slice(at, at + 2), 16));
    return highlighted().edges.map((id) => network.body.edges[id]).map((edge) => {
        const tally = {};
        for (let share = 0.1; share < 0.9; share += 0.01) {
            const { x, y } = edge.edgeType.getPoint(share);
            const around = context.getImageData(Math.round(place.x(x) * ratio) - 1, Math.round(place.y(y) * ratio) - 1, 3, 3).data;
            const pixels = [...Array(9).keys()].map((at) => [...around.slice(4 * at, 4 * at + 3)]);
            const far = (pixel) => pixel.reduce((sum, part, at) => sum + Math.abs(part - stage[at]), 0);
            const pixel = pixels.reduce((a, b) => (far(b) > far(a) ? b : a));  // the middle of the line, not its soft rim
            const near = rows.find(([, colour]) => colour.every((part, at) => Math.abs(part - pixel[at]) < 12));
            if (near) tally[near[0]] = (tally[near[0]] ?? 0) + 1;
        }
        const most = Object.entries(tally).sort((a, b) => b[1] - a[1])[0]?.[0];
        return [LINKS.get(edges[edge.id].link).name, most];
    });
}"""
