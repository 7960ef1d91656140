"""Versions of one thing: what a text means for the query that lists them, and how many papers mention any."""

from collections.abc import Iterator

import polars as pl
import pytest

from kg import queries
from kg.cli.no_answer import unknown_name
from kg.corpus import Corpus
from kg.explore import EntityCard, show, understood
from kg.graph import Graph
from kg.stores import Store, open_store

NAMES = ["Qwil", "Qwil2.5-7B", "Qwil3-Instruct", "Qwilt", "Owl-7", "Owl-8", "Long"]
MENTIONS = [
    ("a", "Qwil"),
    ("a", "Qwil2.5-7B"),
    ("b", "Qwil3-Instruct"),
    ("b", "Owl-7"),
    ("c", "Qwilt"),
    ("c", "Owl-8"),
]
"""Papers, and what they mention."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    counts = {name: sum(name == one for _, one in MENTIONS) for name in NAMES}
    methods = [
        {
            "id": f"method:{name}",
            "name": name,
            "aliases": ["Qwil"] if name == "Long" else [],
            "papers": counts[name],
        }
        for name in NAMES
    ]
    papers = [{"id": f"paper:{one}", "title": one, "year": 2020 + place} for place, one in enumerate("abc")]
    links = [
        {
            "start": f"paper:{paper}",
            "end": f"method:{name}",
            "role": "mentions",
            "count": 1,
            "confidence": 0.9,
        }
        for paper, name in MENTIONS
    ]
    graph = Graph.of(
        {"Paper": pl.DataFrame(papers), "Method": pl.DataFrame(methods)}, {"MENTIONS": pl.DataFrame(links)}
    )
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(Corpus(), graph)
        yield opened


def rows(store: Store, name: str) -> list[tuple[object, ...]]:
    query = queries.load("versions-of")
    return store.query(query.cypher, understood(store, query, query.values({"name": name}))[0]).rows


@pytest.mark.parametrize("name", ["Qwil", "qwil", "Qwil2.5-7B", "method:Qwil3-Instruct"])
def test_any_version_stands_for_all_with_the_papers_of_each_and_of_any(store: Store, name: str) -> None:
    assert rows(store, name) == [
        ("Qwil", 1, 2, 2020, "method:Qwil"),
        ("Qwil2.5-7B", 1, 2, 2020, "method:Qwil2.5-7B"),
        ("Qwil3-Instruct", 1, 2, 2021, "method:Qwil3-Instruct"),
    ]


def test_the_name_that_versions_share_is_enough(store: Store) -> None:
    assert [row[:3] for row in rows(store, "Owl")] == [("Owl-7", 1, 2), ("Owl-8", 1, 2)]


def test_what_nothing_is_called_is_told(store: Store) -> None:
    query = queries.load("versions-of")
    values, _ = understood(store, query, query.values({"name": "Zzyx"}))
    assert "nothing in the graph is called 'Zzyx'" in (unknown_name(store, query, values) or "")


@pytest.mark.parametrize(("name", "papers"), [("Qwil", 2), ("Owl-7", 2), ("Qwilt", 0)])
def test_a_card_tells_how_many_papers_mention_any_version(store: Store, name: str, papers: int) -> None:
    card = show(store, name)
    assert isinstance(card, EntityCard)
    assert card.any_version == papers
