"""Why a query gives no rows, as its parameters say what was asked for."""

import polars as pl
import pytest

from kg.cli.no_answer import no_rows, unknown_name
from kg.corpus import Corpus
from kg.explore import understood
from kg.graph import Graph
from kg.queries import NamedQuery, load, parse
from kg.stores import open_store
from tests.graphs import BENCHMARK, LONELY, small, small_corpus

OWN = parse("MATCH (m:Method {name: $name}) RETURN m.name", "who-mentions")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(small_corpus(), small())
        yield opened


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        ("who-mentions", {"name": "Zebra"}, "nothing in the graph is called 'Zebra'"),
        ("lineage", {"paper": "Zebra"}, "nothing in the graph is called 'Zebra'"),
        ("papers-by-author", {"author": ["Zebra"]}, "nobody here is called so"),
        (
            "only-in-listing",
            {"listing": "janury.jsonl"},
            "there is no listing 'janury.jsonl'; did you mean january",
        ),
        (
            "lineage",
            {"paper": "GNN"},
            "no paper here introduces 'graph neural network', and none is called so; those that mention it: kg query who",
        ),
        ("papers-by-author", {"author": ["Ada Ara"]}, None),  # else it would be said of one who is there
        ("who-mentions", {"name": "WingNet"}, None),
        ("who-mentions", {"name": "Zebra", "limit": 0}, None),
        ("who-mentions", {"name": ""}, None),
    ],
)
def test_what_a_query_was_asked_for_that_is_not_there(store, query, given, told):
    found = unknown_name(store, load(query), given)
    assert found is None if told is None else found.startswith(told)


def test_links_of_roles_that_were_left_out_are_told_of(store):
    for asked, given in (("built-on", {"paper": BENCHMARK}), ("most-built-on", {})):
        told = no_rows(store, load(asked), {**given, "roles": ["uses"], "limit": 20})
        assert told.endswith("-p roles=extends,uses,mentions,evaluatesOn,comparesWith counts them as well")
    every = ["extends", "uses", "mentions", "evaluatesOn", "comparesWith"]
    nothing = {"paper": LONELY, "roles": every, "limit": 20}
    assert "roles" not in no_rows(store, load("built-on"), nothing)


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        (
            "papers-mentioning-both",
            {"first": "GNN", "second": "WhaleCalls"},
            "graph neural network is in 2 papers; WhaleCalls is in 2 papers; ",
        ),
        ("who-introduces", {"name": "GNN"}, "graph neural network is in 2 papers, none introduces it; "),
    ],
)
def test_that_nobody_introduces_a_thing_is_told_where_that_is_why(store, query, given, told):
    assert no_rows(store, load(query), {"limit": 20, **given}).startswith(f"0 rows; {told}")


def test_what_a_parameter_left_out_is_offered(store):
    asked = parse(
        '// Which?\n//\n// Parameters:\n//   families (bool = false): with families too\n//   name (string = ""): a text\n'
        "//   limit (int = 20): how many\n"
        "MATCH (m:Method) WHERE m.family AND $families AND m.id STARTS WITH $name RETURN m.id LIMIT $limit",
        "which",
    )
    given = {"families": False, "name": "method:", "limit": 20}
    told = "0 rows; there are some with families; -p families=true counts them as well"
    assert no_rows(store, asked, given) == told
    assert "families=true" not in no_rows(store, asked, {**given, "name": "zebra"})


@pytest.mark.parametrize("parameter", ["families (bool = false)", 'roles (roles = ["extends"])'])
@pytest.mark.parametrize("cypher", ["MATCH (m:Method) WHERE $%s IS NULL RETURN m.id", "RETURN 1 + 'a' + $%s"])
def test_a_query_of_somebody_is_asked_otherwise_whatever_it_lacks(store, parameter: str, cypher: str):
    name = parameter.partition(" ")[0]
    asked = parse(f"// Which?\n//\n// Parameters:\n//   {parameter}: some\n{cypher % name}", "mine")
    assert no_rows(store, asked, {one.name: one.default for one in asked.parameters}).startswith("0 rows; ")


@pytest.mark.parametrize(
    "asked", [OWN, parse('// Which?\n//\n// Parameters:\n//   name (string = ""): a text\nRETURN 1')]
)
def test_a_text_that_may_be_anything_is_told_of_only_where_the_graph_knows_it(store, asked: NamedQuery):
    assert unknown_name(store, asked, {"name": "Zebra"}) is None
    assert no_rows(store, asked, {"name": "Zebra"}).startswith("0 rows; kg stats shows")
    assert no_rows(store, asked, {"name": "wingnet"}).startswith("0 rows; WingNet is in ")


def test_a_listing_that_is_not_there_is_told_of_in_cypher_of_somebody_too(store):
    asked = parse("MATCH (p:Paper) WHERE $whose IN p.listings RETURN p.title")
    told = "0 rows; there is no listing 'january'; did you mean january.jsonl?"
    assert no_rows(store, asked, {"whose": "january"}) == told


def test_a_title_of_several_papers_means_none_of_them(tmp_path):
    papers = {"id": ["paper:a", "paper:b", "paper:c"], "title": ["Of Kilns", "of kilns", "Of Kilns!"]}
    with open_store(tmp_path, create=True) as store:
        store.write(Corpus(), Graph.of({"Paper": pl.DataFrame(papers)}, {}))
        asked, given = load("mentioned-by-paper"), {"paper": "OF KILNS"}
        assert understood(store, asked, given) == (given, {})
        given = {"paper": "Of Kilns!"}
        assert understood(store, asked, given) == ({"paper": "paper:c"}, {})
        told = unknown_name(store, asked, {"paper": "of kilns"})
        assert told is not None
        assert told.startswith("several papers are called 'Of Kilns'; give the id of one: paper:a, paper:b")
