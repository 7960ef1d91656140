"""What nobody may do to a reader of the page: not by a paper's text, and not by the address of a link to it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from kg.export import EXPORTERS, part
from kg.stores.guard import checked
from tests.browser import Visit
from tests.graphs import small
from tests.hostile import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "hostile.html"
    EXPORTERS["html"](hostile_graph(), out)
    return out


@pytest.fixture(scope="module")
def hostile(browser: Browser, file: Path) -> Iterator[Visit]:
    """The page of a graph with every hostile text in every field of every node and link."""
    with Visit(browser, file) as visit:
        visit.scripts = visit.page.locator("script").count()
        yield visit


@pytest.fixture
def visit(hostile: Visit) -> Iterator[Visit]:
    yield hostile
    hostile.page.wait_for_timeout(100)
    assert hostile.page.locator("script").count() == hostile.scripts
    assert hostile.page.evaluate(_STRANGERS) == []
    assert hostile.page.evaluate(_BAD_LINKS) == []
    assert hostile.clean()


def test_hostile_texts_are_shown_letter_by_letter_in_every_panel(visit: Visit) -> None:
    titles = visit.page.evaluate(
        """() => nodes.filter((node) => node.kind === "Paper").map((node) => {
            view.node = node.index;
            fillPanel();
            showTooltip({node: node.index}, {x: 5, y: 5});
            for (const details of document.querySelectorAll("details")) details.open = true;
            return document.querySelector("#panel h2").textContent;
        })"""
    )
    assert sorted(titles) == sorted(HOSTILE)
    visit.page.evaluate("for (const node of nodes) { view.node = node.index; fillPanel() }")
    visit.page.evaluate(
        """() => {
            view.node = null;
            for (const number of edges.keys()) {
                view.edge = number;
                fillPanel();
                showTooltip({edge: number}, {x: 5, y: 5});
            }
            view.edge = null;
        }"""
    )


def test_hostile_names_of_topics_lists_filters_and_results_are_text(visit: Visit) -> None:
    assert visit.page.evaluate("topics.length") > 0
    visit.page.evaluate(
        """(texts) => {
            topics[0].words = texts.slice(0, 3);
            for (const [number, topic] of topics.entries()) {
                if (number) topic.words = texts.slice(number % texts.length).slice(0, 3);
                change({topic: number, node: null, edge: null});
                showTooltip({topic: number}, {x: 5, y: 5});
            }
            for (const tab of ["Topic", ...Object.keys(KINDS)]) openTab(tab);
            change({topic: null});
        }""",
        list(HOSTILE),
    )
    assert visit.page.locator(".listings label").count() == len(HOSTILE)
    for words in (HOSTILE[0], "href", "__proto__", "constructor"):
        visit.page.locator("#search").fill(words)
        expect(visit.page.locator("#results [role=option]").first).to_be_visible()
    visit.page.locator("#search").fill("")


def test_hostile_path_and_surroundings_are_text(visit: Visit) -> None:
    papers = [quote(f"paper:{text}", safe="") for text in HOSTILE]
    visit.follow(f"#path={papers[1]},{papers[8]}")
    expect(visit.page.locator("#panel .trail")).to_be_visible()
    visit.follow(f"#around={papers[1]},1&node={papers[1]}")
    assert visit.page.locator("#panel h2").text_content() == HOSTILE[1]
    visit.page.get_by_role("button", name="Path to").click()
    visit.page.keyboard.press("Escape")
    visit.page.locator("#search").blur()
    visit.page.keyboard.press("Escape")
    visit.follow("")


def test_hostile_addresses_change_nothing_that_they_do_not_name(visit: Visit) -> None:
    """A link may come from anybody: whatever stands in it, the page opens, and its state is one that it can have."""
    keys = "node link topic path around hide without years sure at __proto__".split()
    bad = [bad for text in HOSTILE for bad in (text, quote(text), f"{text},{text},{text}")]
    bad += ["%E0%A4%A", "a&b&c", "__proto__", "&&", "=", "1e999,0,1", "0,0,0", "0,0,-1", "NaN,0,1", "0,0,1e9"]
    bad += [",,", "-1", "1e3", "9999-1", "0-99999", "99999999", "toString,__proto__"]
    addresses = [f"#{text}" for text in bad]
    addresses += ["#" + "&".join(f"{key}={text}" for key in keys) for text in bad]
    assert visit.page.evaluate(_IMPOSSIBLE, addresses) == []
    for address in addresses[1::60]:
        visit.follow(address)
        assert visit.page.evaluate("network.getScale() > 0 && Number.isFinite(network.getViewPosition().x)")
    visit.follow("")
    assert visit.page.evaluate("selected() || Object.keys(Object.prototype).length > 0") is False


def test_hostile_identifiers_stay_texts_in_copied_cypher(visit: Visit) -> None:
    """Each literal reads back as the text it was; the whole is one reading statement, or refused by the guard."""
    for text in HOSTILE:
        literal = visit.page.evaluate("(text) => cypherText(text)", text)
        assert _texts(literal) == [text]
        assert not re.search(r"\\[uU]", literal)
    visit.follow("#hide=Paper")
    cypher = visit.page.evaluate("cypher()")
    assert sorted(_texts(cypher.split("AS ids")[0])) == sorted(visit.page.evaluate(_IDS_IN_COPIED))
    visit.follow("#without=" + ",".join(quote(text, safe="") for text in HOSTILE[:40]))
    cypher = visit.page.evaluate("cypher()")
    assert set(_texts(cypher)) >= set(HOSTILE[40:])
    printable = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", cypher)
    assert checked(printable, {}).startswith("MATCH (a:Paper)")
    visit.follow("")


def _texts(cypher: str) -> list[str]:
    """Give the values of the string literals of a query, pieces that are joined by + as one."""
    pieces = re.findall(r"'(?:[^'\\]|\\.)*'(?: \+ '(?:[^'\\]|\\.)*')*", cypher, re.DOTALL)
    plain = {"n": "\n", "r": "\r", "t": "\t"}
    return [
        "".join(
            re.sub(r"\\(.)", lambda found: plain.get(found[1], found[1]), piece, flags=re.DOTALL)
            for piece in re.findall(r"'((?:[^'\\]|\\.)*)'", whole, re.DOTALL)
        )
        for whole in pieces
    ]


def test_saved_svg_is_well_formed_and_runs_nothing(visit: Visit, browser: Browser, tmp_path: Path) -> None:
    with visit.page.expect_download() as download:
        visit.page.evaluate(
            "labelsShown = nodes.map(({name}, node) => ({node, lines: [name], size: 9, font: '400 9px x', colour: 'red', box: {left: 0, right: 9, top: 0}})); saveSvg()"
        )
    saved = tmp_path / "graph.svg"
    download.value.save_as(saved)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.parse(saved).iter()}
    assert tags <= {"svg", "rect", "g", "path", "circle", "text", "image"}
    with Visit(browser, saved) as opened:
        assert opened.page.evaluate("document.documentElement.localName") == "svg"


@pytest.mark.parametrize("name", ["__proto__", HOSTILE[1], HOSTILE[-1]])
def test_hostile_node_is_found_by_click_and_address(browser: Browser, tmp_path: Path, name: str) -> None:
    file = tmp_path / "page.html"
    EXPORTERS["html"](part(hostile_graph(), around=f"method:{name}", depth=1), file)
    with Visit(browser, file) as visit:
        visit.page.mouse.click(*visit.spot(f"method:{name}"))
        assert visit.page.locator("#panel h2").text_content() == name
        address = visit.address()
    with Visit(browser, file, address) as visit:
        assert visit.page.locator("#panel h2").text_content() == name


def test_hostile_title_of_the_page_is_text(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    EXPORTERS["html"](small(), file, title=HOSTILE[6])
    with Visit(browser, file) as visit:
        assert visit.page.title() == HOSTILE[6]


def test_data_of_the_page_is_what_the_graph_holds(visit: Visit) -> None:
    names = visit.page.evaluate("nodes.map(({name}) => name)")
    assert json.dumps(sorted(names)) == json.dumps(sorted([*HOSTILE] * 4))


_STRANGERS = """() => [...document.querySelectorAll("*")]
    .map((element) => element.tagName.toLowerCase())
    .filter((tag) => ["img", "iframe", "object", "embed", "form", "base", "video", "textarea", "math", "animate"].includes(tag))"""

_BAD_LINKS = """() => [...document.querySelectorAll("a")]
    .map((link) => link.getAttribute("href"))
    .filter((href) => !/^(#|https?:)/.test(href))"""

_IMPOSSIBLE = """(addresses) => addresses.filter((address) => {
    const {node, edge, topic, path, around, steps, years, sure, camera, ...sets} = named(address);
    const isNode = (index) => index === null || (Number.isInteger(index) && nodes[index] !== undefined);
    return !(
        [node, around, ...(path ?? [])].every(isNode)
        && (edge === null || edges[edge] !== undefined)
        && (topic === null || topics[topic] !== undefined)
        && [1, 2, 3, Infinity].includes(steps)
        && (years === null || years.every(Number.isInteger))
        && sure >= 0 && sure <= 1
        && (camera === null || (camera.every(Number.isFinite) && camera[2] > 0))
        && [...sets.hiddenKinds].every((kind) => Object.hasOwn(KINDS, kind))
        && [...sets.hiddenLinks].every((key) => LINKS.has(key))
        && [...sets.hiddenListings].every((number) => page.listings[number] !== undefined)
    );
})"""
"""Those of some addresses that name a state which the page cannot have."""

_IDS_IN_COPIED = """() => {
    const shown = nodes.filter(({index}) => seen.nodes[index]);
    const left = nodes.filter(({index}) => !seen.nodes[index]);
    return (left.length < shown.length ? left : shown).map(({id}) => id);
}"""
