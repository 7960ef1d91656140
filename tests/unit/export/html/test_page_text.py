"""The page as text: one file, its policy, its scripts; how it behaves is tested in a browser."""

import base64
import hashlib
import json
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from kg.export import html
from kg.export.html import SCRIPTS, arrange, content, export, network
from kg.export.part import foremost
from kg.export.topics import topics
from kg.graph import Graph
from tests.graphs import graphs, small
from tests.hostile import HOSTILE, hostile_graph

SOURCES = [
    Path(html.__file__).parent / "style.css",
    *sorted((Path(html.__file__).parent / "js").glob("*.js")),
]


def written(graph: Graph, folder: Path, **options: str) -> str:
    export(graph, folder / "page.html", **options)
    return (folder / "page.html").read_text(encoding="utf-8")


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(small(), tmp_path_factory.mktemp("page"))


def test_policy_allows_the_scripts_and_the_style_of_the_page_and_nothing_else(page: str) -> None:
    tree = LexborHTMLParser(page)
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    running = [script.text() for script in tree.css("script") if "type" not in script.attributes]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [digest(script) for script in running]
    assert rules["style-src"].split() == [digest(tree.css_first("style").text())]
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert "unsafe" not in policy


def test_page_asks_for_nothing(page: str) -> None:
    tree = LexborHTMLParser(page)
    assert [node.attributes["href"] for node in tree.css("link")] == ["data:,"]
    assert not tree.css("[src]")
    assert "sourceMappingURL" not in page
    assert not re.search(r"url\(|@import", tree.css_first("style").text())


def test_every_script_of_ours_is_in_the_page() -> None:
    assert {path.stem for path in SOURCES if path.suffix == ".js"} == {*SCRIPTS, "theme"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_our_sources_build_no_markup_from_text_and_cannot_end_their_element(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|</|<!--|cssText"
    )
    assert not re.search(forbidden, text)
    assert text.count("\n") <= 400


def test_data_reads_back_from_the_page(page: str) -> None:
    data = json.loads(LexborHTMLParser(page).css_first("#page").text())
    shown = content(small())
    assert data["nodes"] == shown.nodes
    assert data["edges"] == shown.edges
    assert [(edge["from"], edge["to"]) for edge in data["network"]["edges"]] == shown.ends
    assert data["network"]["options"]["physics"] == {"enabled": False}


def test_hostile_texts_do_not_leave_the_data(tmp_path: Path) -> None:
    page = written(hostile_graph(), tmp_path, title=HOSTILE[1])
    tree = LexborHTMLParser(page)
    assert len(tree.css("script")) == len(SCRIPTS) + 3
    assert tree.css_first("title").text() == HOSTILE[1]
    assert json.loads(tree.css_first("#page").text())["nodes"] == content(hostile_graph()).nodes
    data = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL).group(1)
    assert data.isascii()
    assert "<" not in data


def test_pyvis_network_is_directed_with_all_parallel_links_and_no_titles() -> None:
    shown = content(small())
    picture = network(shown, arrange(shown, topics(small())))
    assert picture.directed
    assert picture.num_nodes() == len(shown.nodes)
    assert [edge["id"] for edge in picture.edges] == list(range(small().to_networkx().number_of_edges()))
    assert not any("title" in item for item in (*picture.nodes, *picture.edges))
    assert {node["shape"] for node in picture.nodes} == {"dot", "square", "diamond", "triangle"}


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_any_graph_has_a_picture_that_is_json(graph: Graph) -> None:
    shown = content(graph)
    arranged = arrange(shown, topics(graph))
    picture = network(shown, arranged)
    assert json.dumps([picture.nodes, picture.edges], allow_nan=False)
    assert all(3 < node["size"] <= 44 for node in picture.nodes)
    assert arranged == arrange(shown, topics(graph))


@pytest.mark.parametrize("score", [1e300, -1.0, 0.0, float("inf"), float("nan"), None])
def test_a_similarity_that_is_none_has_a_place_in_the_picture(score: float | None) -> None:
    papers = pl.DataFrame({"id": [f"paper:{x}" for x in "abc"]})
    similar = pl.DataFrame({"start": ["paper:a", "paper:b"], "end": ["paper:b", "paper:c"], "score": score})
    graph = Graph.of({"Paper": papers}, {"SIMILAR_TO": similar})
    assert len({tuple(place) for place in arrange(content(graph), topics(graph)).places}) == 3


def test_large_graph_begins_with_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "WHOLE", 10)
    monkeypatch.setattr(html, "FIRST", 4)
    monkeypatch.setattr(html, "HEAVY", 14)
    notes = export(small(), tmp_path / "page.html")
    data = json.loads(
        LexborHTMLParser((tmp_path / "page.html").read_text(encoding="utf-8")).css_first("#page").text()
    )
    assert {data["nodes"][place]["id"] for place in data["first"]} == set(foremost(small(), 4))
    assert any("nodes make a slow page" in note for note in notes)


def test_notes_tell_what_the_page_does_not_hold(tmp_path: Path) -> None:
    papers = pl.DataFrame({"id": ["paper:a"]})
    cites = pl.DataFrame({"start": ["paper:a"], "end": ["paper:gone"]})
    builds = pl.DataFrame({"start": ["paper:a"], "end": ["paper:a"], "evidence": ["nonsense"]})
    graph = Graph.of({"Paper": papers}, {"CITES": cites, "BUILDS_ON": builds})
    assert export(graph, tmp_path / "page.html") == [
        "links left out because one end is not in the graph: 1",
        "links whose evidence cannot be read and is left out: 1",
    ]


def test_no_paper_has_the_label_of_a_thing() -> None:
    from kg.export.html import network

    shown = content(small())
    nodes = network(shown, arrange(shown, topics(small()))).nodes
    things = {node["label"] for node in nodes if node["group"] != "Paper"}
    papers = [node["label"] for node in nodes if node["group"] == "Paper"]
    assert "WingNet" in things
    assert not things & set(papers)
    assert "WingNet: Hearing Birds with Graphs" in papers
