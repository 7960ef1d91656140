from itertools import combinations, pairwise, product
from tempfile import TemporaryDirectory

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import Corpus
from kg.errors import NotFoundError
from kg.explore import path
from kg.graph import Graph
from kg.graph.path_costs import PAPER, following, passing
from kg.stores import open_store


def graph(mentions=(), similar=(), families=(), papers=None, roles=None):
    """Give a graph of papers 0, 1, ... and methods a, b, ... from pairs of their names; some pairs may have a finer role."""
    roles = roles or {}
    papers = papers or {}
    methods = sorted({method for _, method in mentions} | {*families} | papers.keys())
    users = {method: len({paper for paper, other in mentions if other == method}) for method in methods}
    numbers = sorted({paper for paper, _ in mentions} | {paper for pair in similar for paper in pair})
    return Graph.of(
        {
            "Paper": pl.DataFrame(
                {"id": [f"paper:{one}" for one in numbers], "title": [f"On {one}" for one in numbers]}
            ),
            "Method": pl.DataFrame(
                {
                    "id": [f"method:{one}" for one in methods],
                    "name": methods,
                    "papers": [papers.get(one, users[one]) for one in methods],
                    "family": [one in families for one in methods],
                },
                schema_overrides={
                    "papers": pl.Int64,
                    "family": pl.Boolean,
                    "id": pl.String,
                    "name": pl.String,
                },
            ),
        },
        {
            "MENTIONS": pl.DataFrame(
                [
                    (f"paper:{paper}", f"method:{method}", "mentions", roles.get((paper, method), []))
                    for paper, method in sorted({*mentions})
                ],
                schema={
                    "start": pl.String,
                    "end": pl.String,
                    "role": pl.String,
                    "roles": pl.List(pl.String),
                },
                orient="row",
            ),
            "SIMILAR_TO": pl.DataFrame(
                [(f"paper:{a}", f"paper:{b}") for a, b in sorted({*similar})],
                schema={"start": pl.String, "end": pl.String},
                orient="row",
            ),
        },
    )


def ways(given, pairs, **options):
    """Give for each pair of nodes the nodes along the path after the first, without the kind; None for no path."""
    found = []
    with TemporaryDirectory() as folder, open_store(folder, create=True) as store:
        store.write(Corpus(), given)
        for start, end in pairs:
            try:
                steps = path(store, start, end, **options).steps
            except NotFoundError:
                found.append(None)
            else:
                found.append([one.end.id.partition(":")[2] for one in steps])
    return found


def way(given, start, end, **options):
    [found] = ways(given, [(f"paper:{start}", f"paper:{end}")], **options)
    return found


def test_of_paths_of_one_length_the_one_over_the_most_specific_thing_is_given():
    mentions = [
        *product((1, 2), "abc"),
        *((paper, "a") for paper in range(3, 9)),
        *((paper, "c") for paper in (3, 4)),
    ]
    assert way(graph(mentions), 1, 2) == ["b", "2"]


def test_of_equally_specific_things_the_first_by_id_is_given():
    assert way(graph([*product((1, 2), "cba")]), 1, 2) == ["a", "2"]


def test_of_papers_that_mention_both_the_one_that_does_something_with_them_is_given():
    mentions = [*product((1, 2, 3), "ab")]
    roles = {(2, "a"): ["comparesWith"], (3, "a"): ["extends"]}
    assert ways(graph(mentions, roles=roles), [("method:a", "method:b")]) == [["3", "b"]]
    assert ways(graph(mentions), [("method:a", "method:b")]) == [["1", "b"]]


@pytest.mark.parametrize(
    "hub", [{"families": "f"}, {"papers": {"f": 50000}}], ids=["family", "mentioned by many"]
)
def test_a_hub_is_gone_round_where_that_takes_two_steps_more(hub):
    mentions = [(1, "f"), (2, "f"), (1, "a"), (3, "a"), (3, "b"), (2, "b")]
    assert way(graph(mentions, **hub), 1, 2) == ["a", "3", "b", "2"]
    assert way(graph(mentions), 1, 2) == ["f", "2"]
    longer = [*mentions[:4], (3, "b"), (4, "b"), (4, "c"), (5, "c"), (5, "d"), (2, "d")]
    assert way(graph(longer, **hub), 1, 2, max_steps=8) == ["f", "2"]


def test_a_hub_is_gone_through_where_there_is_no_other_way():
    mentions = [(1, "f"), (2, "f"), (2, "g"), (3, "g")]
    assert way(graph(mentions, families="fg"), 1, 3) == ["f", "2", "g", "3"]


def test_a_hub_may_be_an_end():
    mentions = [(1, "f"), (1, "a"), (2, "a"), (2, "g")]
    found = ways(
        graph(mentions, families="fg"),
        [("method:f", "paper:1"), ("paper:1", "method:g"), ("method:f", "method:g")],
    )
    assert found == [["1"], ["a", "2", "g"], ["1", "a", "2", "g"]]


def test_a_path_is_not_longer_than_allowed():
    mentions = [(1, "a"), (2, "a"), (2, "b"), (3, "b")]
    assert way(graph(mentions), 1, 3, max_steps=3) is None
    assert way(graph(mentions), 1, 3, max_steps=4) == ["a", "2", "b", "3"]


def test_long_chains_are_followed_to_their_end():
    chain = graph(similar=[(f"{one:03}", f"{one + 1:03}") for one in range(60)])
    assert len(way(chain, "000", "060", max_steps=100)) == 60


PAIRS = st.tuples(st.integers(0, 7), st.sampled_from("abcdef"))
MENTIONS = st.lists(PAIRS, min_size=4, max_size=16)
SIMILAR = st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=3)


@settings(max_examples=10, deadline=None)
@given(
    MENTIONS,
    SIMILAR,
    st.sets(st.sampled_from("abcdef"), max_size=3),
    st.dictionaries(PAIRS, st.just(["extends"]), max_size=8),
    st.integers(1, 7),
)
def test_a_path_is_the_cheapest_of_all_that_are_short_enough(mentions, similar, families, roles, most):
    given = graph(mentions, similar, families, roles=roles)
    view = nx.Graph(given.to_networkx())
    pairs = list(combinations(sorted(view), 2))[::5]
    for pair, found in zip(pairs, ways(given, pairs, max_steps=most), strict=True):
        every = [tuple(one) for one in nx.all_simple_paths(view, *pair, cutoff=most)]
        best = min(every, key=lambda one: (cost(view, one), len(one), one), default=None)
        assert found == (best and [one.partition(":")[2] for one in best[1:]])


def cost(view, nodes):
    links = [view.edges[link] for link in pairwise(nodes)]
    followed = [
        following("MENTIONS", one["role"], one["roles"]) if "role" in one else following("SIMILAR_TO", "", [])
        for one in links
    ]
    things = [view.nodes[one] for one in nodes[1:-1] if one.startswith("method:")]
    papers = len(nodes) - 2 - len(things)
    return (
        sum(followed) + sum(passing(one["papers"], family=one["family"]) for one in things) + papers * PAPER
    )


def test_papers_that_are_only_similar_are_gone_round_where_that_takes_a_step_more():
    mentions = [(1, "a"), (3, "a"), (3, "b"), (4, "b"), (4, "c"), (2, "c")]
    assert way(graph(mentions, similar=[(1, 2)]), 1, 2) == ["2"]
    assert way(graph([*mentions, (1, "d"), (2, "d")], similar=[(1, 2)]), 1, 2) == ["d", "2"]
    assert way(graph(mentions, similar=[(1, 2)]), 1, 2, similar=False) == ["a", "3", "b", "4", "c", "2"]
    assert way(graph(similar=[(1, 2)]), 1, 2, similar=False) is None
