"""`kg show`, the site and the page say alike what is mentioned together."""

import random
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser

from kg.corpus import Corpus
from kg.explore import similar
from kg.export import facts
from kg.graph import MOST_TOGETHER, Graph
from kg.stores import open_store
from tests.browser import Visit, page_of

pytestmark = pytest.mark.browser

PAPERS, THINGS, MOST = 60, 25, 12


def _graph() -> Graph:
    """Give papers that mention a few things, some often, and one paper that mentions more than counts."""
    chance = random.Random(7)
    pairs = {
        (f"paper:{n}", f"method:{int(chance.paretovariate(0.6)) % THINGS}")
        for n in range(PAPERS)
        for _ in range(4)
    }
    pairs |= {("paper:all", f"method:{n}") for n in range(MOST_TOGETHER + 1)}
    pairs |= {("paper:0", "method:once"), ("paper:0", "method:twice"), ("paper:1", "method:twice")}
    pairs |= {(f"paper:{n}", "method:everywhere") for n in range(PAPERS - 5)}
    pairs |= {(f"paper:{n}", f"method:family-{n % 2}") for n in range(0, PAPERS, 3)}
    starts, ends = zip(*sorted(pairs), strict=True)
    return Graph.of(
        {
            "Paper": pl.DataFrame({"id": (ids := sorted(set(starts))), "title": ids}),
            "Method": pl.DataFrame(
                {
                    "id": (ids := sorted(set(ends))),
                    "name": ids,
                    "papers": [ends.count(one) for one in ids],
                    "family": ["family" in one for one in ids],
                }
            ),
        },
        {"MENTIONS": pl.DataFrame({"start": starts, "end": ends})},
    )


@pytest.fixture(scope="module")
def graph() -> Graph:
    return _graph()


@pytest.fixture(scope="module")
def shown(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, int]]]:
    """What `kg show` and `kg similar` say: for each thing the others, with how many papers mention both."""
    with open_store(tmp_path_factory.mktemp("store"), create=True) as store:
        store.write(Corpus(), graph)
        return {
            thing: [(near.node.id, near.papers) for near in similar(store, thing, MOST)[1]]
            for thing in graph.nodes["Method"]["id"]
        }


def test_a_paper_of_very_many_things_says_nothing(shown: dict[str, list[tuple[str, int]]]) -> None:
    assert shown[f"method:{MOST_TOGETHER}"] == []


def test_what_one_paper_alone_mentions_is_left_out_where_there_is_more(
    shown: dict[str, list[tuple[str, int]]],
) -> None:
    assert {papers for _, papers in shown["method:once"]} == {1}
    assert all(papers > 1 for _, papers in shown["method:1"])


def test_families_and_what_most_papers_mention_displace_nothing_and_stand_last(
    graph: Graph, shown: dict[str, list[tuple[str, int]]]
) -> None:
    methods, papers = graph.nodes["Method"], graph.nodes["Paper"].height
    last = set(methods.filter(pl.col("family") | (2 * pl.col("papers") > papers))["id"])
    # One paper mentions each of the others beside it, two the one that is everywhere.
    assert ("method:everywhere", 2) in shown["method:twice"]
    assert [papers for other, papers in shown["method:twice"] if other not in last]
    for others in shown.values():
        places = [other in last for other, _ in others]
        assert places == sorted(places)
        if any(papers > 1 for other, papers in others if other not in last):
            assert all(papers > 1 for _, papers in others)


def test_the_site_says_the_same(graph: Graph, shown: dict[str, list[tuple[str, int]]]) -> None:
    known = facts.gather(graph, lambda _, node: node)
    for page in facts.things(known):
        assert [(near.link.path, near.papers) for near in page.together] == shown[page.link.path]


def test_the_page_says_the_same(
    graph: Graph, shown: dict[str, list[tuple[str, int]]], browser: Browser, tmp_path: Path
) -> None:
    told = """nodes.filter((node) => node.kind !== "Paper").map(
        (node) => [node.id, together(node.index).map(([other, both]) => [nodes[other].id, both])])"""
    with Visit(browser, page_of(graph, tmp_path / "page.html")) as visit:
        for thing, others in visit.page.evaluate(told):
            assert [tuple(other) for other in others][:MOST] == shown[thing]
