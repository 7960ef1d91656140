"""One suite for every reader: each has a sample here, and every sample holds the same three papers."""

import bz2
import gzip
import html
import io
import json
import lzma
import pkgutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg.readers
from kg.corpus import Corpus
from kg.corpus.tables import TABLES, from_tables, to_table
from kg.errors import InputError
from kg.model import Paper
from kg.readers import READERS, Reading, read
from kg.readers.base import HEAD

PAPERS = (
    (
        "How Birds Sing: A Study in Café Gardens",
        (
            "We study how birds tell their own song from that of a neighbour. A network with few parameters listens to "
            "recordings of one minute each, and needs no labels."
        ),
    ),
    (
        "WingNet-2 & Friends",
        (
            "Wings carry birds over long ways – some of them at night. We introduce WingNet-2, which counts their beats "
            "in μs, and compare it with WingNet on <100 recordings."
        ),
    ),
    (
        "鳥の巣: Nests and Where to Find Them",
        (
            "Nests are hard to find. We present a collection of ten thousand of them, drawn by hand, together with the "
            "trees that hold them; code is at https://github.com/birds/nests"
        ),
    ),
)
RECORDS = [{"title": title, "summary": abstract} for title, abstract in PAPERS]
PROPS = json.dumps({"dailyPapers": [{"paper": record} for record in RECORDS]}, ensure_ascii=False)

SAMPLES = {
    "json": "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS),
    "bibtex": "".join(
        f"@misc{{birds{number},\n  title = {{{title}}},\n  abstract = {{{abstract}}},\n}}\n"
        for number, (title, abstract) in enumerate(PAPERS)
    ),
    "tagged": "".join(
        f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nER  - \n\n" for title, abstract in PAPERS
    ),
    "tagged (Web of Science)": "FN Clarivate Analytics Web of Science\nVR 1.0\n"
    + "".join(f"PT J\nTI {title}\nAB {abstract}\nER\n\n" for title, abstract in PAPERS)
    + "EF",
    "tagged (EndNote)": "".join(
        f"%0 Journal Article\n%T {title}\n%X {abstract}\n\n" for title, abstract in PAPERS
    ),
    "endnote-xml": '<?xml version="1.0" encoding="UTF-8" ?><xml><records>'
    + "".join(
        f'<record>\n<titles><title><style face="normal">{html.escape(title)}</style></title></titles>\n'
        f"<abstract><style>{html.escape(abstract)}</style></abstract></record>"
        for title, abstract in PAPERS
    )
    + "</records></xml>",
    "markdown": "".join(
        f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n## Abstract\n\n{abstract}\n\n"
        for title, abstract in PAPERS
    ),
    "arxiv-mail": "".join(
        f"{'-' * 78}\n\\\\\narXiv:24{month:02}.00001\nDate: Mon, 1 Jan 2024 18:59:52 GMT   (10kb)\n\nTitle: {title}\n"
        f"\\\\\n  {abstract}\n\\\\ ( https://arxiv.org/abs/24{month:02}.00001 ,  10kb)\n"
        for month, (title, abstract) in enumerate(PAPERS, 1)
    ),
    "arxiv-feed": '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<id>http://arxiv.org/api/x</id>\n'
    + "".join(
        f"<entry><title>{html.escape(title)}</title>\n<summary>{html.escape(abstract)}</summary></entry>\n"
        for title, abstract in PAPERS
    )
    + "</feed>",
    "arxiv-page": "<!DOCTYPE html>\n<html><body>\n<ol>\n"
    + "".join(
        f'<li class="arxiv-result"><p class="title">{html.escape(title)}</p>\n'
        f'<p class="abstract">{html.escape(abstract)}</p></li>\n'
        for title, abstract in PAPERS
    )
    + "</ol></html>",
    "table": "Title,Abstract Note,Date\n"
    + "".join(f'"{title}","{abstract}",2024\n' for title, abstract in PAPERS),
    "table (Web of Science)": "PT\tAU\tTI\tAB\n"
    + "".join(f"J\tAra, A\t{title}\t{abstract}\t\n" for title, abstract in PAPERS),
    "hf-page": f'<!DOCTYPE html>\n<html><body>\n<div data-target="DailyPapers" data-props="{html.escape(PROPS)}">\n</html>',
    "hf-text": "\n\n".join(
        ["new", "Subscribe", "byAK and the research community", "Mar 12", *sum(PAPERS, ())]
    ),
}
"""A small document of each format, and of further forms of it."""


def format_of(sample: str) -> str:
    return sample.partition(" (")[0]


formats = pytest.mark.parametrize("sample", SAMPLES)
ANY_BYTES = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    """A function that reads bytes from a file."""

    def function(data: bytes, name: str = "list", **options: bool) -> Reading:
        path = tmp_path / name
        path.write_bytes(data)
        (made,) = read([path], **options)
        return made

    return function


def found(made: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((paper.title, paper.abstract) for paper in made.listing.papers)


def test_every_reader_has_a_sample_and_a_place_in_the_list():
    modules = [import_module(f"kg.readers.{one.name}") for one in pkgutil.iter_modules(kg.readers.__path__)]
    readers = [module for module in modules if hasattr(module, "recognises")]
    assert sorted(reader.NAME for reader in READERS) == sorted(set(map(format_of, SAMPLES)))
    assert sorted(map(repr, READERS)) == sorted(map(repr, readers))


@formats
def test_a_document_is_recognised_by_its_reader_alone(sample):
    head = SAMPLES[sample].encode()[:HEAD]
    assert [reader.NAME for reader in READERS if reader.recognises(head)] == [format_of(sample)]


@formats
def test_papers_are_read_in_order_without_problems(sample, reading):
    made = reading(SAMPLES[sample].encode())
    assert found(made) == PAPERS
    assert made.problems == ()
    assert made.listing.format == format_of(sample)
    assert made.listing.file == "list"
    assert Path(made.listing.source).is_absolute()
    assert all(paper.id == "" and paper.listings == () for paper in made.listing.papers)


@formats
@pytest.mark.parametrize("name", ["list.txt", "list.html", "list.json", "list.pdf", "list"])
def test_the_name_of_a_file_says_nothing(sample, name, reading):
    assert found(reading(SAMPLES[sample].encode(), name)) == PAPERS


@formats
@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_documents_are_unpacked(sample, pack, reading):
    assert found(reading(pack(SAMPLES[sample].encode()))) == PAPERS


@formats
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_forms_of_unicode_are_read_without_a_word(sample, encoding, reading):
    made = reading(SAMPLES[sample].encode(encoding))
    assert found(made) == PAPERS
    assert made.problems == ()


@formats
def test_windows_line_ends_make_no_difference(sample, reading):
    assert found(reading(SAMPLES[sample].replace("\n", "\r\n").encode())) == PAPERS


@formats
def test_windows_1252_is_read(sample, reading):
    text = SAMPLES[sample].replace("鳥の巣", "Nids").replace("μ", "u")
    expected = tuple((t.replace("鳥の巣", "Nids"), a.replace("μ", "u")) for t, a in PAPERS)
    assert found(reading(text.encode("cp1252"))) == expected


@formats
def test_standard_input_is_read_like_a_file(sample, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(SAMPLES[sample].encode()))))
    (made,) = read(["-"])
    assert found(made) == PAPERS
    assert (made.listing.file, made.listing.source) == ("stdin", "-")


@formats
def test_the_same_bytes_give_the_same_listing(sample, reading):
    data = SAMPLES[sample].encode()
    assert reading(data) == reading(data)


@formats
def test_a_listing_goes_through_the_tables_of_the_corpus(sample, reading):
    corpus = Corpus().add([reading(SAMPLES[sample].encode()).listing])
    assert from_tables({name: to_table(corpus, name) for name in TABLES}) == corpus


def texts(paper: Paper) -> list[str]:
    singles = [
        paper.title,
        paper.abstract,
        paper.venue or "",
        paper.url or "",
        paper.doi or "",
        paper.citation_key or "",
    ]
    return [*singles, *paper.authors, *paper.keywords, *paper.references, *paper.code]


def check(data: bytes, reading: Callable[..., Reading]) -> None:
    """Whatever the bytes, there are clean papers and one-line problems, or an error of one line."""
    try:
        made = reading(data)
    except InputError as error:
        assert "\n" not in str(error)
        return
    for paper in made.listing.papers:
        assert paper.title
        for text in texts(paper):
            text.encode("utf-8")
            assert text == " ".join(unicodedata.normalize("NFC", text).split())
        assert paper.published is None or paper.year in range(1500, 2101)
        assert paper.url is None or paper.url.startswith(("http://", "https://"))
    assert all("\n" not in str(problem) and problem.reason for problem in made.problems)
    assert made.listing.papers or made.problems


@formats
@given(cut=st.integers(0, 10_000))
@ANY_BYTES
def test_a_document_that_is_cut_anywhere_does_no_harm(sample, cut, reading):
    check(SAMPLES[sample].encode()[:cut], reading)


@formats
@given(place=st.integers(0, 2_000), junk=st.binary(max_size=20), gone=st.integers(0, 20))
@ANY_BYTES
def test_a_document_that_is_damaged_anywhere_does_no_harm(sample, place, junk, gone, reading):
    data = SAMPLES[sample].encode()
    check(data[:place] + junk + data[place + gone :], reading)


@formats
@given(cut=st.integers(1, 400), pack=st.sampled_from([gzip.compress, lzma.compress, bz2.compress]))
@ANY_BYTES
def test_a_packed_document_that_is_cut_anywhere_does_no_harm(sample, cut, pack, reading):
    check(pack(SAMPLES[sample].encode())[:-cut], reading)


@given(data=st.binary(max_size=300))
@ANY_BYTES
def test_any_bytes_do_no_harm(data, reading):
    check(data, reading)


@pytest.mark.parametrize("sample", ["json", "hf-page"])
def test_a_record_without_title_is_lost_and_with_strict_an_error(sample, reading):
    text = (
        SAMPLES[sample]
        .replace(json.dumps(PAPERS[1][0], ensure_ascii=False), "null")
        .replace(html.escape(json.dumps(PAPERS[1][0], ensure_ascii=False)), "null")
    )
    made = reading(text.encode())
    assert found(made) == (PAPERS[0], PAPERS[2])
    assert [problem.lost for problem in made.problems] == [True]
    with pytest.raises(InputError) as raised:
        reading(text.encode(), strict=True)
    assert "skipped" in str(made.problems[0])
    assert str(raised.value) == str(replace(made.problems[0], outcome=""))


@pytest.mark.shared
def test_the_five_saved_pages_hold_436_papers(shared):
    readings = list(read([shared / "listings"]))
    assert [len(one.listing.papers) for one in readings] == [200, 35, 60, 64, 119]
    assert [one.problems for one in readings] == [()] * 5
    papers, problems = Corpus().add(one.listing for one in readings).papers()
    assert (len(papers), problems) == (436, [])


@pytest.mark.shared
def test_titles_of_a_saved_page_are_those_that_a_person_read(shared):
    (made,) = read(sorted((shared / "listings").glob("000_*.txt")))
    gold = json.loads((shared / "eval" / "gold-listing-000.json").read_text(encoding="utf-8"))
    assert [paper.title for paper in made.listing.papers] == [record["title"] for record in gold]
