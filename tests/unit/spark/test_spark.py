"""Tests of the engine for clusters, on a cluster of two processors of this machine."""

import gc
import json
import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest

from kg.build import LOCAL_ENGINE, add, build
from kg.corpus import Corpus
from kg.errors import EngineError
from kg.extract import extract
from kg.model import Paper
from kg.readers import read
from kg.spark import engine
from kg.spark.mapping import over
from kg.spark.session import session
from kg.stores import open_store
from tests.hostile import HOSTILE
from tests.neo4j.fixtures import give_up

# PySpark leaves it to the collector to close the sockets that results came through, and uses distutils.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
    "ignore:distutils Version classes are deprecated:DeprecationWarning",
)
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """A session; when it ends, its folder is gone and nothing was written on the terminal's streams."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        give_up("Spark needs Java, and there is none")
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        with session("local[2]") as started:
            assert list(folder.iterdir())
            yield started
        assert not list(folder.iterdir())
    gc.collect()


@pytest.fixture
def cluster(spark):
    """The engine on the session that runs already."""
    with engine() as working:
        yield working


def test_the_examples_give_the_same_bytes_on_both_engines(cluster, tmp_path, capfd):
    digests = set()
    for name, working in (("here", LOCAL_ENGINE), ("there", cluster)):
        with open_store(str(tmp_path / name), create=True) as store:
            built = add(store, read([EXAMPLES]), engine=working).built
        assert built.counts["SIMILAR_TO"]
        digests.add(json.loads((tmp_path / name / "manifest.json").read_bytes())["generation"])
    assert len(digests) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.shared
def test_real_listings_give_the_same_graph_on_both_engines(cluster, shared):
    corpus = Corpus().add(reading.listing for reading in read([shared / "listings"]))
    here, there = build(corpus).graph, build(corpus, engine=cluster).graph
    assert here.relationships["MENTIONS"].height
    assert there.equals(here)


def test_no_papers_give_the_empty_graph(cluster):
    assert build(Corpus(), engine=cluster).graph.equals(build(Corpus()).graph)


def test_hostile_text_is_read_alike_on_both_engines(cluster):
    papers = [
        Paper(
            f"BirdNet {text}",
            f"We introduce BirdNet. {text} We use MNIST.",
            id=f"paper:{number}",
            code=(text,),
        )
        for number, text in enumerate(HOSTILE)
    ]
    assert cluster.extract(papers) == extract(papers)


def test_values_come_back_in_order_whatever_they_hold(spark):
    values = ["lone \ud800", "nul \0", "", *map(str, range(50))]
    assert list(over(spark, str.swapcase, values)) == [text.swapcase() for text in values]


def test_shared_objects_are_seen_by_every_worker_one_after_the_other(spark):
    assert list(over(spark, _with_all, [1, 2, 3], ["a", "b"])) == ["1ab", "2ab", "3ab"]


def _with_all(value, shared):
    return f"{value}{''.join(shared)}"


def test_a_failure_of_a_worker_is_one_line_that_names_it(spark):
    with pytest.raises(EngineError, match=r"^Spark could not finish the work: ZeroDivisionError: [^\n]*$"):
        list(over(spark, partial(divmod, 1), [1, 0]))
