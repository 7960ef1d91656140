"""Node-link JSON reads back as the same graph."""

import json
from pathlib import Path

import networkx as nx
import polars as pl
from hypothesis import HealthCheck, given, settings

from kg.export.nodelink import export
from kg.graph import ENDS, NODES, RELATIONSHIPS, Graph
from tests.graphs import SCAPES, WHALES, graphs, small


def node_link(graph: Graph, folder: Path) -> dict:
    """Give what the file says."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    export(graph, folder / "graph.json")
    return json.loads((folder / "graph.json").read_text("utf-8"), parse_constant=refuse)


def read_back(data: dict) -> Graph:
    """Give the graph that node-link data holds."""
    view = nx.node_link_graph(data, edges="edges")
    assert view.is_directed()
    assert view.is_multigraph()
    nodes = {label: [] for label in NODES}
    for node, properties in view.nodes(data=True):
        nodes[properties.pop("label")].append({"id": node, **properties})
    links = {kind: [] for kind in RELATIONSHIPS}
    for start, end, kind, properties in view.edges(keys=True, data=True):
        if isinstance(properties.get("evidence"), list):
            properties["evidence"] = json.dumps(properties["evidence"])
        links[kind].append({"start": start, "end": end, **properties})
    return Graph.of(*({name: frame(rows) for name, rows in tables.items()} for tables in (nodes, links)))


def frame(rows: list[dict]) -> pl.DataFrame | None:
    return pl.DataFrame(rows, infer_schema_length=None) if rows else None


def comparable(graph: Graph) -> Graph:
    """Give a graph as JSON can hold it: numbers finite, evidence in one spelling, no ledger."""
    finite = pl.selectors.float()
    spelt = pl.selectors.by_name("evidence", require_all=False)

    def respell(text: str) -> str:
        try:
            found = json.loads(text)
        except ValueError:
            return text
        whole = isinstance(found, list) and all(isinstance(one, dict) for one in found)
        return json.dumps(found) if whole else text

    return Graph.of(
        graph.nodes,
        {
            kind: rows.with_columns(
                pl.when(finite.is_finite()).then(finite), spelt.map_elements(respell, return_dtype=pl.String)
            )
            for kind, rows in graph.relationships.items()
        },
    )


def test_small_graph_reads_back_the_same(tmp_path: Path) -> None:
    notes = export(small(), tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert read_back(data).equals(comparable(small()))
    assert notes == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_any_graph_reads_back_the_same(tmp_path: Path, graph: Graph) -> None:
    assert read_back(node_link(graph, tmp_path)).equals(comparable(graph))


def test_evidence_is_a_list_and_not_a_text(tmp_path: Path) -> None:
    edges = {(one["source"], one["key"], one["target"]): one for one in node_link(small(), tmp_path)["edges"]}
    evidence = edges[WHALES, "MENTIONS", "dataset:whalecalls"]["evidence"]
    assert [record["surface"] for record in evidence] == ["WhaleCalls"]


def test_links_of_several_types_between_two_papers_are_all_there(tmp_path: Path) -> None:
    keys = [
        one["key"]
        for one in node_link(small(), tmp_path)["edges"]
        if {one["source"], one["target"]} == {SCAPES, WHALES}
    ]
    assert sorted(keys) == ["BUILDS_ON", "SIMILAR_TO"]


def test_numbers_that_are_not_finite_are_left_out_and_told(tmp_path: Path) -> None:
    similar = pl.DataFrame({"start": ["paper:a"], "end": ["paper:b"], "score": [float("nan")]})
    papers = pl.DataFrame({"id": ["paper:a", "paper:b"]})
    graph = Graph.of({"Paper": papers}, {"SIMILAR_TO": similar})
    assert ENDS["SIMILAR_TO"] == (("Paper", "Paper"),)
    assert export(graph, tmp_path / "out") == ["numbers left out because they are not finite: 1"]
    assert "score" not in json.loads((tmp_path / "out").read_text())["edges"][0]
