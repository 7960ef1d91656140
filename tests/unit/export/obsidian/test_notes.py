"""The notes of a graph."""

from pathlib import Path

import pytest
import yaml

from kg.errors import UsageError
from kg.export import EXPORTERS, facts
from kg.export.obsidian import MARK
from kg.names.folding import is_citation_key
from kg.readers import read
from kg.readers.base import Refused
from kg.readers.text import clean
from tests.graphs import small

export = EXPORTERS["obsidian"]
WHALES = "papers/Whale Calls at Scale.md"


@pytest.fixture
def notes(tmp_path) -> Path:
    """The notes of the small graph."""
    assert export(small(), tmp_path / "notes") == []
    return tmp_path / "notes"


def test_the_note_of_a_paper_has_its_properties_its_abstract_and_links_with_their_sentences(notes):
    head, _, body = (notes / WHALES).read_text("utf-8").removeprefix("---\n").partition("---\n")
    assert yaml.safe_load(head) == {
        "title": "Whale Calls at Scale",
        "type": "paper",
        "id": "paper:arxiv:2203.00003",
        "arxiv": "2203.00003",
        "doi": "10.1000/whales",
        "published": "2022-03-09",
        "year": 2022,
        "authors": ["Cy Coot", "Ada Ara"],
        "upvotes": 0,
        "listings": ["spring.html"],
    }
    assert "# Whale Calls at Scale\n\n[arXiv](<https://arxiv.org/abs/2203.00003>) · [DOI](<" in body
    assert "## Abstract\n\nWhaleCalls has calls of whales." in body
    assert (
        "## Introduces\n\n- [[datasets/WhaleCalls|WhaleCalls]], confidence 0.85\n"
        "  > **WhaleCalls** has calls of whales. We test WingNet on it and on BirdSong-10K.\n" in body
    )
    assert "- [[methods/WingNet|WingNet]], compares with it, confidence 0.70\n" in body
    assert (
        "## Refers to\n\n"
        "- [[papers/A Benchmark of Bird Songs|A Benchmark of Bird Songs]] (2020), confidence 0.85\n" in body
    )
    assert (
        "## Similar\n\n- [[papers/Soundscapes with WingNet++|Soundscapes with WingNet++]] (2023), 0.50\n"
        in body
    )


def test_the_note_of_a_thing_has_its_names_and_the_papers_that_name_it(notes):
    text = (notes / "datasets" / "BirdSong-10K.md").read_text("utf-8")
    assert "## Introduced by\n\n- [[papers/A Benchmark of Bird Songs|" in text
    assert "## Mentioned by\n" in text
    assert "[[methods/WingNet|WingNet]], 0.87: 3 papers" in text
    family = (notes / "methods" / "graph neural network.md").read_text("utf-8")
    stated = yaml.safe_load(family.split("---\n")[1])
    assert (stated["aliases"], stated["family"], stated["papers"]) == (["GNN"], True, 2)


def test_the_overview_names_what_is_most_mentioned(notes):
    text = (notes / "Overview.md").read_text("utf-8")
    assert "6 papers, 2 datasets, 4 methods, 3 repositories" in text
    assert "- [[datasets/BirdSong-10K|BirdSong-10K]], 4 papers\n" in text
    assert text.index("[[datasets/BirdSong-10K|") < text.index("[[datasets/WhaleCalls|")


def test_papers_that_a_note_does_not_list_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(facts, "USERS", 1)
    told = export(small(), tmp_path / "notes")
    assert told == ["papers that the note of a thing counts but does not list: 4"]
    assert "\nAnd by 2 papers more.\n" in (tmp_path / "notes/datasets/BirdSong-10K.md").read_text("utf-8")


def test_notes_of_others_stay_and_folders_of_others_are_not_touched(notes, tmp_path):
    (notes / "papers" / "mine.md").write_text("mine", "utf-8")
    (notes / ".obsidian").mkdir()
    export(small(), notes)
    assert (notes / "papers" / "mine.md").read_text("utf-8") == "mine"
    assert (notes / ".obsidian").is_dir()
    assert (notes / MARK).is_file()
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "mine.md").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="folder with other things in it"):
        export(small(), vault)


def test_kg_reads_its_own_notes(notes):
    (reading,) = read([notes / WHALES])
    (paper,) = reading.listing.papers
    one = small().nodes["Paper"].filter(id="paper:arxiv:2203.00003").row(0, named=True)
    assert (paper.title, paper.abstract, paper.arxiv_id, paper.doi) == (
        one["title"],
        one["abstract"],
        one["arxivId"],
        one["doi"],
    )
    assert (paper.authors, paper.published) == (tuple(one["authors"]), one["published"])


def test_kg_reads_all_its_own_notes_back_without_a_word(notes):
    readings = list(read([notes]))
    papers = [paper for reading in readings for paper in reading.listing.papers]
    assert [problem for reading in readings for problem in reading.problems] == []
    told = small().nodes["Paper"].select("title", "citationKey").rows()
    assert {(one.title, one.citation_key) for one in papers} == {
        (clean(title), key if key and is_citation_key(key) else None) for title, key in told
    }


def test_a_note_about_a_thing_that_is_named_itself_is_said_to_be_no_paper(notes):
    with pytest.raises(Refused, match="a note about a dataset, which kg wrote beside those about papers"):
        list(read([notes / "datasets" / "BirdSong-10K.md"]))
    with pytest.raises(Refused, match=r"none of its 2 files is a listing$"):
        list(read([notes / "datasets"]))
