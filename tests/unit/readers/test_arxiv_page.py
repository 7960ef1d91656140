"""Saved pages of arXiv."""

import quopri

import pytest

from kg.model import Paper, Problem
from kg.readers import arxiv_page, hf_page
from kg.readers.base import HEAD, Refused
from tests.timing import within
from tests.unit.readers.parsing import parsed

LIST = """<!DOCTYPE html>
<html lang="en"><head><title>Computation and Language</title></head><body>
<div id='dlpage'><h1>Computation and Language</h1>
<dl id='articles'><h3>New submissions (showing 2 of 2 entries)</h3>
<dt>
  <a name='item1'>[1]</a>
  <a href ="/abs/2106.09685" title="Abstract" id="2106.09685">arXiv:2106.09685</a>
  [<a href="/pdf/2106.09685" title="Download PDF">pdf</a>]
</dt>
<dd><div class='meta'>
  <div class='list-title mathjax'><span class='descriptor'>Title:</span>
    LoRA: Low-Rank <span class="MathJax_Preview">n</span><span class="MathJax">n²</span><script type="math/tex">n^2</script> Adaptation
  </div>
  <div class='list-authors'><a href="/search/?q=Hu">Edward J. Hu</a>, <a href="/search/?q=Shen">Yelong Shen</a></div>
  <div class='list-comments mathjax'><span class='descriptor'>Comments:</span> Code: https://github.com/microsoft/LoRA</div>
  <div class='list-journal-ref'><span class='descriptor'>Journal-ref:</span> ICLR 2022</div>
  <div class='list-subjects'><span class='descriptor'>Subjects:</span> Computation and Language (cs.CL)</div>
  <p class='mathjax'>Abstract: Weights stay, two thin factors are learned.</p>
</div></dd>
<dt><a href="https://arxiv.org/abs/1706.03762v7">arXiv:1706.03762</a></dt>
<dd><div class='meta'><div class='list-title'>Attention Is All You Need</div>
<div class='list-authors'>Authors: <a>Ashish Vaswani</a></div></div></dd>
</dl></div></body></html>
"""
SEARCH = """<!DOCTYPE html>
<html><body><ol class="breathe-horizontal" start="1">
<li class="arxiv-result">
  <div class="is-marginless"><p class="list-title is-inline-block">
    <a href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a> [<a href="https://arxiv.org/pdf/1706.03762">pdf</a>]</p></div>
  <p class="title is-5 mathjax"><span class="search-hit mathjax">Attention</span> Is All You Need</p>
  <p class="authors"><span class="search-hit">Authors:</span> <a href="/search/?q=V">Ashish Vaswani</a>, <a>Noam Shazeer</a></p>
  <p class="abstract mathjax"><span class="has-text-black-bis">Abstract</span>:
    <span class="abstract-short" id="1706.03762v7-abstract-short">Recurrence goes… <a class="is-size-7">▽ More</a></span>
    <span class="abstract-full" id="1706.03762v7-abstract-full">Recurrence goes, <span class="search-hit">attention</span> stays.
       <a class="is-size-7">△ Less</a></span></p>
  <p class="is-size-7"><span>Submitted</span> 2 August, 2023; <span>v1</span> submitted 12 June, 2017; <span>originally announced</span> June 2017.</p>
  <p class="comments is-size-7"><span>Comments:</span> <span>15 pages</span></p>
</li></ol></body></html>
"""
SINGLE = """<!DOCTYPE html>
<html><head><title>[1706.03762] Attention Is All You Need</title>
<meta name="citation_title" content="Attention Is All You Need" /><meta name="citation_author" content="Vaswani, Ashish" />
<meta name="citation_author" content="Shazeer, Noam" /><meta name="citation_date" content="2017/06/12" />
<meta name="citation_pdf_url" content="http://www.arxiv.org/pdf/1706.03762" />
<meta name="citation_arxiv_id" content="1706.03762" /><meta name="citation_abstract" content="Recurrence goes, attention stays." />
</head><body><div>…</div></body></html>
"""
ATTENTION = Paper(
    "Attention Is All You Need",
    "Recurrence goes, attention stays.",
    arxiv_id="1706.03762",
    url="https://arxiv.org/abs/1706.03762",
    published="2017-06-12",
    authors=("Ashish Vaswani", "Noam Shazeer"),
)


def parse(text: str) -> tuple[list[Paper], list[Problem]]:
    data = text.encode()
    assert arxiv_page.recognises(data[:HEAD])
    assert not hf_page.recognises(data[:HEAD])
    return parsed(arxiv_page, "a.html", data)


def test_a_list_is_read():
    papers, problems = parse(LIST)
    assert papers == [
        Paper(
            "LoRA: Low-Rank $n^2$ Adaptation",
            "Weights stay, two thin factors are learned.",
            arxiv_id="2106.09685",
            url="https://arxiv.org/abs/2106.09685",
            published="2021-06",
            authors=("Edward J. Hu", "Yelong Shen"),
            venue="ICLR 2022",
            code=("https://github.com/microsoft/LoRA",),
        ),
        Paper(
            "Attention Is All You Need",
            arxiv_id="1706.03762",
            url="https://arxiv.org/abs/1706.03762",
            published="2017-06",
            authors=("Ashish Vaswani",),
        ),
    ]
    assert [problem.reason for problem in problems] == ["no abstract: 'Attention Is All You Need'"]


def test_results_of_a_search_are_read():
    assert parse(SEARCH) == ([ATTENTION], [])


def test_the_page_of_a_paper_is_read():
    assert parse(SINGLE) == ([ATTENTION], [])


def test_a_page_saved_as_a_single_file_is_read():
    page = quopri.encodestring(SEARCH.encode()).decode()
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://arxiv.org/search/?query=attention\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    )
    assert parse(head + page + "\n--b--\n") == ([ATTENTION], [])


def test_an_entry_without_title_is_lost_and_named():
    papers, (problem,) = parse(SEARCH.replace('<p class="title', '<p class="tilte'))
    assert (papers, problem.lost) == ([], True)
    assert problem.reason.startswith("paper 1: no title")


def test_a_page_without_papers_is_refused():
    page = (
        '<!-- saved from url=(0018)https://arxiv.org/ --><html><body><div id="x">Archives</div></body></html>'
    )
    with pytest.raises(Refused, match="a page of arXiv without papers; expected a list"):
        parse(page)


def test_a_page_that_links_to_arxiv_is_not_one_of_its():
    page = b'<html><body><div><a href="https://arxiv.org/abs/1706.03762">Attention</a></div></body></html>'
    assert not arxiv_page.recognises(page)
    assert hf_page.recognises(page)


@pytest.mark.parametrize(
    "entry",
    [
        "<dl><dt><a href='/abs/1706.03762'></a><dd><div class='list-title'>T</div>",
        "<div><li class='arxiv-result'><p class='title'>T</p>",
    ],
)
def test_entries_in_entries_are_refused(entry):
    with pytest.raises(Refused, match="nested deeper than 300"):
        parse('<html><div id="dlpage">' + entry * 9_000)


@pytest.mark.parametrize("junk", [" ", "\n", "△", "v1 ", "v1 submitted\n"])
@pytest.mark.parametrize("place", ["Is All You", "attention</span> stays", "12 June", "15 pages"])
def test_texts_without_end_take_no_time(junk, place):
    with within(5):
        papers, _ = parse(SEARCH.replace(place, "a" + junk * (200_000 // len(junk)) + "b"))
    assert len(papers) <= 1
