"""What is written as GraphML or GEXF reads back as the same graph, by networkx."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from kg.export import gexf, graphml
from kg.graph import Graph
from tests.graphs import graphs, small
from tests.hostile import hostile_graph
from tests.unit.export.views import as_xml_holds_it, graph_of

Way = tuple[Callable[[Graph, Path], list[str]], Callable[[Path], nx.DiGraph]]
"""How a format is written and read."""
FORMATS = {"graphml": (graphml.export, nx.read_graphml), "gexf": (gexf.export, nx.read_gexf)}
# Without being told, networkx takes a GraphML without parallel links for a graph that cannot have any.
ANY = {**FORMATS, "graphml": (graphml.export, partial(nx.read_graphml, force_multigraph=True))}


def read_back(way: Way, graph: Graph, folder: Path) -> nx.DiGraph:
    write, read = way
    write(graph, folder / "graph")
    return read(folder / "graph")


@pytest.mark.parametrize("way", FORMATS.values(), ids=FORMATS)
def test_a_graph_opens_as_a_directed_graph_with_parallel_links(way: Way, tmp_path: Path) -> None:
    view = read_back(way, hostile_graph(), tmp_path)
    assert type(view) is nx.MultiDiGraph
    assert [data["label"] for data in view.get_edge_data("paper:null", "paper:undefined").values()] == [
        "SIMILAR_TO",
        "BUILDS_ON",
        "CITES",
    ]


@pytest.mark.parametrize("way", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("graph", [small(), hostile_graph()], ids=["small", "hostile"])
def test_a_graph_reads_back_the_same(way: Way, graph: Graph, tmp_path: Path) -> None:
    assert graph_of(read_back(way, graph, tmp_path)).equals(as_xml_holds_it(graph))


@pytest.mark.parametrize("way", ANY.values(), ids=ANY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_reads_back_the_same(way: Way, tmp_path: Path, graph: Graph) -> None:
    assert graph_of(read_back(way, graph, tmp_path)).equals(as_xml_holds_it(graph))
