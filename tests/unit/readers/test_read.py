import gzip
import json
import lzma
import os
from itertools import islice

import pytest

from kg.corpus import Corpus
from kg.errors import InputError
from kg.readers import read
from tests.timing import within

LINES = "".join(
    json.dumps({"title": f"Birds {n}", "abstract": "They sing.", "authors": ["Ada Ara"]}) + "\n"
    for n in range(3)
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that is the current one, with a listing in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.jsonl").write_text(LINES, encoding="utf-8")
    return tmp_path


def counts(*inputs) -> list[tuple[str, int]]:
    return [(one.listing.file, len(one.listing.papers)) for one in read(inputs)]


def error(*inputs, strict: bool = False) -> str:
    with pytest.raises(InputError) as raised:
        list(read(inputs, strict=strict))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_one_reading_a_file_in_the_order_of_the_inputs(folder):
    (folder / "sub").mkdir()
    (folder / "sub/other.jsonl").write_text(LINES * 2, encoding="utf-8")
    assert counts("sub", "list.jsonl") == [("other.jsonl", 6), ("list.jsonl", 3)]
    assert counts("*.jsonl", folder / "sub") == [("list.jsonl", 3), ("other.jsonl", 6)]


def test_a_file_that_is_named_twice_is_read_once(folder):
    (folder / "link").symlink_to("list.jsonl")
    assert counts("list.jsonl", folder, ".", "*.jsonl", folder / "list.jsonl", "link") == [("list.jsonl", 3)]


def test_readings_come_one_after_the_other(folder):
    readings = read(["list.jsonl", "missing"])
    assert len(next(readings).listing.papers) == 3
    with pytest.raises(InputError, match="missing: no such file or folder"):
        next(readings)


def test_a_single_path_may_be_given_as_it_is(folder):
    assert [len(one.listing.papers) for given in ("list.jsonl", folder) for one in read(given)] == [3, 3]


def test_how_many_files_an_input_stands_for_is_told_before_they_are_read(folder):
    heard = []
    inputs = [folder / "list.jsonl", folder]
    readings = read(inputs, told=lambda given, files: heard.append((given, files)))
    next(readings)
    assert heard == [(str(folder / "list.jsonl"), 1)]
    number = len(list(readings))
    assert heard[1:] == [(str(folder), number + 1)]  # one of them was read before


def test_nothing_named_gives_nothing():
    assert list(read([])) == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty", b"", "empty: the file is empty; expected"),
        ("blank", b" \n\n\t", "blank: the file is empty; expected"),
        (
            "binary",
            bytes(range(256)) * 9,
            "binary: a binary file, not a listing; expected a saved page of Hugging Face Papers",
        ),
        ("tiny.png", b"\x89PNG\r\n\x1a\n", "tiny.png: a binary file, not a listing; expected"),
        (
            "graph.sqlite",
            b"SQLite format 3\0\x10\0\1\1",
            "graph.sqlite: a binary file, not a listing; expected",
        ),
        ("packed", bytes(range(1, 256)) * 9, "packed: a binary file, not a listing; expected"),
        (
            "sound.wav",
            "".join(map(chr, range(1, 256))).encode("utf-16-le"),
            "sound.wav: a binary file, not a listing",
        ),
        (
            "lists.tar",
            b"list.ris".ljust(257, b"\0") + b"ustar  \0".ljust(255, b"\0") + b"TY  - JOUR\n" * 50,
            "lists.tar: a tar archive; unpack it and name the folder",
        ),
        (
            "paper.pdf",
            b"\n%PDF-1.7\n%\xe2\xe3\0",
            "paper.pdf: a PDF: kg reads listings of papers, not the papers themselves; expected a saved page",
        ),
        ("latin.txt", "Ein Vögelchen\x02 saß da.\n".encode("cp1252") * 9, "latin.txt: text of another kind"),
        ("refs.bib", b"\n@comment{key,\n title={Birds}}", "refs.bib: BibTeX without any entry"),
        (
            "wos.tsv",
            b"\xef\xbb\xbfPT\tAU\tSO\nJ\tAra, A\tNESTS\n",
            "wos.tsv: a table of Web of Science without titles; export it again",
        ),
        ("refs.rdf", b"<rdf:RDF xmlns:z='x'></rdf:RDF>", "refs.rdf: XML of another kind than arXiv's feeds"),
        (
            "blog.xml",
            b"<?xml version='1.0'?><rss><item/></rss>",
            "blog.xml: XML of another kind than arXiv's",
        ),
        (
            "feed.xml",
            b"<?xml version='1.0'?>\n<!DOCTYPE feed SYSTEM 'x.dtd'><feed/>",
            "feed.xml: XML with a document type, which no list of papers needs",
        ),
        (
            "page.xhtml",
            b"<?xml version='1.0'?><!DOCTYPE html><html/>",
            "page.xhtml: a web page without papers",
        ),
        (
            "list.csv",
            b'year;"Title";genre\n2020;Birds;x',
            "list.csv: a table, but not of papers: its columns are 'year', 'Title', 'genre'; it needs",
        ),
        (
            "list.tsv",
            b"title\tyear\nBirds\t2020\n",
            "list.tsv: a table, but not of papers: its columns are 'title', 'year'; it",
        ),
        (
            "notes.md",
            b"# Notes\n\n- one\n- two\n",
            "notes.md: text of another kind, such as notes or code: kg reads",
        ),
        ("page.html", b"<html><div>Birds</div></html>", "page.html: a web page without papers; expected"),
        (
            "config.json",
            b'{"name": "x"}',
            "config.json: JSON, but not of papers: found an object with the fields 'name'",
        ),
        ("torn.gz", gzip.compress(LINES.encode(), mtime=0)[:20], "torn.gz: damaged or cut off after"),
    ],
)
def test_a_bad_file_is_an_error_by_itself_and_a_problem_in_a_folder(name, data, message, folder):
    (folder / name).write_bytes(data)
    assert error(name).startswith(message)
    readings = {one.listing.file: one for one in read(["."])}
    (problem,) = readings[name].problems
    assert str(problem).startswith(f"./{message}")
    assert problem.lost == name.startswith("torn")
    assert readings[name].listing.papers == ()
    assert readings[name].listing.format == ""
    assert len(readings["list.jsonl"].listing.papers) == 3


def test_what_a_table_lacks_is_said_in_one_short_line(folder):
    (folder / "list.csv").write_text("title,year\nBirds,2020\n", encoding="utf-8")
    said = error("list.csv")
    assert said.endswith(
        ": its columns are 'title', 'year'; it needs another one, called abstract (or authors, doi, arxiv)"
    )
    assert len(said) < 140


def test_a_folder_without_listings_is_an_error(folder):
    (folder / "other").mkdir()
    assert error("other") == "other: no papers here: the folder has no files; name one that holds listings"
    (folder / "other/a.md").write_text("# A\n", encoding="utf-8")
    assert error("other").startswith(
        "other: no papers here: its only file is no listing (first: other/a.md: text of another"
    )
    (folder / "other/b.md").write_text("# B\n", encoding="utf-8")
    assert error("other").startswith(
        "other: no papers here: none of its 2 files is a listing (first: other/a.md"
    )
    assert error("other/*.md").startswith("other/*.md: no papers here: none of its 2 files is a listing")


def test_with_strict_a_lost_record_is_an_error_and_a_warning_is_not(folder):
    (folder / "list.jsonl").write_text(LINES + '{"title": "Nests"}\n', encoding="utf-8")
    (folder / "README.md").write_text("# A\n", encoding="utf-8")
    assert [one.problems[0].lost for one in read(["."], strict=True)] == [False, False]
    (folder / "list.jsonl").write_text(LINES + "{}\n", encoding="utf-8")
    assert error(".", strict=True).startswith("./list.jsonl:4: no title in an object with the fields (none)")


@pytest.mark.parametrize(
    "record",
    [
        '{"title": "Birds %d", "abstract": "They sing."}',
        '{"id": "https://openalex.org/W%d", "title": "Birds", "abstract": "They sing."}',
        "@article{a, title={Birds %d}, abstract={They sing.}}",
        "TY  - JOUR\nTI  - Birds %d\nAB  - They sing.\nER  -",
    ],
    ids=["json", "openalex", "bibtex", "tagged"],
)
def test_what_stands_before_the_damage_is_kept(record, folder):
    data = gzip.compress("".join(record % n + "\n" for n in range(5000)).encode())
    (folder / "torn.gz").write_bytes(data[: len(data) // 2])
    (made,) = read(["torn.gz"])
    assert len(made.listing.papers) > 1000
    assert made.listing.digest
    assert made.problems[-1].lost
    assert "damaged or cut off" in made.problems[-1].reason


def test_an_empty_list_is_a_listing_with_a_warning(folder):
    (folder / "today.json").write_text("[]", encoding="utf-8")
    (made,) = read(["today.json"])
    assert made.listing.format == "json"
    assert [str(problem) for problem in made.problems] == ["today.json: a listing without papers"]


def test_names_that_are_no_text_do_no_harm(folder):
    name = os.fsdecode(b"b\xe4d\n.jsonl")
    (folder / name).write_text(LINES, encoding="utf-8")
    readings = {one.listing.file: len(one.listing.papers) for one in read(["."])}
    assert readings == {"b\ufffdd\ufffd.jsonl": 3, "list.jsonl": 3}


@pytest.mark.parametrize("line", [b"x", b"word ", b"\xff"])
def test_one_line_of_50_mb_is_refused_at_once(line, folder):
    (folder / "long").write_bytes(line * (50_000_000 // len(line)))
    with within(2):
        assert error("long").startswith("long: one line of more than 50,000 characters")


@pytest.mark.parametrize(
    "junk", [b" ", b"\n", b"[", b"{", b"<", b'"', b"arxiv ", b"http://", b"a: b\n", b"\xef\xbb\xbf"]
)
def test_a_single_thing_over_and_over_is_refused_in_no_time(junk, folder):
    with within(8):
        for before in (
            b"",
            b"<html><div>",
            b'{"title": "Birds", "abstract": "x", "date": "',
            b"Birds\nThey sing.\n",
        ):
            (folder / "junk").write_bytes(before + junk * (2_000_000 // len(junk)))
            error("junk")


def test_endless_values_are_read_in_no_time(folder):
    with within(20):
        for field in (
            "date",
            "authors",
            "doi",
            "url",
            "github",
            "keywords",
            "references",
            "venue",
            "id",
            "upvotes",
        ):
            for value in (
                "a" * 10**6,
                "http://" * 10**5,
                "a, " * 10**5,
                "1" * 10**6,
                "arxiv:" * 10**5,
                "10.1000/" * 10**5,
            ):
                record = {"title": "Birds", "abstract": "They sing.", field: value}
                (folder / "list.jsonl").write_text(json.dumps(record), encoding="utf-8")
                assert counts("list.jsonl") == [("list.jsonl", 1)]


def test_one_line_of_50_mb_within_a_listing_is_skipped(folder):
    (folder / "long").write_bytes(
        LINES.encode() + b'{"title": "' + b"x" * 50_000_000 + b'"}\n' + LINES.encode()
    )
    with within(5):
        (made,) = read(["long"])
    assert len(made.listing.papers) == 6
    assert [problem.line for problem in made.problems] == [4]


def test_ten_thousand_papers_of_one_title_are_read(folder):
    (folder / "many").write_text('{"title": "Birds", "abstract": "They sing."}\n' * 10_000, encoding="utf-8")
    assert counts("many") == [("many", 10_000)]


def test_a_paper_from_a_reference_manager_and_from_a_listing_is_one(folder):
    (folder / "library.bib").write_text(
        "@article{a, title={{BERT}: Pre-training of Deep {B}idirectional Transformers}, journal={CoRR}, year=2018,\n"
        "  note={arXiv:1810.04805 [cs]}}\n"
        "@article{b, title={Schr{\\\"o}dinger's {\\em Birds} --- $\\alpha$}, doi={10.1000/B}, author={Ara, Ada}}\n",
        encoding="utf-8",
    )
    (folder / "list.jsonl").write_text(
        json.dumps({"id": "1810.04805", "title": "BERT", "abstract": "Words are hidden and found."})
        + "\n"
        + json.dumps({"title": "Schrödinger’s birds – α", "abstract": "They sing and do not."}),
        encoding="utf-8",
    )
    (folder / "table.csv").write_text('title;doi;year\n"Birds";10.1000/b;2001\n', encoding="utf-8")
    papers, _ = Corpus().add(one.listing for one in read(["."])).papers()
    assert sorted((one.abstract, one.published) for one in papers) == [
        ("They sing and do not.", "2001"),
        ("Words are hidden and found.", "2018-10"),
    ]


@pytest.mark.shared
def test_thousands_of_real_papers_are_read_without_loss(shared, folder):
    with lzma.open(shared / "data" / "papers-100k.jsonl.xz", "rt", encoding="utf-8") as lines:
        (folder / "real.jsonl").write_text("".join(islice(lines, 5_000)), "utf-8")
    (made,) = read([folder / "real.jsonl"])
    assert len(made.listing.papers) == 5_000
    assert not any(problem.lost for problem in made.problems)
    assert all(paper.abstract and paper.published and paper.url for paper in made.listing.papers)


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_a_file(folder, monkeypatch):
    (folder / "locked").mkdir()

    def denied(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", denied)
    assert error("locked") == "locked: cannot be looked into: permission denied"
