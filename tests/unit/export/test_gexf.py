"""GEXF as other programs want it; that it reads back the same is in test_xml_formats.py."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import polars as pl

from kg.export import gexf
from kg.graph import Graph
from tests.graphs import SCAPES, WHALES, WINGNET, small

G = "{http://gexf.net/1.3}"


def written(graph: Graph, folder: Path) -> Path:
    gexf.export(graph, folder / "graph.gexf")
    return folder / "graph.gexf"


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
