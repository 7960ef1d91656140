"""The part of a graph that is worth looking at."""

import warnings

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import NotFoundError, UsageError
from kg.export.part import by_importance, foremost, importance, part
from kg.graph import LABELS, Graph
from tests.graphs import BENCHMARK, LONELY, SCAPES, WINGNET, graphs, small

BIRDS = "dataset:birdsong-10k"


def ids(graph: Graph) -> set[str]:
    return {node for rows in graph.nodes.values() for node in rows["id"]}


def links(graph: Graph) -> set[tuple[str, str, str]]:
    return {
        (row["start"], kind, row["end"])
        for kind, rows in graph.relationships.items()
        for row in rows.select("start", "end").iter_rows(named=True)
    }


def test_without_conditions_the_graph_stays_as_it_is() -> None:
    assert part(small()).equals(small())


def test_around_keeps_the_neighbours_and_the_links_between_them() -> None:
    near = part(small(), around=BIRDS)
    assert ids(near) == {BIRDS, BENCHMARK, WINGNET, "paper:arxiv:2203.00003", SCAPES}
    assert (SCAPES, "BUILDS_ON", WINGNET) in links(near)
    assert near.ledger["entity"].to_list() == [BIRDS, BIRDS]


def test_around_with_depth_0_is_the_node_alone() -> None:
    assert ids(part(small(), around=LONELY, depth=0)) == {LONELY}


def test_a_listing_keeps_its_papers_and_what_they_mention() -> None:
    kept = part(small(), listing="january.jsonl")
    papers = {BENCHMARK, WINGNET, LONELY}
    assert ids(kept) == papers | {row["end"] for row in mentioned_by(papers)}
    assert not [kind for start, kind, _ in links(kept) if start not in papers]
    assert ids(part(small(), listing="none")) == set()
    assert ids(part(small(), listing="january.jsonl", only=["paper"])) == papers


def mentioned_by(papers: set[str]) -> list[dict[str, str]]:
    return [row for row in small().relationships["MENTIONS"].rows(named=True) if row["start"] in papers]


def test_around_reaches_everything_connected_and_stops() -> None:
    assert ids(part(small(), around=BIRDS, depth=10**9)) == ids(small()) - {LONELY}


def test_top_keeps_the_most_important_and_always_the_centre() -> None:
    assert ids(part(small(), top=3)) == set(foremost(small(), 3))
    assert ids(part(small(), around=BIRDS, depth=0, top=1)) == {BIRDS}
    assert ids(part(small(), around=LONELY, depth=1, top=2)) == {LONELY}
    assert BIRDS in ids(part(small(), around=BIRDS, depth=5, top=1))
    assert part(small(), top=1000).equals(small())


def test_the_foremost_are_things_and_papers_that_name_them() -> None:
    """Of many papers the most linked nodes alone are things, and no paper among them names any."""
    mentions = [(f"paper:{x}", f"method:{y}") for x in range(40) for y in range(4) if x % (y + 2)]
    mentions += [("paper:39", f"method:rare-{y}") for y in range(9)]
    rows = pl.DataFrame(mentions, schema=["start", "end"], orient="row")
    nodes = {
        "Paper": pl.DataFrame({"id": sorted({start for start, _ in mentions})}),
        "Method": pl.DataFrame({"id": sorted({end for _, end in mentions})}),
    }
    graph = Graph.of(nodes, {"MENTIONS": rows})
    assert by_importance(graph)[:4] == ["method:3", "method:2", "method:1", "method:0"]
    assert foremost(graph, 4) == ["method:3", "method:2", "paper:39", "paper:1"]
    shown = part(graph, top=4)
    assert len(shown.relationships["MENTIONS"]) == 4
    assert foremost(graph, 10**6)[-1].startswith("paper:")
    assert sorted(foremost(part(graph, only={"paper"}), 5)) == sorted(
        by_importance(part(graph, only={"paper"}))[:5]
    )


def test_each_of_the_foremost_things_is_named_by_some_of_the_foremost_papers() -> None:
    """Ten papers name the same nine things; ten others name the tenth alone."""
    mentions = [(f"paper:{x}", f"dataset:{y}") for x in range(10) for y in range(9)]
    mentions += [(f"paper:alone-{x}", "dataset:apart") for x in range(10)]
    nodes = {
        "Paper": pl.DataFrame({"id": sorted({start for start, _ in mentions})}),
        "Dataset": pl.DataFrame({"id": sorted({end for _, end in mentions})}),
    }
    graph = Graph.of(nodes, {"MENTIONS": pl.DataFrame(mentions, schema=["start", "end"], orient="row")})
    shown = part(graph, top=20)
    assert len(shown.nodes["Dataset"]) == 10
    named = dict(shown.relationships["MENTIONS"]["end"].value_counts().iter_rows())
    assert named == {**{f"dataset:{y}": 5 for y in range(9)}, "dataset:apart": 5}


def test_families_are_at_most_half_of_the_foremost_things_where_there_are_others() -> None:
    methods = pl.DataFrame(
        {
            "id": [f"method:{x}" for x in "abcdef"],
            "family": [True, True, True, True, False, False],
            "papers": [9, 8, 7, 6, 5, 4],
        }
    )
    assert foremost(Graph.of({"Method": methods}, {}), 4) == [f"method:{x}" for x in "abef"]
    assert foremost(Graph.of({"Method": methods}, {}), 5) == [f"method:{x}" for x in "abcef"]


@pytest.mark.parametrize("most", range(1, 16))
def test_so_many_are_foremost_as_are_asked_for(most: int) -> None:
    assert len(set(foremost(small(), most))) == min(most, len(ids(small())))


def test_only_keeps_kinds_and_the_links_among_them() -> None:
    papers = part(small(), only={"paper"})
    assert {label: len(rows) for label, rows in papers.nodes.items()} == {
        "Paper": 6,
        "Dataset": 0,
        "Method": 0,
        "Repo": 0,
    }
    assert papers.relationships["MENTIONS"].is_empty()
    assert papers.relationships["BUILDS_ON"].equals(small().relationships["BUILDS_ON"])


def test_around_walks_over_the_kinds_that_are_kept_only() -> None:
    assert ids(part(small(), only={"dataset"}, around=BIRDS, depth=5)) == {BIRDS}


def test_counts_stay_those_of_the_whole_graph() -> None:
    assert part(small(), around=BIRDS, depth=0).nodes["Dataset"]["papers"].to_list() == [4]


@pytest.mark.parametrize("around", ["no such node", "", "BirdSong-10K"])
def test_around_an_unknown_node_names_it(around: str) -> None:
    with pytest.raises(NotFoundError, match=f"no node '{around}'"):
        part(small(), around=around)


def test_around_a_name_tells_its_id() -> None:
    for name, node in (("birdsong-10k", BIRDS), ("A benchmark of bird songs", BENCHMARK)):
        with pytest.raises(NotFoundError, match=f"give its id: {node}"):
            part(small(), around=name)
    with pytest.raises(NotFoundError, match="by its id, such as dataset:glue"):
        part(small(), around="GLUE")


@pytest.mark.parametrize("wrong", [{"depth": -1}, {"top": 0}, {"top": -3}])
def test_impossible_numbers_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        part(small(), **wrong)


def test_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"papers; choose from paper, dataset, method, repo"):
        part(small(), only={"papers", "method"})


def test_importance_of_a_thing_is_that_in_the_whole_graph() -> None:
    assert importance(part(small(), around=BIRDS, depth=0))[BIRDS] == 4


def test_importance_counts_links_but_not_similarity() -> None:
    links_of = importance(small())
    view = small().to_networkx()
    for paper in small().nodes["Paper"]["id"]:
        kinds = [kind for _, _, kind in (*view.in_edges(paper, keys=True), *view.out_edges(paper, keys=True))]
        assert links_of[paper] == len(kinds) - kinds.count("SIMILAR_TO")
    assert links_of[BIRDS] == 4


def test_the_most_important_come_first_and_ids_decide_between_equals() -> None:
    links_of = importance(small())
    order = by_importance(small())
    assert order == sorted(order, key=lambda node: (-links_of[node], node))


@settings(max_examples=40, deadline=None)
@given(
    graphs(),
    st.integers(0, 3),
    st.none() | st.integers(1, 5),
    st.none() | st.sets(st.sampled_from(sorted(LABELS))),
)
def test_part_is_the_induced_subgraph_of_its_nodes(
    graph: Graph, depth: int, top: int | None, only: set[str] | None
) -> None:
    kept = part(graph, depth=depth, top=top, only=only)
    assert ids(kept) <= ids(graph)
    assert links(kept) == {one for one in links(graph) if one[0] in ids(kept) and one[2] in ids(kept)}
    assert top is None or len(ids(kept)) <= top
    assert part(kept, top=top, only=only).equals(kept)


def test_no_library_warns_of_what_it_will_no_longer_do() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        part(small(), around=BIRDS, depth=2)
    assert told == []
