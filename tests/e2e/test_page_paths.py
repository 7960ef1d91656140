"""`kg path` and the page tell the same path between two nodes, with the same sentences."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kg.build import build
from kg.corpus import Corpus
from kg.errors import NotFoundError
from kg.explore import path
from kg.graph import Graph
from kg.graph.evidence import Quote
from kg.readers import read
from kg.stores import Store, open_store
from tests.browser import Visit, page_of

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).parents[2] / "examples"

_EVERYTHING = "() => { view.hiddenLinks = new Set(); look(); }"
_FOUND = """pairs => pairs.map(([from, to]) => {
    const found = cheapest(numberOf.get(from), numberOf.get(to), MOST_STEPS);
    return found && [found.nodes.map((index) => nodes[index].id), found.edges.map((id) => edges[id].type)];
})"""


@pytest.fixture(scope="module")
def examples() -> tuple[Corpus, Graph]:
    corpus = Corpus().add(reading.listing for reading in read([str(EXAMPLES)]))
    return corpus, build(corpus).graph


@pytest.fixture(scope="module")
def store(examples: tuple[Corpus, Graph], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("paths") / "store"), create=True) as opened:
        opened.write(*examples)
        yield opened


@pytest.fixture(scope="module")
def visit(
    browser: Browser, examples: tuple[Corpus, Graph], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    with Visit(browser, page_of(examples[1], tmp_path_factory.mktemp("paths") / "graph.html")) as opened:
        opened.page.evaluate(_EVERYTHING)
        yield opened


def test_both_find_the_same_paths(store: Store, visit: Visit, examples: tuple[Corpus, Graph]) -> None:
    ids = sorted(node for rows in examples[1].nodes.values() for node in rows["id"])
    pairs = list(combinations(ids, 2))[:: len(ids) // 2]
    assert len(pairs) > 50
    told = [_told(store, *pair) for pair in pairs]
    assert visit.page.evaluate(_FOUND, pairs) == told
    assert sum(one is not None for one in told) > len(told) / 2


def _told(store: Store, start: str, end: str) -> list[list[str]] | None:
    try:
        steps = path(store, start, end).steps
    except NotFoundError:
        return None
    return [[start, *(one.end.id for one in steps)], [one.type for one in steps]]


@pytest.mark.parametrize(("start", "end"), [("method:qlora", "method:transformer")])
def test_both_show_the_same_sentences(store: Store, visit: Visit, start: str, end: str) -> None:
    quotes = [step.quote for step in path(store, start, end).steps]
    assert any(quotes)
    visit.follow(f"#path={start},{end}")
    shown = visit.page.locator("#panel .step")
    expect(shown).to_have_count(len(quotes))
    for number, quote in enumerate(quotes):
        assert isinstance(quote, Quote)
        expect(shown.nth(number).locator("blockquote").first).to_have_text(quote.sentence)
