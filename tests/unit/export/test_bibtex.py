"""A bibliography of a graph's papers: what TeX and reference managers make of it."""

import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.bibtex import escaped, export
from kg.graph import Graph
from kg.readers import read
from kg.readers.latex import typeset
from tests.graphs import small
from tests.hostile import hostile_graph


def written(tmp_path: Path, *papers: dict) -> str:
    """Give the bibliography of some papers."""
    rows = [{"id": f"paper:{number}", "title": "On Owls", **one} for number, one in enumerate(papers)]
    assert (
        export(Graph.of({"Paper": pl.DataFrame(rows, infer_schema_length=None)}, {}), tmp_path / "x.bib")
        == []
    )
    return (tmp_path / "x.bib").read_text("utf-8")


def test_an_entry_has_what_is_known_of_a_paper(tmp_path: Path) -> None:
    paper = {
        "title": "U-Net & 50% more",
        "authors": ["Ada Ara", "Bunting, Bo"],
        "year": 2021,
        "published": "2021-02-03",
        "venue": "Journal of Owls",
        "arxivId": "2102.00002",
        "doi": "10.1000/a_b",
        "url": "https://example.org/a{b}",
        "keywords": ["owls", "wings"],
        "abstract": "Owls\nfly.",
    }
    assert written(tmp_path, paper) == (
        "@article{ara2021unet,\n"
        "  title = {{U-Net \\& 50\\% more}},\n"
        "  author = {Ada Ara and Bunting, Bo},\n"
        "  journal = {Journal of Owls},\n"
        "  year = {2021},\n"
        "  month = feb,\n"
        "  eprint = {2102.00002},\n"
        "  archiveprefix = {arXiv},\n"
        "  doi = {10.1000/a_b},\n"
        "  url = {https://example.org/a%7Bb%7D},\n"
        "  keywords = {owls, wings},\n"
        "  abstract = {Owls fly.},\n"
        "}\n\n"
    )


def test_the_key_of_a_paper_without_authors_has_two_telling_words_of_its_title(tmp_path: Path) -> None:
    about = {"title": "20 Years of Listening to Owls", "year": 2020}
    text = written(tmp_path, about, {**about, "authors": ["Ada Ara"]}, {"title": "On"})
    assert re.findall(r"@misc\{(.*),", text) == ["years2020listening", "ara2020years", "on"]


def test_papers_of_one_key_are_told_apart_and_a_name_that_would_be_divided_is_not(tmp_path: Path) -> None:
    text = written(
        tmp_path, {"authors": ["Birds and Bats"]}, {"authors": ["Birds and Bats"]}, {"venue": "ICML"}
    )
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@misc{batsowls,",
        "@misc{batsowls-2,",
        "@inproceedings{owls,",
    ]
    assert text.count("author = {{Birds and Bats}}") == 2


def test_a_paper_keeps_the_key_by_which_it_is_cited(tmp_path: Path) -> None:
    text = written(
        tmp_path, {"citationKey": "Ara:2020+owls"}, {"citationKey": None}, {"authors": ["Ada Ara"]}
    )
    assert re.findall(r"@misc\{(.*),", text) == ["Ara:2020+owls", "owls", "araowls"]


def test_a_key_that_is_made_is_no_key_that_another_paper_keeps(tmp_path: Path) -> None:
    text = written(tmp_path, {}, {"citationKey": "Owls"}, {}, {"citationKey": "owls-2"})
    assert re.findall(r"@misc\{(.*),", text) == ["owls-3", "Owls", "owls-4", "owls-2"]


def test_keys_of_several_papers_and_keys_that_tex_does_not_take_are_made_anew_and_this_is_told(
    tmp_path: Path,
) -> None:
    rows = [
        {"id": f"paper:{number}", "title": "On Owls", "citationKey": key}
        for number, key in enumerate(["Ara20", "ara20", "a}b", "kept"])
    ]
    notes = export(Graph.of({"Paper": pl.DataFrame(rows)}, {}), tmp_path / "x.bib")
    assert notes == ["citation keys that several papers have, or that no TeX takes, are made anew: 3"]
    text = (tmp_path / "x.bib").read_text("utf-8")
    assert re.findall(r"@misc\{(.*),", text) == ["owls", "owls-2", "owls-3", "kept"]


@pytest.mark.parametrize("formula", ["$x_1$", "$O(n^2)$", "$a_i^2 + b$"])
def test_a_formula_stays_one_and_commands_become_text(formula: str) -> None:
    assert escaped(f"Of {formula}") == f"Of {formula}"
    assert escaped("$\\input{a}$") == "\\$\\textbackslash{}input\\textbraceleft{}a\\textbraceright{}\\$"


@pytest.mark.parametrize("text", ["$5 to $6", "$5 and $", "$x_1_2$", "$a^b^c$", "$x_1^2_3$"])
def test_prices_and_what_tex_refuses_are_no_formulas(text: str) -> None:
    assert re.search(r"(?<!\\)[$_^]", escaped(text)) is None


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_whatever_a_text_holds_its_braces_are_balanced_and_no_command_is_left(text: str) -> None:
    depth = 0
    for sign in escaped(text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("text", ["a {b} \\c", "50% of $5 & #1", "x_1^2 ~ y"])
def test_what_is_escaped_is_read_again_as_it_was(text: str) -> None:
    assert typeset(escaped(text)) == text


def test_what_was_written_is_read_as_a_listing(tmp_path: Path) -> None:
    for graph in (small(), hostile_graph()):
        notes = export(graph, tmp_path / "x.bib")
        assert notes[0].startswith("a bibliography holds papers alone; left out: ")
        [reading] = read(tmp_path / "x.bib")
        lost = sum(problem.lost for problem in reading.problems)
        keys = [paper.citation_key for paper in reading.listing.papers]
        assert None not in keys
        assert len(set(keys)) == len(keys)
        assert len(reading.listing.papers) + lost == len(graph.nodes["Paper"])
        assert lost == (0 if graph.nodes["Paper"].height == 6 else 2)  # no title, and one of 5,000 letters
