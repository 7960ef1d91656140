"""arXiv's answers and daily feeds."""

import io
from functools import partial

import pytest

from kg.model import Paper
from kg.readers import arxiv_feed
from kg.readers.base import Document, Refused
from tests.timing import within
from tests.unit.readers.parsing import recognised

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?id_list=2106.09685" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=&amp;id_list=2106.09685</title>
  <id>http://arxiv.org/api/abc</id>
  <entry>
    <id>http://arxiv.org/abs/2106.09685v2</id>
    <updated>2021-10-16T18:40:34Z</updated>
    <published>2021-06-17T17:37:18Z</published>
    <title>LoRA: Low-Rank Adaptation of
  Large Models</title>
    <summary>  Weights stay,
two thin factors are learned &lt; $O(n)$.
</summary>
    <author><name>Edward J. Hu</name><arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">X</arxiv:affiliation></author>
    <author><name>Yelong Shen</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">Code at https://github.com/microsoft/LoRA.</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">ICLR 2022</arxiv:journal_ref>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/lora</arxiv:doi>
    <link href="http://arxiv.org/abs/2106.09685v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2106.09685v2" rel="related" type="application/pdf"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
</feed>
"""
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel><title>cs.CL updates on arXiv.org</title>
    <item>
      <title>Attention Is All You Need</title>
      <link>https://arxiv.org/abs/1706.03762</link>
      <description>arXiv:1706.03762v7 Announce Type: replace
Abstract: Recurrence goes, attention stays.</description>
      <guid isPermaLink="false">oai:arXiv.org:1706.03762v7</guid>
      <category>cs.CL</category>
      <pubDate>Wed, 02 Aug 2023 00:00:00 -0400</pubDate>
      <arxiv:announce_type>replace</arxiv:announce_type>
      <dc:creator>Ashish Vaswani (Google, Mountain View), Noam Shazeer</dc:creator>
    </item>
  </channel>
</rss>
"""
DAILY_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<id>https://rss.arxiv.org/atom/cs.CL</id>
<entry><id>oai:arXiv.org:1706.03762v7</id><title>Attention Is All You Need</title>
<link href="https://arxiv.org/abs/1706.03762"/><published>2023-08-02T00:00:00-04:00</published>
<summary>arXiv:1706.03762v7 Announce Type: replace Abstract: Recurrence goes, attention stays.</summary>
<category term="cs.CL"/><dc:creator>Ashish Vaswani, Noam Shazeer</dc:creator></entry></feed>
"""
ATTENTION = Paper(
    "Attention Is All You Need",
    "Recurrence goes, attention stays.",
    arxiv_id="1706.03762",
    url="https://arxiv.org/abs/1706.03762",
    published="2017-06",  # not the day of the announcement
    authors=("Ashish Vaswani", "Noam Shazeer"),
    keywords=("cs.CL",),
)


parse = partial(recognised, arxiv_feed, "a.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            ATOM,
            Paper(
                "LoRA: Low-Rank Adaptation of Large Models",
                "Weights stay, two thin factors are learned < $O(n)$.",
                arxiv_id="2106.09685",
                doi="10.1000/lora",
                url="https://arxiv.org/abs/2106.09685",
                published="2021-06-17",
                authors=("Edward J. Hu", "Yelong Shen"),
                venue="ICLR 2022",
                keywords=("cs.CL", "cs.LG"),
                code=("https://github.com/microsoft/LoRA",),
            ),
            id="interface",
        ),
        pytest.param(RSS, ATTENTION, id="RSS"),
        pytest.param(DAILY_ATOM, ATTENTION, id="daily Atom"),
    ],
)
def test_feeds_are_read_whole(text, expected):
    assert parse(text) == ([expected], [])


def test_what_stands_before_the_damage_is_kept():
    broken = RSS.replace("  </channel>", "<item><title>Cut") + "\n"
    papers, (problem,) = parse(broken)
    assert papers == [ATTENTION]
    assert problem.lost
    assert problem.line == broken.count("\n", 0, broken.index("</rss>")) + 1
    assert "not valid XML, or cut off" in problem.reason


def test_an_entry_without_title_and_an_error_are_lost_and_named():
    text = ATOM.replace("<title>LoRA", "<tilte>LoRA").replace("Models</title>", "Models</tilte>")
    papers, (problem,) = parse(text)
    assert (papers, problem.lost) == ([], True)
    assert problem.reason.startswith("entry 1: no title")
    error = ATOM.replace("/abs/2106.09685v2</id>", "/api/errors#bad</id>")
    papers, (problem,) = parse(error)
    assert (papers, problem.lost) == ([], True)
    assert problem.reason.startswith("arXiv answered with an error: 'Weights stay")


def test_control_characters_and_other_encodings_do_no_harm():
    assert parse(RSS.replace("Recurrence", "Rec\0\x0burrence"))[0] == [ATTENTION]
    papers, (problem,) = parse(RSS.replace("Ashish", "Ashïsh").encode("cp1252"))
    assert papers[0].authors[0] == "Ashïsh Vaswani"
    assert "Windows-1252" in problem.reason


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE feed [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE feed SYSTEM "http://example.org/a.dtd">',
    ],
)
def test_a_feed_that_declares_entities_is_refused(declared):
    text = ATOM.replace("<feed", declared + "\n<feed", 1).replace("LoRA:", "&l9;")
    data = Document("a.xml", io.BufferedReader(io.BytesIO(text.encode())))
    with pytest.raises(Refused, match="document type"):
        list(arxiv_feed.read(data))


@pytest.mark.parametrize("junk", ["<a>", "<entry>", "<entry/>", "x", "&amp;", "<a b='c'/>", "<!-- -->"])
def test_feeds_without_end_take_no_time(junk):
    with within(10):
        text = ATOM.replace("</feed>", junk * (2_000_000 // len(junk)))
        try:
            parse(text)
        except Refused as refused:
            assert "nested deeper" in str(refused)


@pytest.mark.parametrize("junk", [" ", "\n", "arXiv:", "a (", "("])
@pytest.mark.parametrize("place", ["Attention Is", "Recurrence goes", "Mountain View"])
def test_texts_without_end_take_no_time(junk, place):
    with within(5):
        papers, _ = parse(RSS.replace(place, "a" + junk * (200_000 // len(junk)) + "b"))
    assert len(papers) <= 1


@pytest.mark.parametrize(
    "text",
    [
        RSS.replace("http://arxiv.org/schemas/atom", "http://example.org/"),
        "<html><body>arxiv.org/api/</body></html>",
        "",
        "<feed",
    ],
)
def test_other_feeds_are_not_of_papers(text):
    assert not arxiv_feed.recognises(text.encode())
