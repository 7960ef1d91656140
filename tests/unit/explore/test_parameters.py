"""What people give prepared queries becomes what those compare."""

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.explore import understood
from kg.graph import Graph
from kg.stores import open_store

GRAPH = Graph.of(
    {
        "Dataset": pl.DataFrame(
            {"id": ["dataset:k"], "name": ["Kiln-Set"], "aliases": [["KS"]], "papers": [2]}
        ),
        "Method": pl.DataFrame(
            {
                "id": ["method:k", "method:o"],
                "name": ["KilnSet", "ω-Net"],
                "aliases": [[], ["Omega Network"]],
                "papers": [9, 1],
            }
        ),
    },
    {},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(Corpus(), GRAPH)
        yield opened


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"name": "omega-net"}, "ω-Net"),
        ({"name": "OmegaNets"}, "ω-Net"),
        ({"name": "omega network"}, "omega network"),
        ({"name": "kiln-set"}, "kiln-set"),
        ({"first": "kiln set"}, "KilnSet"),
        ({"second": "ω net"}, "ω-Net"),
        ({"dataset": "kiln set"}, "Kiln-Set"),
        ({"method": "kiln-set"}, "KilnSet"),
        ({"dataset": "omeganet"}, "omeganet"),
        ({"name": "nothing so called"}, "nothing so called"),
        ({"name": ""}, ""),
    ],
)
def test_a_name_becomes_that_of_the_most_mentioned_thing_of_its_kind_in_any_spelling(store, given, meant):
    ((parameter, _),) = given.items()
    assert understood(store, given) == ({parameter: meant}, {})
