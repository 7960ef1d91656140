"""Tests of `kg export`: where it does not come to its end, and what it does not replace."""

import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.app import run
from kg.export import FORMATS
from kg.graph import Graph
from kg.stores import open_store
from kg.system.files import replacing
from tests.graphs import small, small_corpus


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_an_export_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, monkeypatch, capsys) -> None:
    def terminated(_graph: Graph, out: Path) -> list[str]:
        with replacing(out) as beside:
            beside.write_text("half")
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        return []

    with open_store(str(tmp_path / "store"), create=True) as store:
        store.write(small_corpus(), small())
    monkeypatch.setitem(FORMATS, "json", replace(FORMATS["json"], export=terminated))
    with pytest.raises(SystemExit) as ended:
        main(["export", "json", "-o", str(tmp_path / "graph.json"), "--store", str(tmp_path / "store")])
    assert ended.value.code == 130
    assert "interrupted" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.fixture
def built(tmp_path: Path, monkeypatch) -> Path:
    """A folder, in which we are, with a listing `papers.json` and the store made from it."""
    monkeypatch.chdir(tmp_path)
    Path("papers.json").write_text('[{"title": "Hearing Birds", "abstract": "We train on ImageNet."}]')
    assert run(["build", "papers.json", "--store", "store"]) == 0
    return tmp_path


@pytest.mark.parametrize("target", ["papers.json", "link.json"])
def test_a_listing_that_the_graph_was_made_from_is_not_replaced(built: Path, capsys, target: str) -> None:
    (built / "link.json").symlink_to("papers.json")
    before = (built / "papers.json").read_bytes()
    assert run(["export", "json", "-o", target, "--store", "store"]) == 2
    assert f"{target} is a listing that the graph was made from" in capsys.readouterr().err
    assert (built / "papers.json").read_bytes() == before


def test_a_file_that_is_called_otherwise_than_exports_are_is_not_replaced(built: Path, capsys) -> None:
    (built / "references.bib").write_text("@article{one}")
    assert run(["export", "html", "-o", "references.bib", "--store", "store"]) == 2
    assert "choose another name, such as references.html" in capsys.readouterr().err
    assert (built / "references.bib").read_text() == "@article{one}"


@pytest.mark.parametrize("name", ["graph.json", "GRAPH.JSON", "graph"])
def test_an_export_replaces_an_earlier_one(built: Path, name: str) -> None:
    for _ in range(2):
        assert run(["export", "json", "-o", name, "--store", "store"]) == 0


@pytest.mark.parametrize(
    ("program", "meant"), [("Gephi", "gexf is for that"), ("neo4j", "or kg load is for that")]
)
def test_the_format_for_a_program_is_told(built: Path, capsys, program: str, meant: str) -> None:
    assert run(["export", program, "-o", "out", "--store", "store"]) == 2
    told = capsys.readouterr().err
    assert f"there is no format '{program}'; " in told
    assert meant in told


def test_a_depth_without_a_node_to_begin_at_is_wrong_usage(built: Path, capsys) -> None:
    assert run(["export", "html", "--depth", "3", "--store", "store"]) == 2
    assert "--depth says how far to go from a node; name it with --around NAME" in capsys.readouterr().err
    assert not Path("kg-graph.html").exists()


def test_a_part_without_relationships_is_told(built: Path, capsys) -> None:
    told = "kg: note: the graph has 1 relationship, but none between the 1 node left"
    assert run(["export", "gexf", "--top", "1", "--store", "store"]) == 0
    assert told in capsys.readouterr().err
    assert run(["export", "gexf", "--around", "ImageNet", "--depth", "0", "--store", "store"]) == 0
    assert told in capsys.readouterr().err
    assert run(["export", "gexf", "--around", "ImageNet", "--top", "2", "--store", "store"]) == 0
    assert told not in capsys.readouterr().err


def test_the_papers_of_a_listing_are_exported_by_a_part_of_its_name(built: Path, capsys) -> None:
    Path("more.json").write_text('[{"title": "Hearing Whales", "abstract": "We train on COCO."}]')
    assert run(["build", "more.json", "--store", "store"]) == 0
    assert run(["export", "html", "-o", "page.html", "--listing", "papers", "--store", "store"]) == 0
    page = Path("page.html").read_text("utf-8")
    assert "Hearing Birds" in page
    assert "Hearing Whales" not in page
    assert "<title>Papers of papers.json" in page
    assert run(["export", "html", "--listing", "paprs.json", "--store", "store"]) == 1
    told = "there is no listing 'paprs.json'; did you mean papers.json?"
    assert told in capsys.readouterr().err


def test_a_new_file_may_be_called_anything(built: Path) -> None:
    assert run(["export", "html", "-o", "page.of.mine", "--store", "store"]) == 0


def test_csv_is_written_to_what_is_called_an_archive(built: Path, capsys) -> None:
    assert run(["export", "csv", "-o", "graph.csv", "--store", "store"]) == 2
    assert "csv is a zip archive of several CSV files" in capsys.readouterr().err
    assert not (built / "graph.csv").exists()
    for _ in range(2):
        assert run(["export", "csv", "-o", "graph.zip", "--store", "store"]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_help_names_each_format_and_where_it_is_written(form: str, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    assert run(["export", "--help"]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"\b{form}\b", told)
    target = FORMATS[form].target
    assert target in told or target == f"kg-graph.{form}"


def test_programs_go_by_one_format_each() -> None:
    programs = [program for form in FORMATS.values() for program in form.programs]
    assert len({*programs, *FORMATS}) == len(programs) + len(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_ends_otherwise_than_those_of_a_format_stays(built: Path, capsys, form: str) -> None:
    (built / "notes.txt").write_text("mine")
    assert run(["export", form, "-o", "notes.txt", "--store", "store"]) != 0
    assert (built / "notes.txt").read_text() == "mine"
