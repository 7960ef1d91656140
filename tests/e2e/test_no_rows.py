"""Named queries that give no rows say why, and what to ask instead."""

import json

import pytest

from tests.e2e.conftest import assert_failed, json_lines


def test_no_rows_for_a_part_of_a_title_name_rather_the_paper_that_begins_so(kg, tmp_path):
    titles = ("Of Walls: Cities of Long Names and Many More Words than the Other Has", "Long Walls of Cities")
    listing = json_lines({"title": title, "abstract": "Walls of cities."} for title in titles)
    (tmp_path / "walls.jsonl").write_text(listing, encoding="utf-8")
    store = ["--store", str(tmp_path / "graph")]
    assert kg("build", str(tmp_path / "walls.jsonl"), *store).returncode == 0
    assert "(paper:of-walls-" in kg("query", "lineage", "-p", "paper=of walls", *store).stderr


@pytest.mark.parametrize(("style", "answer"), [("table", ""), ("json", "[]\n"), ("csv", "name,")])
def test_a_name_that_the_graph_does_not_have_is_an_error_and_an_empty_answer_is_none(
    kg, tmp_path, style, answer
):
    listing = [{"title": "A Paper", "abstract": "We use ImageNet.", "authors": ["Ada Ara"]}]
    (tmp_path / "one.jsonl").write_text(json_lines(listing), encoding="utf-8")
    assert kg("build", str(tmp_path / "one.jsonl")).returncode == 0
    unknown = kg("query", "who-introduces", "-p", "name=XXX", "-f", style)
    assert unknown.returncode == 1
    assert unknown.stdout.startswith(answer)
    assert len(unknown.stdout.splitlines()) < 2
    assert unknown.stderr == (
        "kg: error: nothing in the graph is called 'XXX'; look for words of it with kg search\n"
    )
    for none in (
        ("who-introduces", "-p", "name=ImageNet"),
        ("papers-by-author", "-p", "author=Ada", "-p", "limit=0"),
        ("MATCH (p:Paper {title: $name}) RETURN p.id", "-p", "name=XXX"),
    ):
        assert kg("query", *none, "-f", style).returncode == 0


@pytest.mark.parametrize(
    ("query", "lacking"),
    [
        ("use-over-time", "a date"),
        ("rising", "a date"),
        ("busiest-authors", "authors"),
        ("papers-by-author", "authors"),
        ("most-upvoted", "upvotes"),
        ("most-cited", "a reference to another, as its source states it"),
        ("cites", "a reference to another, as its source states it"),
    ],
)
def test_no_rows_for_want_of_what_papers_do_not_state_say_so(kg, tmp_path, query: str, lacking: str):
    listing = [{"title": "A Bare Paper", "abstract": "We use ImageNet and a graph neural network."}]
    (tmp_path / "bare.jsonl").write_text(json_lines(listing), encoding="utf-8")
    store = ["--store", str(tmp_path / "graph")]
    assert kg("build", str(tmp_path / "bare.jsonl"), *store).returncode == 0
    told = f"0 rows: no paper here has {lacking}; copied text states none, so add a listing that does\n"
    assert kg("query", query, *store).stderr == told


def test_no_rows_of_what_texts_say_name_the_query_for_what_sources_state(kg, tmp_path):
    listing = [
        {"title": "An Old Kiln", "arxiv_id": "2001.00001", "abstract": "Kilns."},
        {"title": "A New Glaze", "abstract": "Glazes.", "references": ["2001.00001"]},
    ]
    (tmp_path / "kilns.jsonl").write_text(json_lines(listing), encoding="utf-8")
    store = ["--store", str(tmp_path / "graph")]
    assert kg("build", str(tmp_path / "kilns.jsonl"), *store).returncode == 0
    told = "0 rows; no text here says so; what sources state as references: kg query "
    cites = kg("query", "lineage", "-p", "paper=a new glaze", *store).stderr
    assert cites.startswith(f"{told}--store {store[1]} cites -p paper=paper:a-new-glaze-")
    assert kg("query", "most-built-on", *store).stderr == f"{told}--store {store[1]} most-cited\n"
    oldest = kg("query", "lineage", "-p", "paper=2001.00001", *store).stderr
    assert f"kg show --store {store[1]} paper:arxiv:2001.00001" in oldest
    assert "A New Glaze" in kg("query", "cited-by", "-p", "paper=2001.00001", *store).stdout


def test_no_rows_for_an_author_say_where_authors_are_listed(kg, tmp_path):
    listing = [{"title": "A Paper", "abstract": "We use ImageNet.", "authors": ["Ada Ara"]}]
    (tmp_path / "one.jsonl").write_text(json_lines(listing), encoding="utf-8")
    assert kg("build", str(tmp_path / "one.jsonl")).returncode == 0
    told = assert_failed(kg("query", "papers-by-author", "-p", "author=Nobody"))
    assert told.endswith("nobody here is called so; see who is with kg query busiest-authors -p limit=100")


def test_an_author_is_found_by_words_of_the_name_in_any_order_and_without_accents(kg, tmp_path):
    authors = ["Piotr Dollár", "Stephen Coot"]
    listing = [{"title": "A Paper", "abstract": "We use ImageNet.", "authors": authors}]
    (tmp_path / "one.jsonl").write_text(json_lines(listing), encoding="utf-8")
    assert kg("build", str(tmp_path / "one.jsonl")).returncode == 0
    for asked in ("Dollar", "dollar, p"):
        done = kg("query", "papers-by-author", "-p", f"author={asked}", "-f", "json")
        assert [row["author"] for row in json.loads(done.stdout)] == ["Piotr Dollár"]
    told = "'Coot, Stephen' is an author; the papers: kg query papers-by-author -p 'author=Coot, Stephen'"
    assert told in assert_failed(kg("show", "Coot, Stephen"))
    assert told in assert_failed(kg("path", "ImageNet", "Coot, Stephen"))
