"""What the page is told: names, addresses, and sentences by their place in the text."""

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.addresses import web_address
from kg.export.html.content import Content, content
from kg.export.labels import short
from kg.graph import Graph
from kg.text import display
from tests.graphs import AWKWARD, BENCHMARK, WHALES, graphs, small
from tests.hostile import BROKEN_EVIDENCE, HOSTILE, hostile_graph


def cut(shown: Content, number: int, quote: list) -> tuple[str, str, str]:
    """Give the pieces of a quote as the page cuts them."""
    if isinstance(quote[0], str):
        return tuple(quote)
    field, begin, start, end, stop = quote
    node = shown.nodes[shown.ends[number][0]]
    text = node["name"] if field == 0 else node["abstract"]
    return text[begin:start], text[start:end], text[end:stop]


def one_mention(
    evidence: str, title: str = "A title", abstract: str = "First. We use the Thing here. Last."
) -> Content:
    papers = pl.DataFrame([{"id": "paper:a", "title": title, "abstract": abstract}])
    method = pl.DataFrame([{"id": "method:thing", "name": "Thing"}])
    mention = pl.DataFrame(
        [{"start": "paper:a", "end": "method:thing", "role": "mentions", "evidence": evidence}]
    )
    return content(Graph.of({"Paper": papers, "Method": method}, {"MENTIONS": mention}))


def test_sentences_are_where_they_stand_in_texts_as_they_are_read() -> None:
    title, said = "On H$^2$Owl", "``Owls''~rest at $\\mu$P: H$^2$Owl, by 5\\%."
    place = {"field": "abstract", "start": said.index("H$"), "end": said.index(", by"), "sentence": said}
    evidence = json.dumps([{**place, "surface": "H$^2$Owl", "rule": "test"}])
    graph = Graph.of(
        {
            "Paper": pl.DataFrame([{"id": "paper:a", "title": title, "abstract": said}]),
            "Method": pl.DataFrame([{"id": "method:b", "name": "H^2Owl", "papers": 1}]),
        },
        {"MENTIONS": pl.DataFrame([{"start": "paper:a", "end": "method:b", "evidence": evidence}])},
    )
    page = content(graph)
    (paper,) = (node for node in page.nodes if node["kind"] == "Paper")
    [[field, begin, start, end, to]] = page.edges[0]["quotes"]
    assert (paper["name"], field) == ("On H²Owl", 1)
    assert paper["abstract"][begin:to] == "“Owls” rest at μP: H²Owl, by 5%."
    assert paper["abstract"][start:end] == "H²Owl"


def test_nodes_come_in_order_of_importance_and_links_point_at_them() -> None:
    shown = content(small())
    assert [node["links"] for node in shown.nodes] == sorted(
        (node["links"] for node in shown.nodes), reverse=True
    )
    number = next(i for i, edge in enumerate(shown.edges) if edge["type"] == "CITES")
    assert shown.nodes[shown.ends[number][1]]["id"] == BENCHMARK


def test_sentence_is_five_numbers_where_it_stands_in_the_text() -> None:
    record = {
        "field": "abstract",
        "start": 18,
        "end": 23,
        "sentence": "We use the Thing here.",
        "surface": "Thing",
    }
    shown = one_mention(json.dumps([record]))
    assert shown.edges[0]["quotes"] == [[1, 7, 18, 23, 29]]
    assert cut(shown, 0, [1, 7, 18, 23, 29]) == ("We use the ", "Thing", " here.")


@pytest.mark.parametrize(
    ("record", "pieces"),
    [
        ({"field": "code", "sentence": "https://a/Thing", "surface": "Thing"}, ("https://a/", "Thing", "")),
        (
            {"field": "abstract", "start": 0, "end": 5, "sentence": "A Thing.", "surface": "Thing"},
            ("A ", "Thing", "."),
        ),
        (
            {"field": "abstract", "start": 18, "end": 23, "sentence": "Elsewhere.", "surface": "Thing"},
            ("", "Thing", ""),
        ),
        ({"field": "abstract", "start": 18, "end": 23, "surface": "Thing"}, ("", "Thing", "")),
        ({"sentence": "No surface."}, ("No surface.", "", "")),
        ({}, ("", "", "")),
    ],
)
def test_other_sentences_are_given_whole(record: dict, pieces: tuple[str, str, str]) -> None:
    shown = one_mention(json.dumps([record]))
    assert cut(shown, 0, shown.edges[0]["quotes"][0]) == pieces


def test_sentences_that_state_roles_come_first_with_them_and_titles_last() -> None:
    abstract = {
        "field": "abstract",
        "start": 18,
        "end": 23,
        "surface": "Thing",
        "sentence": "We use the Thing here.",
    }
    records = [
        {"field": "title", "start": 0, "end": 7, "sentence": "A title", "surface": "A title"},
        {"field": "code", "sentence": "Thing", "surface": "Thing"},
        {**abstract, "roles": ["comparesWith", "extends"]},
        {"field": "code", "sentence": "A Thing", "surface": "Thing", "roles": "none"},
    ]
    shown = one_mention(json.dumps(records))
    assert shown.edges[0]["quotes"] == [
        [1, 7, 18, 23, 29, "comparesWith", "extends"],
        ["", "Thing", ""],
        ["A ", "Thing", ""],
        [0, 0, 0, 7, 7],
    ]


@given(st.text(max_size=20), st.text(min_size=1, max_size=8), st.text(max_size=20))
def test_every_span_is_cut_back_to_its_surface(before: str, surface: str, after: str) -> None:
    """Whatever the characters: surrogates aside, which no table holds, and formulas, which are shown otherwise."""
    text = before + surface + after
    if any("\ud800" <= c <= "\udfff" for c in text) or display.shown(text) != text:
        return
    record = {
        "field": "abstract",
        "start": len(before),
        "end": len(before + surface),
        "sentence": text,
        "surface": surface,
    }
    shown = one_mention(json.dumps([record]), abstract=text)
    assert cut(shown, 0, shown.edges[0]["quotes"][0]) == (before, surface, after)


def test_inferred_citation_has_the_sentences_of_both_papers() -> None:
    half = {"field": "title", "start": 0, "end": 5, "sentence": "Thing", "surface": "Thing"}
    evidence = [
        {
            "via": "Thing",
            "entity": "method:thing",
            "introduced": {"paper": "paper:b", **half},
            "mentioned": half,
        }
    ]
    papers = pl.DataFrame([{"id": f"paper:{x}", "title": f"Thing {x}"} for x in "ab"])
    builds = pl.DataFrame(
        [{"start": "paper:a", "end": "paper:b", "via": ["Thing"], "evidence": json.dumps(evidence)}]
    )
    shown = content(Graph.of({"Paper": papers}, {"BUILDS_ON": builds}))
    assert shown.edges[0]["reasons"] == [
        {
            "via": "Thing",
            "entity": "method:thing",
            "mentioned": [0, 0, 0, 5, 5],
            "introduced": [0, 0, 0, 5, 5],
        }
    ]


@pytest.mark.parametrize("evidence", BROKEN_EVIDENCE)
def test_broken_evidence_is_shown_as_text_or_counted(evidence: str) -> None:
    shown = one_mention(evidence)
    (edge,) = shown.edges
    sentences = edge.get("quotes", [])
    assert bool(shown.unread) is not bool(sentences)
    assert all(isinstance(piece, str) for quote in sentences for piece in quote)
    assert json.loads(json.dumps(edge, allow_nan=False)) == edge


def test_unreadable_evidence_is_counted() -> None:
    assert one_mention("nonsense").unread == 1
    assert one_mention("[]").unread == 0


def test_links_to_nowhere_are_left_out() -> None:
    papers = pl.DataFrame([{"id": "paper:a", "title": "a"}])
    cites = pl.DataFrame([{"start": "paper:a", "end": "paper:gone"}])
    shown = content(Graph.of({"Paper": papers}, {"CITES": cites}))
    assert (len(shown.nodes), shown.edges, shown.ends) == (1, [], [])


def test_only_addresses_of_the_web_are_given() -> None:
    for node in content(hostile_graph()).nodes:
        for _, address in node.get("addresses", []):
            assert address.startswith(
                (
                    "https://arxiv.org/abs/",
                    "https://arxiv.org/search/?",
                    "https://doi.org/",
                    "https://evil.example/",
                )
            )
    assert web_address("HTTPS://example.org/a b") == "HTTPS://example.org/a b"
    assert web_address(None) is web_address("") is web_address("http://") is web_address("http://[x") is None


def test_address_that_arxiv_gives_already_is_not_given_twice() -> None:
    paper = {
        "id": "paper:a",
        "title": "a",
        "arxivId": "2203.00003",
        "url": "https://arxiv.org/abs/2203.00003",
    }
    node = content(Graph.of({"Paper": pl.DataFrame([paper])}, {})).nodes[0]
    assert node["addresses"] == [["arXiv", "https://arxiv.org/abs/2203.00003"]]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ('Owls & "Bats": 100 %', "Owls%20%26%20%22Bats%22%3A%20100%20%25"),
        ("Über\n#owls?", "%C3%9Cber%20%23owls%3F"),
        ("o" * 1000, "o" * 300),
    ],
)
def test_paper_without_an_address_is_given_a_search_for_its_title(title: str, query: str) -> None:
    node = content(Graph.of({"Paper": pl.DataFrame([{"id": "paper:a", "title": title}])}, {})).nodes[0]
    address = f"https://arxiv.org/search/?searchtype=title&query={query}"
    assert node["addresses"] == [["Search for its title on arXiv", address]]


def test_node_without_a_title_is_not_searched_for() -> None:
    papers = [{"id": "paper:a", "title": " "}]
    things = [{"id": "dataset:a", "name": "a"}]
    shown = content(Graph.of({"Paper": pl.DataFrame(papers), "Dataset": pl.DataFrame(things)}, {}))
    assert not any("addresses" in node for node in shown.nodes)


def test_whole_names_are_kept() -> None:
    names = [node["name"] for node in content(hostile_graph()).nodes if node["kind"] == "Paper"]
    assert sorted(names) == sorted(HOSTILE)


def test_names_are_worth_showing_that_differ_by_more_than_case_and_plural() -> None:
    shown = {node["id"]: node for node in content(small()).nodes}
    assert shown["method:graph-neural-network"]["otherNames"] == ["GNN"]
    assert shown["dataset:birdsong-10k"]["otherNames"] == []
    assert not any("otherNames" in node for node in shown.values() if not node.get("aliases"))


def test_listings_are_named_by_their_place() -> None:
    shown = content(small())
    assert shown.listings == sorted(["january.jsonl", "spring.html", AWKWARD[3]])
    benchmark = next(node for node in shown.nodes if node["id"] == BENCHMARK)
    assert [shown.listings[place] for place in benchmark["listings"]] == ["january.jsonl", "spring.html"]


def test_node_without_a_name_is_called_by_its_id() -> None:
    node = content(Graph.of({"Dataset": pl.DataFrame([{"id": "dataset:x"}])}, {})).nodes[0]
    assert node["name"] == "dataset:x"


@given(st.text())
def test_labels_are_short_and_visible(name: str) -> None:
    label = short(name)
    assert len(label) <= 35
    assert not set(label) & set("\n\r\t\0\u202e\u2028\u2066\ufeff")


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_content_of_any_graph_is_json_and_the_same_each_time(graph: Graph) -> None:
    shown = content(graph)
    assert json.dumps([shown.nodes, shown.edges, shown.ends], allow_nan=False)
    assert shown == content(graph)
    assert len(shown.nodes) == sum(len(rows) for rows in graph.nodes.values())
    assert len(shown.edges) == sum(len(rows) for rows in graph.relationships.values())


def test_mention_names_its_paper_and_thing() -> None:
    shown = content(small())
    whales = next(node for node in shown.nodes if node["id"] == WHALES)
    assert whales["addresses"] == [
        ["arXiv", "https://arxiv.org/abs/2203.00003"],
        ["DOI", "https://doi.org/10.1000/whales"],
    ]
