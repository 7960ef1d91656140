"""Names of notes: readable, held by every file system, one for each node."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.obsidian.names import file_name, paths
from kg.graph import Graph
from tests.graphs import graphs
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Deep Residual Learning for Image Recognition", "Deep Residual Learning for Image Recognition"),
        ("LoRA: Low-Rank Adaptation", "LoRA - Low-Rank Adaptation"),
        ("Is it [really] so?", "Is it really so"),
        ("facebookresearch/dino", "facebookresearch-dino"),
        ("鳥の巣 & β-VAE", "鳥の巣 & β-VAE"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\con\\nul", "C-con-nul"),
        (".hidden", "hidden"),
        ("Ends with a point. ", "Ends with a point"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console", "console"),
        ("...", ""),
        ("\x00\u200b", ""),
    ],
)
def test_a_title_is_the_name_as_far_as_it_may_be(title, name):
    assert file_name(title) == name


@given(st.text(max_size=300) | st.sampled_from(HOSTILE))
def test_any_title_gives_a_name_that_systems_and_links_hold(title):
    name = file_name(title)
    assert len(name.encode()) <= 201
    assert not set(name) & set('[]{}|#^<>:"/\\?*%')
    assert name == name.strip(" .")
    assert name.isprintable()
    assert unicodedata.is_normalized("NFC", name)


def test_of_nodes_of_one_name_the_first_has_it_and_the_others_a_number_each():
    names = ["Owl", "owl", "OWL", "Owl?", "Öwl", "O\u0308wl", "Owl " + "x" * 200, "Owl " + "x" * 201, None]
    table = pl.DataFrame({"id": [f"method:{n}" for n in range(len(names))], "name": names})
    found = paths(Graph.of({"Method": table}, {}))
    assert found["method:0"] == "methods/Owl"
    assert found["method:4"] == "methods/Öwl"
    assert found["method:8"] == "methods/untitled"
    assert [found[f"method:{n}"][:12] for n in (1, 2, 3, 5)] == [
        "methods/owl ",
        "methods/OWL ",
        "methods/Owl ",
        "methods/Öwl ",
    ]
    assert len({path.casefold() for path in found.values()}) == len(names)


@given(graphs())
def test_every_node_has_a_note_of_its_own_even_where_case_does_not_count(graph):
    found = paths(graph)
    nodes = sum(map(len, graph.nodes.values()))
    assert len({unicodedata.normalize("NFKC", path.casefold()) for path in found.values()}) == nodes
