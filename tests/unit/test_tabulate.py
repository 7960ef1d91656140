"""Tests of `kg.tabulate`: laying out the tables."""

import json

import polars as pl
import pytest

from kg.graph import Graph
from kg.model import Alias, Entity, Mention, Paper
from kg.resolve import Resolution
from kg.tabulate import tabulate

PAPER = Paper(
    "ToyNet: A Toy",
    "We train ToyNet on MNIST. MNIST digits are small.",
    arxiv_id="2401.00001",
    published="2024-01-02",
    authors=("A. Author", "B. Author"),
    id="paper:arxiv:2401.00001",
    listings=("day.txt",),
)


def _mention(name: str, field: str, start: int, **values) -> Mention:
    filled = {"kind": "method", "role": "mentions", "rule": "test", "confidence": 0.5, **values}
    return Mention(
        paper=PAPER.id,
        name=name,
        field=field,
        start=start,
        end=start + len(name),
        surface=name,
        sentence=name,
        **filled,
    )


MENTIONS = [
    _mention("ToyNet", "abstract", 9, confidence=0.61),
    _mention("ToyNet", "title", 0, role="introduces", confidence=0.87654),
    _mention("MNIST", "abstract", 19, kind="dataset"),
    _mention("MNIST", "abstract", 26, kind="dataset"),
    _mention("github.com/Owner/toy", "code", 0, kind="repo"),
]
RESOLUTION = Resolution(
    (
        Entity(
            "dataset:mnist",
            "dataset",
            "MNIST",
            (Alias("mnist digits", "plural", "MNIST", 0.9, (PAPER.id,), MENTIONS[2]),),
        ),
        Entity("method:toynet", "method", "ToyNet", ()),
        Entity("repo:github.com/owner/toy", "repo", "github.com/Owner/toy", ()),
    ),
    ("method:toynet", "method:toynet", "dataset:mnist", "dataset:mnist", "repo:github.com/owner/toy"),
)


@pytest.fixture
def graph() -> Graph:
    return tabulate([PAPER], MENTIONS, RESOLUTION, {})


def test_a_paper_stands_in_the_tables_with_all_that_is_known(graph):
    (row,) = graph.nodes["Paper"].to_dicts()
    assert row == {
        "id": "paper:arxiv:2401.00001",
        "title": "ToyNet: A Toy",
        "abstract": PAPER.abstract,
        "url": None,
        "arxivId": "2401.00001",
        "doi": None,
        "citationKey": None,
        "published": "2024-01-02",
        "year": 2024,
        "authors": ["A. Author", "B. Author"],
        "venue": None,
        "keywords": [],
        "upvotes": None,
        "listings": ["day.txt"],
    }


def test_all_places_of_one_name_make_one_relationship(graph):
    rows = {row["end"]: row for row in graph.relationships["MENTIONS"].to_dicts()}
    toynet = rows["method:toynet"]
    assert (toynet["role"], toynet["count"], toynet["surfaces"]) == ("introduces", 2, ["ToyNet"])
    assert toynet["confidence"] == 0.8765
    assert [(one["field"], one["start"]) for one in json.loads(toynet["evidence"])] == [
        ("title", 0),
        ("abstract", 9),
    ]
    assert rows["dataset:mnist"]["count"] == 2


def test_entities_know_how_many_papers_name_them_and_their_other_names(graph):
    assert graph.nodes["Dataset"].to_dicts() == [
        {"id": "dataset:mnist", "name": "MNIST", "aliases": ["mnist digits"], "papers": 1}
    ]
    (row,) = graph.ledger.to_dicts()
    evidence = json.loads(row.pop("evidence"))
    assert row == {
        "entity": "dataset:mnist",
        "name": "MNIST",
        "alias": "mnist digits",
        "rule": "plural",
        "of": "MNIST",
        "score": 0.9,
        "papers": 1,
        "listings": ["day.txt"],
    }
    assert (evidence["paper"], evidence["field"], evidence["start"]) == (PAPER.id, "abstract", 19)
    assert evidence["sentence"] == MENTIONS[2].sentence


def test_a_repository_is_its_host_owner_and_address(graph):
    assert graph.nodes["Repo"].to_dicts() == [
        {
            "id": "repo:github.com/owner/toy",
            "name": "Owner/toy",
            "url": "https://github.com/Owner/toy",
            "host": "github.com",
            "owner": "Owner",
            "papers": 1,
        }
    ]


@pytest.mark.parametrize(
    ("address", "name", "owner"),
    [
        ("anonymous.4open.science/r/toy-1A2B", "toy-1A2B", None),
        ("huggingface.co/Owner/toy", "Owner/toy", "Owner"),
        ("huggingface.co/datasets/Owner/toy", "datasets/Owner/toy", "Owner"),
        ("gitlab.example.org/group/part/toy", "group/part/toy", "group/part"),
    ],
)
def test_hosts_say_differently_whose_a_repository_is(address: str, name: str, owner: str | None):
    entity = Entity(f"repo:{address.lower()}", "repo", address, ())
    mention = _mention(address, "code", 0, kind="repo")
    (row,) = tabulate([PAPER], [mention], Resolution((entity,), (entity.id,)), {}).nodes["Repo"].to_dicts()
    assert (row["id"], row["name"], row["owner"]) == (entity.id, name, owner)
    assert row["url"] == f"https://{address}"


def test_the_order_of_mentions_does_not_show(graph):
    pairs = list(zip(MENTIONS, RESOLUTION.entity_of, strict=True))[::-1]
    turned = Resolution(RESOLUTION.entities, tuple(entity for _, entity in pairs))
    assert tabulate([PAPER], [mention for mention, _ in pairs], turned, {}).equals(graph)


def test_links_between_papers_are_laid_out_beside_the_mentions():
    other = Paper("Second", id="paper:second")
    links = {"CITES": pl.DataFrame({"start": [PAPER.id], "end": [other.id]})}
    graph = tabulate([PAPER, other], [], Resolution((), ()), links)
    assert graph.relationships["CITES"].height == 1
    assert graph.relationships["MENTIONS"].is_empty()


def test_a_name_that_the_topic_of_papers_tells_is_in_the_ledger_and_no_alias_twice():
    told = [Alias(name, "topic", "Toy Network", 0.9, (PAPER.id,), MENTIONS[0]) for name in ("TN", "ToyNet")]
    aliases = (Alias("TN", "definition", "ToyNet", 0.95, (PAPER.id,), MENTIONS[0]), *told)
    entity = Entity("method:toynet", "method", "ToyNet", aliases)
    graph = tabulate([PAPER], MENTIONS[:1], Resolution((entity,), (entity.id,)), {})
    assert graph.nodes["Method"]["aliases"].to_list() == [["TN"]]
    rows = graph.ledger.select("alias", "rule").rows()
    assert rows == [("TN", "definition"), ("TN", "topic"), ("ToyNet", "topic")]
