"""What is said of an answer besides its rows."""

import polars as pl
import pytest

from kg.corpus import Corpus
from kg.explore import of_any_version, undated
from kg.graph import Graph
from kg.queries import load
from kg.stores import open_store
from tests.graphs import small, small_corpus


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store"), create=True) as opened:
        opened.write(small_corpus(), small())
        yield opened


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        ("use-over-time", {"name": "WingNet"}, "2 of 6 papers have no date and are left out"),
        ("new-papers", {"since": "", "until": ""}, "2 of 6 papers have no date and are left out"),
        ("most-used-datasets", {"since": "2021"}, "2 of 6 papers have no date and are left out"),
        (
            "most-used-datasets",
            {"since": "2021", "listing": "spring.html"},
            "1 of 4 papers has no date and is left out",
        ),
        ("most-used-datasets", {"since": ""}, None),
        ("who-mentions", {"name": "WingNet"}, None),
    ],
)
def test_a_question_about_time_tells_how_many_papers_have_no_date(store, query, given, told):
    assert undated(store, load(query), given) == told


@pytest.mark.parametrize("dates", [["2024", "2025-01-01"], [None, None]])
def test_dates_of_all_papers_and_of_none_are_nothing_to_tell(tmp_path, dates):
    papers = pl.DataFrame({"id": ["paper:a", "paper:b"], "title": ["A", "B"], "published": dates})
    with open_store(tmp_path, create=True) as store:
        store.write(Corpus(), Graph.of({"Paper": papers.with_columns(pl.col("published").cast(str))}, {}))
        assert undated(store, load("rising"), {}) is None


@pytest.fixture
def versions(tmp_path):
    """A store with papers on three versions of a thing."""
    names = ["OwlNet", "OwlNet-v2", "OwlNet-v3"]
    ids = [f"method:{name.lower()}" for name in names]
    papers = pl.DataFrame({"id": ["paper:a", "paper:b", "paper:c"], "title": ["A", "B", "C"]})
    methods = pl.DataFrame({"id": ids, "name": names, "papers": [1, 1, 1]})
    mentions = pl.DataFrame({"start": papers["id"], "end": ids, "role": ["mentions"] * 3})
    with open_store(tmp_path, create=True) as opened:
        opened.write(Corpus(), Graph.of({"Paper": papers, "Method": methods}, {"MENTIONS": mentions}))
        yield opened


def test_an_answer_about_one_version_tells_how_many_papers_mention_any(versions):
    told = "3 papers mention any version: kg query versions-of -p name=OwlNet"
    assert of_any_version(versions, load("who-mentions"), {"name": "owlnet"}) == told
    assert of_any_version(versions, load("evaluated-on"), {"dataset": "owlnet"}) is None
    assert (
        of_any_version(versions, load("papers-mentioning-both"), {"first": "OwlNet", "second": "x"}) is None
    )
    assert of_any_version(versions, load("who-mentions"), {"name": ""}) is None


def test_of_what_has_no_versions_nothing_is_told(store):
    assert of_any_version(store, load("who-mentions"), {"name": "WhaleCalls"}) is None
