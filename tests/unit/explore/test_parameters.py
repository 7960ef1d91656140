"""What people give named queries becomes what those compare."""

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.explore import understood
from kg.graph import Graph
from kg.queries import parse
from kg.stores import open_store

ASKED = parse(
    """// Which?
//
// Parameters:
//   name (thing = ""): a name
//   first (thing = ""): one name
//   second (thing = ""): another
//   dataset (dataset = ""): a name of a dataset
//   method (method = ""): a name of a method
//   listing (listing = ""): name of a listing
//   text (string = ""): words
RETURN 1
"""
)
GRAPH = Graph.of(
    {
        "Paper": pl.DataFrame(
            {
                "id": ["paper:a", "paper:b"],
                "title": ["A", "B"],
                "listings": [["june.jsonl"], ["june-2025.jsonl", "june.jsonl"]],
            }
        ),
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
        ({"name": "the kiln-set dataset"}, "Kiln-Set"),
        ({"dataset": "omeganet"}, "omeganet"),
        ({"name": "nothing so called"}, "nothing so called"),
        ({"name": ""}, ""),
    ],
)
def test_a_name_becomes_that_of_the_most_mentioned_thing_of_its_kind_in_any_spelling(store, given, meant):
    ((parameter, _),) = given.items()
    assert understood(store, ASKED, given) == ({parameter: meant}, {})


def test_a_text_of_which_the_query_does_not_say_what_it_is_stays(store):
    for asked in (parse("MATCH (m) WHERE m.name CONTAINS $name RETURN m", "who-mentions"), ASKED):
        assert understood(store, asked, {"text": "omega-net"}) == ({"text": "omega-net"}, {})


@pytest.mark.parametrize(
    ("given", "meant", "told"),
    [
        ("june.jsonl", "june.jsonl", None),
        ("june.", "june.jsonl", "'june.jsonl'"),
        ("2025", "june-2025.jsonl", "'june-2025.jsonl'"),
        ("june", "june", None),
        ("july", "july", None),
        ("", "", None),
    ],
)
def test_a_part_of_the_name_of_one_listing_means_it(store, given, meant, told):
    taken = {"listing": told} if told else {}
    assert understood(store, ASKED, {"listing": given}) == ({"listing": meant}, taken)
