"""GraphML as other programs want it; that it reads back the same is in test_xml_formats.py."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import polars as pl

from kg.export import graphml
from kg.graph import Graph
from tests.graphs import WINGNET, small

Y = "{http://www.yworks.com/xml/graphml}"


def written(graph: Graph, folder: Path) -> Path:
    graphml.export(graph, folder / "graph.graphml")
    return folder / "graph.graphml"


def test_names_show_where_programs_look_for_them(tmp_path: Path) -> None:
    file = written(small(), tmp_path)
    assert nx.read_graphml(file).nodes[WINGNET]["label"] == "WingNet"
    labels = [one.text for one in ElementTree.parse(file).iter(f"{Y}NodeLabel")]
    assert len(labels) == small().to_networkx().number_of_nodes()
    assert "WingNet" in labels


def test_every_link_has_an_id_of_its_own_and_keys_are_declared_once(tmp_path: Path) -> None:
    root = ElementTree.parse(written(small(), tmp_path)).getroot()
    ids = [one.attrib["id"] for one in root.iter() if one.tag.endswith("}edge")]
    assert len(set(ids)) == len(ids) == small().to_networkx().number_of_edges()
    keys = [one.attrib["id"] for one in root.iter() if one.tag.endswith("}key")]
    assert len(set(keys)) == len(keys)
    assert {one.attrib["key"] for one in root.iter() if one.tag.endswith("}data")} <= set(keys)


def test_what_is_lost_is_told(tmp_path: Path) -> None:
    similar = pl.DataFrame({"start": ["paper:a"], "end": ["paper:b"], "score": [float("nan")]})
    papers = pl.DataFrame({"id": ["paper:a", "paper:b"], "title": ["a\x01", "b"]})
    assert graphml.export(Graph.of({"Paper": papers}, {"SIMILAR_TO": similar}), tmp_path / "out") == [
        "control characters that XML cannot hold and that became \ufffd: 1",
        "numbers left out because they are not finite: 1",
    ]
