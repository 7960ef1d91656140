import html
import json
import quopri
from functools import partial

import pytest

from kg.model import Paper
from kg.readers import hf_page
from kg.readers.base import Refused
from tests.timing import within
from tests.unit.readers.parsing import recognised

RECORDS = [
    {
        "paper": {
            "id": "2403.01234",
            "title": 'Birds & "Wings":\n  a < b',
            "summary": "We listen to birds\nand their wings, here and there, in the woods and in the open fields.",
            "authors": [
                {"_id": "1", "name": "Ada Ara", "hidden": False},
                {"name": "Bo Bunting", "hidden": True},
                {},
            ],
            "publishedAt": "2024-03-11T17:59:59.000Z",
            "submittedOnDailyAt": "2024-03-12T00:30:00.000Z",
            "upvotes": 12,
            "githubRepo": "https://github.com/birds/wings",
            "githubStars": 3,
            "projectPage": "https://birds.example/",
            "ai_keywords": ["birdsong", "wings"],
        },
        "publishedAt": "2024-03-12T00:00:00.000Z",
        "title": "ignored",
        "numComments": 2,
    },
    {"paper": {"id": "2403.05678", "title": "Nests"}},
]
PAPERS = [
    Paper(
        'Birds & "Wings": a < b',
        "We listen to birds and their wings, here and there, in the woods and in the open fields.",
        arxiv_id="2403.01234",
        url="https://arxiv.org/abs/2403.01234",
        published="2024-03-11",
        authors=("Ada Ara", "Bo Bunting"),
        keywords=("birdsong", "wings"),
        upvotes=12,
        code=("https://github.com/birds/wings",),
    ),
    Paper("Nests", arxiv_id="2403.05678", url="https://arxiv.org/abs/2403.05678", published="2024-03"),
]
PROPS = json.dumps({"dailyPapers": RECORDS, "dateString": "2024-03-12", "periodType": "day"})
ENTRIES = """
<article><h3 class="a"><a class="b" href="{base}/papers/2403.01234">Birds &amp; "Wings": a &lt; b</a></h3>
  <p>3 days ago</p>
  <p>We listen to birds and their wings,
     here and there, in the woods and in the open fields.</p>
  <a href="https://github.com/birds/wings">GitHub 3</a> <a href="{base}/papers/2403.01234#community">2</a></article>
<article><h3><a href="{base}/papers/2403.05678?ref=x">Nests</a></h3><a href="/birds">submitter</a></article>
"""


def page(element: str, entries: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head><title>Daily Papers</title></head><body>{element}{entries}</body></html>"


def hydrated(
    template: str = '<div class="SVELTE_HYDRATER" data-target="DailyPapers" data-props="{}">',
) -> str:
    return page(template.format(html.escape(PROPS)))


parse = partial(recognised, hf_page, "a.html")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(hydrated(), id="as served"),
        pytest.param(
            hydrated('<div data-props="{}"\n class="x" data-target="DailyPapers">'), id="other order"
        ),
        pytest.param(hydrated('<main data-target=DailyPapers data-props="{}">'), id="other element"),
        pytest.param(
            page(f"<div data-target='DailyPapers' data-props='{PROPS}'>"), id="single quotes, not escaped"
        ),
        pytest.param(
            hydrated().replace("<!DOCTYPE html>", "<!-- saved from huggingface.co -->"), id="with a comment"
        ),
        pytest.param("\ufeff\r\n" + hydrated(), id="with a mark"),
        pytest.param(hydrated() + hydrated(), id="twice"),
    ],
)
def test_the_data_of_the_page_is_read(text):
    papers, (problem,) = parse(text)
    assert papers == PAPERS
    assert problem.reason == "no abstract: 'Nests'"
    assert not problem.lost


@pytest.mark.parametrize("base", ["", "https://huggingface.co", "http://huggingface.co", "."])
@pytest.mark.parametrize(
    "data", ["", '<div data-target="DailyPapers" data-props="{&quot;dailyPap">', '<i data-props="7">']
)
def test_without_data_the_visible_entries_are_read(base, data):
    papers, problems = parse(page(data, ENTRIES.format(base=base)))
    assert [(one.title, one.abstract, one.arxiv_id) for one in papers] == [
        (one.title, one.abstract, one.arxiv_id) for one in PAPERS
    ]
    assert papers[0].code == PAPERS[0].code
    assert [problem.lost for problem in problems] == [False]


def test_a_page_saved_as_a_single_file():
    body = quopri.encodestring(hydrated().encode())
    head = (
        b"From: <Saved by Blink>\r\nSubject: Daily Papers\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n\r\n----b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    assert parse(head + body + b"\r\n----b--\r\n")[0] == PAPERS


def test_a_record_without_title_is_lost_and_named():
    props = html.escape(json.dumps({"dailyPapers": [*RECORDS, {"paper": {"id": "2403.00001"}}]}))
    papers, problems = parse(page(f'<div data-props="{props}">'))
    assert papers == PAPERS
    assert problems[0].lost
    assert problems[0].reason.startswith("paper 3: no title in an object with the fields")


@pytest.mark.parametrize(
    "text",
    [
        page(""),
        page("<article><h3>No link</h3></article>"),
        page(
            '<h3><a href="/papers">All</a></h3><h3><a href="https://evil.example/papers/2403.01234">x</a></h3>'
        ),
        page('<div data-target="DailyPapers" data-props="{&quot;dailyPapers&quot;: []}">'),
    ],
)
def test_a_page_without_papers_is_refused(text):
    with pytest.raises(Refused) as raised:
        parse(text)
    assert str(raised.value).startswith("a.html: a web page without papers; expected")
    assert not raised.value.problem.lost


def test_many_links_in_one_article_take_no_time():
    links = "".join(f'<h3><a href="/papers/2401.{n:05}">Bird {n}</a></h3><p>{n}' for n in range(10_000))
    with within(10):
        assert len(parse(f"<html><div><article>{links}")[0]) == 10_000


def test_elements_that_would_be_made_again_and_again_are_refused():
    open_ = "".join(f"<b id={n}>" for n in range(2_000))
    with within(5), pytest.raises(Refused, match="more than 1,000,000 elements"):
        parse(f"<html><div>{open_}{'<p>a' * 10_000}")


@pytest.mark.parametrize("value", ["<a ", "&amp;", "(", ";", ' ;"', "\n ;"])
def test_headers_without_end_take_no_time(value):
    header = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; '
    )
    with within(5), pytest.raises(Refused):
        parse(header + value * (100_000 // len(value)) + "\n\n<html><div>\n--b--\n")


def test_parts_within_parts_are_refused():
    parts = (
        f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(2_000)
    )
    with within(5), pytest.raises(Refused, match="a web page without papers"):
        parse("".join(parts))


@pytest.mark.parametrize("bomb", ["<div>", "<p>", "<", "\n", "<b><i>", "</div><p>"])
def test_a_page_that_would_take_long_to_parse_is_refused_at_once(bomb):
    with within(5), pytest.raises(Refused):
        parse(page(bomb * 3_000_000))


def test_many_elements_side_by_side_are_not_deep():
    assert parse(page("<p>x<br><li>y" * 20_000, ENTRIES.format(base="")))[0]


@pytest.mark.parametrize(
    "text", ["", "plain", "<feed xmlns='x'>", '<?xml version="1.0"?><rss/>', "{}", "<3 birds"]
)
def test_other_texts_are_not_taken_for_a_page(text):
    assert not hf_page.recognises(text.encode())
