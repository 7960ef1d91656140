"""GEXF reads back as the same graph."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import polars as pl
from hypothesis import HealthCheck, given, settings

from kg.export import gexf
from kg.model import Graph
from tests.graphs import SCAPES, WHALES, WINGNET, graphs, small
from tests.hostile import hostile_graph
from tests.unit.export.views import as_xml_holds_it, graph_of

G = "{http://gexf.net/1.3}"


def written(graph: Graph, folder: Path) -> Path:
    gexf.export(graph, folder / "graph.gexf")
    return folder / "graph.gexf"


def test_a_graph_opens_as_a_directed_graph_with_parallel_links(tmp_path: Path) -> None:
    view = nx.read_gexf(written(hostile_graph(), tmp_path))
    assert type(view) is nx.MultiDiGraph
    assert [data["label"] for data in view.get_edge_data("paper:null", "paper:undefined").values()] == [
        "SIMILAR_TO",
        "BUILDS_ON",
        "CITES",
    ]


def test_the_small_graph_reads_back_the_same(tmp_path: Path) -> None:
    assert graph_of(nx.read_gexf(written(small(), tmp_path))).equals(as_xml_holds_it(small()))


def test_a_hostile_graph_reads_back_the_same(tmp_path: Path) -> None:
    graph = hostile_graph()
    assert graph_of(nx.read_gexf(written(graph, tmp_path))).equals(as_xml_holds_it(graph))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_any_graph_reads_back_the_same(tmp_path: Path, graph: Graph) -> None:
    assert graph_of(nx.read_gexf(written(graph, tmp_path))).equals(as_xml_holds_it(graph))


def test_links_have_types_that_keep_parallel_ones_apart(tmp_path: Path) -> None:
    edges = list(ElementTree.parse(written(small(), tmp_path)).iter(f"{G}edge"))
    between = {
        one.attrib["kind"]
        for one in edges
        if {one.attrib["source"], one.attrib["target"]} == {SCAPES, WHALES}
    }
    assert between == {"BUILDS_ON", "SIMILAR_TO"}
    assert len({one.attrib["id"] for one in edges}) == len(edges)
    assert len({(one.attrib["source"], one.attrib["kind"], one.attrib["target"]) for one in edges}) == len(
        edges
    )


def test_colours_tell_kinds_and_sizes_how_many_papers_mention_a_thing(tmp_path: Path) -> None:
    view = nx.read_gexf(written(small(), tmp_path))
    looks = {node: data["viz"] for node, data in view.nodes(data=True)}
    assert len({tuple(look["color"].values()) for look in looks.values()}) == 4
    assert looks["method:wingnet"]["size"] > looks["method:hunch"]["size"] == looks[WINGNET]["size"]
    assert view.nodes[WINGNET]["label"] == "WingNet"


def test_weights_are_scores_and_confidences(tmp_path: Path) -> None:
    view = nx.read_gexf(written(small(), tmp_path))
    weights = {data["label"]: data.get("weight") for _, _, data in view.edges(data=True)}
    assert weights["CITES"] is None
    assert all(
        data["weight"] == data.get("score", data.get("confidence"))
        for _, _, data in view.edges(data=True)
        if data["label"] != "CITES"
    )


def test_what_is_lost_is_told(tmp_path: Path) -> None:
    papers = pl.DataFrame({"id": ["paper:a"], "title": ["a\x01"], "keywords": [["\x02"]]})
    assert gexf.export(Graph.of({"Paper": papers}, {}), tmp_path / "out") == [
        "control characters that XML cannot hold and that became \ufffd: 1"
    ]
