"""JSON-LD as a reader of linked data understands it."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import rdflib
from hypothesis import given, settings
from rdflib.collection import Collection
from rdflib.namespace import RDF

from kg.export import jsonld
from kg.export.jsonld import iri
from kg.graph import Graph
from tests.graphs import BENCHMARK, SCAPES, SURVEY, WHALES, WINGNET, evidence, graphs, small
from tests.hostile import BROKEN_EVIDENCE, HOSTILE, hostile_graph

SDO = rdflib.Namespace("http://schema.org/")
KG = rdflib.Namespace("urn:kg:vocabulary:")
BIRDS = "dataset:birdsong-10k"

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of rdflib, within rdflib


def written(graph: Graph, folder: Path) -> Path:
    jsonld.export(graph, folder / "graph.jsonld")
    return folder / "graph.jsonld"


def node(identity: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri(identity))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    return rdflib.Graph().parse(written(small(), tmp_path_factory.mktemp("linked")), format="json-ld")


def test_kinds_are_types_of_schema_org(data: rdflib.Graph) -> None:
    assert (node(WINGNET), RDF.type, SDO.ScholarlyArticle) in data
    assert (node(BIRDS), RDF.type, SDO.Dataset) in data
    assert (node("method:wingnet"), RDF.type, SDO.DefinedTerm) in data
    assert (node("repo:github.com/ada/wingnet"), RDF.type, SDO.SoftwareSourceCode) in data


def test_properties_have_the_names_of_schema_org_where_it_has_any(data: rdflib.Graph) -> None:
    def text(subject: str, name: rdflib.URIRef) -> set[str]:
        return {str(one) for one in data.objects(node(subject), name)}

    assert text(BENCHMARK, SDO.name) == {"A Benchmark of Bird Songs"}
    assert text(BENCHMARK, SDO.datePublished) == {"2020-01-05"}
    assert text(BENCHMARK, SDO.keywords) == {"audio", "birds"}
    assert text(BENCHMARK, SDO.identifier) == {BENCHMARK}
    assert text(BIRDS, SDO.alternateName) == {"Bird Song 10K", "BirdSong10K"}
    assert text("repo:github.com/ada/wingnet", SDO.codeRepository) == {"https://github.com/ada/wingnet"}
    assert text(WHALES, KG.doi) == {"10.1000/whales"}
    assert set(data.objects(node(WHALES), SDO.sameAs)) == {
        rdflib.URIRef("https://arxiv.org/abs/2203.00003"),
        rdflib.URIRef("https://doi.org/10.1000/whales"),
    }
    assert [one.toPython() for one in data.objects(node(BIRDS), KG.papers)] == [4]


def test_authors_keep_their_order(data: rdflib.Graph) -> None:
    (authors,) = data.objects(node(WHALES), SDO.author)
    names = [str(data.value(one, SDO.name)) for one in Collection(data, authors)]
    assert names == ["Cy Coot", "Ada Ara"]


def test_links_are_properties(data: rdflib.Graph) -> None:
    assert (node(WINGNET), SDO.mentions, node(BIRDS)) in data
    assert (node(SCAPES), SDO.isBasedOn, node(WINGNET)) in data
    assert (node(SURVEY), SDO.citation, node(BENCHMARK)) in data
    assert (node(WINGNET), KG.similarTo, node(SCAPES)) in data


def test_what_there_is_to_say_of_a_link_is_asked_in_sparql(data: rdflib.Graph) -> None:
    found = data.query(
        """
        PREFIX s: <http://schema.org/> PREFIX kg: <urn:kg:vocabulary:>
        SELECT ?role ?confidence ?sentence WHERE {
          ?link rdf:subject ?paper; rdf:predicate s:mentions; rdf:object ?thing;
                kg:role ?role; kg:confidence ?confidence; kg:evidence/kg:sentence ?sentence .
          ?paper s:name "A Benchmark of Bird Songs" . ?thing s:name "BirdSong-10K" }
        """,
        initNs={"rdf": RDF},
    )
    assert [tuple(one.toPython() for one in row) for row in found] == [
        ("introduces", 0.95, "We introduce BirdSong-10K, ten thousand recordings of songs.")
    ]


def test_an_inferred_citation_has_the_sentences_of_both_papers(tmp_path: Path) -> None:
    sides = {
        "introduced": json.loads(evidence(WINGNET, "WingNet", 0.9))[0],
        "mentioned": json.loads(evidence(SCAPES, "WingNet", 0.9))[0],
    }
    told = json.dumps([{"via": "WingNet", "entity": "method:wingnet", **sides}])
    builds = pl.DataFrame({"start": [SCAPES], "end": [WINGNET], "via": [["WingNet"]], "evidence": [told]})
    graph = Graph.of(small().nodes, {"BUILDS_ON": builds})
    assert jsonld.export(graph, tmp_path / "out") == []
    data = rdflib.Graph().parse(tmp_path / "out", format="json-ld")
    (record,) = data.subjects(KG.entity, node("method:wingnet"))
    for side in ("introduced", "mentioned"):
        assert str(data.value(data.value(record, KG[side]), KG.surface)) == "WingNet"


def test_a_paper_is_not_based_on_what_it_only_compares_with(data: rdflib.Graph) -> None:
    assert (node(SCAPES), SDO.isBasedOn, node(WINGNET)) in data
    assert (node(WHALES), SDO.isBasedOn, node(WINGNET)) not in data
    assert (node(WHALES), SDO.mentions, node(WINGNET)) in data
    assert {
        (data.value(one, RDF.subject), data.value(one, RDF.predicate))
        for one in data.subjects(RDF.object, node(WINGNET))
        if data.value(one, KG.via)
    } == {(node(SCAPES), SDO.isBasedOn), (node(WHALES), SDO.mentions)}


def test_evidence_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    assert jsonld.export(small(), tmp_path / "out") == [
        "links whose evidence could not be read and is left out: 5",
    ]


def test_numbers_that_are_not_finite_are_left_out_and_told(tmp_path: Path) -> None:
    papers = pl.DataFrame({"id": ["paper:a", "paper:b"]})
    similar = pl.DataFrame({"start": ["paper:a"], "end": ["paper:b"], "score": [float("inf")]})
    notes = jsonld.export(Graph.of({"Paper": papers}, {"SIMILAR_TO": similar}), tmp_path / "out")
    assert notes == ["numbers left out because they are not finite: 1"]
    assert "score" not in json.loads((tmp_path / "out").read_text())["@graph"][-1]


def test_hostile_texts_are_texts_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a reader was made to fetch something")

    monkeypatch.setattr("socket.socket", refused)
    data = rdflib.Graph().parse(written(hostile_graph(), tmp_path), format="json-ld")
    for text in HOSTILE:
        assert str(data.value(node(f"method:{text}"), SDO.name)) == text
    subjects = {one for one in data.subjects() if isinstance(one, rdflib.URIRef)}
    assert all(str(one).startswith("urn:kg:") for one in subjects)


def test_evidence_cannot_bring_a_context_or_an_identity_of_its_own(tmp_path: Path) -> None:
    (record,) = json.loads(evidence(WINGNET, "WingNet", 0.9))
    injected = {"@context": "https://evil.example/context", "@id": "urn:kg:evil", "@type": "evil"}
    told = json.dumps([{**record, **injected, "sentence": {"@id": "urn:kg:evil"}}])
    mentions = pl.DataFrame({"start": [WINGNET], "end": ["method:wingnet"], "evidence": [told]})
    document = json.loads(
        written(Graph.of(small().nodes, {"MENTIONS": mentions}), tmp_path).read_text("utf-8")
    )
    (quote,) = document["@graph"][-1]["evidence"]
    assert set(quote) == {"field", "start", "end", "sentence", "surface", "rule"}
    assert isinstance(quote["sentence"], str)


@pytest.mark.parametrize(
    "told", ["[{}]", '[{"entity": "lone \\ud800 half", "via": "\\udfff"}]', *BROKEN_EVIDENCE]
)
def test_broken_evidence_of_an_inferred_citation_is_told_and_ends_nothing(tmp_path: Path, told: str) -> None:
    builds = pl.DataFrame({"start": [SCAPES], "end": [WINGNET], "evidence": [told]})
    notes = jsonld.export(Graph.of(small().nodes, {"BUILDS_ON": builds}), tmp_path / "out")
    assert notes == ["links whose evidence could not be read and is left out: 1"]
    assert rdflib.Graph().parse(tmp_path / "out", format="json-ld")


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_any_graph_keeps_its_nodes_links_and_texts(tmp_path_factory: Any, graph: Graph) -> None:
    file = written(graph, tmp_path_factory.mktemp("any"))
    objects = json.loads(file.read_text("utf-8"))["@graph"]
    nodes = {one["identifier"]: one for one in objects if "identifier" in one}
    view = graph.to_networkx()
    assert set(nodes) == set(view)
    assert len({one["@id"] for one in objects}) == len(objects)
    for identity, properties in view.nodes(data=True):
        assert nodes[identity].get("name") == properties.get("title", properties.get("name"))
    assert sum(one["@type"] == "rdf:Statement" for one in objects) == sum(
        kind != "CITES" for *_, kind in view.edges(keys=True)
    )
