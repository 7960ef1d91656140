"""What the pages of a site, and notes, say."""

import json
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from kg.export import facts
from kg.export.pages import Near, PaperPage, ThingPage
from kg.export.site.paths import path
from kg.graph import Graph
from tests.graphs import BENCHMARK, SCAPES, WHALES, WINGNET, small
from tests.hostile import hostile_graph

KNOWN = facts.gather(small(), path)


def thing(name: str) -> ThingPage:
    return next(page for page in facts.things(KNOWN) if page.link.name == name)


def paper(identity: str) -> PaperPage:
    return next(page for page in facts.papers(KNOWN) if page.node["id"] == identity)


def test_a_thing_tells_who_introduced_it_and_who_mentions_it_with_the_sentences() -> None:
    page = thing("BirdSong-10K")
    assert [one.link for one in page.introduced_by] == [KNOWN.links[BENCHMARK]]
    assert {one.link for one in page.used_by} >= {KNOWN.links[WINGNET], KNOWN.links[WHALES]}
    assert all(one.role != "introduces" for one in page.used_by)
    ((before, name, after), *_) = page.introduced_by[0].quotes
    assert (before, name, after) == ("We introduce ", "BirdSong-10K", ", ten thousand recordings of songs.")


def test_years_run_without_a_gap_and_count_papers() -> None:
    page = thing("BirdSong-10K")
    assert page.years[0][0] == 2020
    assert [year for year, _ in page.years] == list(range(2020, page.years[-1][0] + 1))
    dated = [one for one in (*page.introduced_by, *page.used_by) if one.link.year]
    assert sum(count for _, count in page.years) == len(dated)


def test_years_far_apart_are_those_with_the_most_papers() -> None:
    graph = small()
    papers = graph.nodes["Paper"].with_columns(
        year=pl.when(pl.col("id") == SCAPES).then(9999).otherwise("year")
    )
    known = facts.gather(Graph({**graph.nodes, "Paper": papers}, graph.relationships, graph.ledger), path)
    page = next(page for page in facts.things(known) if page.link.name == "BirdSong-10K")
    assert page.years == [(2020, 1), (2021, 1), (2022, 1), (9999, 1)]


def test_users_come_latest_first() -> None:
    years = [one.link.year or 0 for one in thing("WingNet").used_by]
    assert years == sorted(years, reverse=True)


def test_what_the_same_papers_mention_is_named_with_how_many_do() -> None:
    near = {one.link.name: one for one in thing("BirdSong-10K").together}
    assert near["WingNet"].papers >= 2
    assert 0 < near["WingNet"].score <= 1
    assert "BirdSong-10K" not in near


def test_a_paper_tells_what_it_builds_on_with_both_sentences() -> None:
    place = {"field": "abstract", "start": 0, "end": 7, "surface": "WingNet", "rule": "name"}
    sides = {
        "mentioned": {**place, "sentence": "WingNet++ extends WingNet."},
        "introduced": {**place, "sentence": "WingNet is new."},
    }
    evidence = json.dumps([{"via": "WingNet", **sides}])
    graph = small()
    builds_on = graph.relationships["BUILDS_ON"].with_columns(evidence=pl.lit(evidence))
    known = facts.gather(
        Graph(graph.nodes, {**graph.relationships, "BUILDS_ON": builds_on}, graph.ledger), path
    )
    by_id = {page.node["id"]: page for page in facts.papers(known)}
    (inferred,) = [one for one in by_id[SCAPES].builds_on if one.link == known.links[WINGNET]]
    assert inferred.reasons == (
        ("WingNet", ("", "WingNet", "++ extends WingNet."), ("", "WingNet", " is new.")),
    )
    assert known.links[SCAPES] in [one.link for one in by_id[WINGNET].built_on_by]


def test_an_inferred_citation_has_the_strongest_of_its_roles() -> None:
    assert {one.link: one.role for one in paper(WINGNET).built_on_by} == {
        KNOWN.links[SCAPES]: "extends",
        KNOWN.links[WHALES]: "comparesWith",
    }


def test_evidence_that_cannot_be_read_leaves_the_link() -> None:
    (inferred,) = [one for one in paper(SCAPES).builds_on if one.link == KNOWN.links[WINGNET]]
    assert inferred.reasons == ()


def test_similar_papers_name_each_other() -> None:
    near = {one.link.path for one in paper(SCAPES).nearest}
    for one in near:
        other = next(page for page in facts.papers(KNOWN) if page.link.path == one)
        assert KNOWN.links[SCAPES] in [two.link for two in other.nearest]


def test_more_users_than_a_page_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = thing("WingNet")
    monkeypatch.setattr(facts, "USERS", 1)
    page = thing("WingNet")
    assert len(page.used_by) == 1
    assert len(page.used_by) + len(page.introduced_by) + page.more == len(whole.used_by) + len(
        whole.introduced_by
    )


def test_every_node_has_a_page_whatever_its_texts() -> None:
    graph = hostile_graph()
    known = facts.gather(graph, path)
    pages = [*facts.things(known), *facts.papers(known)]
    assert len({page.link.path for page in pages}) == sum(map(len, graph.nodes.values()))


def test_relationships_to_nodes_that_are_missing_are_left_out() -> None:
    graph = small()
    nodes = {**graph.nodes, "Method": graph.nodes["Method"].clear()}
    known = facts.gather(Graph(nodes, graph.relationships, graph.ledger), path)
    named = [one.link.label for page in facts.papers(known) for one in (*page.introduces, *page.mentions)]
    assert named
    assert "Method" not in named


def test_a_paper_that_names_too_much_brings_nothing_together(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = small()
    whole = {page.link.name: page.together for page in facts.things(KNOWN)}
    often = graph.relationships["MENTIONS"].group_by("start").len()["len"].max()
    monkeypatch.setattr(facts, "MOST_TOGETHER", often - 1)
    fewer = {page.link.name: page.together for page in facts.things(facts.gather(graph, path))}
    assert fewer.keys() == whole.keys()
    assert 0 < _shared(fewer) < _shared(whole)


def test_what_more_papers_mention_together_than_small_numbers_count_stands_first() -> None:
    every = [f"paper:{n}" for n in range((1 << 17) + 2)]
    papers = every[: (1 << 16) + 1]
    named = [(paper, thing) for thing in ("method:a", "method:b") for paper in papers]
    named += [(paper, "method:c") for paper in papers[:5]]
    starts, ends = zip(*named, strict=True)
    methods = [{"id": thing, "name": thing, "papers": ends.count(thing)} for thing in sorted(set(ends))]
    graph = Graph.of(
        {"Paper": pl.DataFrame({"id": every, "title": every}), "Method": pl.DataFrame(methods)},
        {"MENTIONS": pl.DataFrame({"start": starts, "end": ends})},
    )
    first = next(facts.things(facts.gather(graph, path)))
    assert [one.papers for one in first.together] == [len(papers), 5]


def _shared(together: Mapping[str, Sequence[Near]]) -> int:
    return sum(one.papers for near in together.values() for one in near)
