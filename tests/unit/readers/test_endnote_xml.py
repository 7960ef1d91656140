"""EndNote as XML."""

import io
from functools import partial

import pytest

from kg.model import Paper
from kg.readers import endnote_xml
from kg.readers.base import Document, Refused
from tests.timing import within
from tests.unit.readers.parsing import recognised

ENDNOTE = (
    '<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="x.enl">x.enl</database>'
    '<source-app name="EndNote" version="20.4">EndNote</source-app><rec-number>1</rec-number>'
    '<ref-type name="Journal Article">17</ref-type><contributors><authors>'
    '<author><style face="normal" font="default" size="100%">Ara, Ada</style></author>'
    "<author>de la Cruz, Bo</author></authors><secondary-authors><author>Ed, Itor</author></secondary-authors>"
    '</contributors><titles><title><style face="normal">How </style><style face="italic">Birds</style>'
    '<style face="normal"> Sing &amp; Fly</style></title><secondary-title>J. Nests</secondary-title></titles>'
    "<periodical><full-title>Journal of Nests</full-title></periodical><volume>3</volume>"
    "<keywords><keyword>birds&#xD;song</keyword><keyword>owls</keyword></keywords>"
    "<dates><year><style>2020</style></year><pub-dates><date>Nov 30</date></pub-dates></dates>"
    "<abstract><style>We listen.&#xD;&#x1F;In gardens.</style></abstract>"
    "<electronic-resource-num>https://doi.org/10.1000/Sing</electronic-resource-num>"
    "<urls><related-urls><url>https://nests.example/sing</url></related-urls>"
    "<pdf-urls><url>internal-pdf://0123/Sing.pdf</url></pdf-urls></urls></record></records></xml>"
)
ZOTERO = """<?xml version="1.0" encoding="UTF-8"?>
<xml>
  <records>
    <record>
      <ref-type name="Generic">13</ref-type>
      <contributors><authors><author>Hu, Edward J.</author></authors></contributors>
      <titles><title>LoRA</title></titles>
      <dates><year>2021</year><pub-dates><date>2021-10-16</date></pub-dates></dates>
      <urls><web-urls><url>http://arxiv.org/abs/2106.09685</url></web-urls></urls>
      <abstract>Weights stay.</abstract>
      <notes>arXiv:2106.09685 [cs]</notes>
    </record>
    <record><titles/><abstract>No title.</abstract></record>
    <record><titles><title>Nests</title></titles></record>
  </records>
</xml>
"""

parse = partial(recognised, endnote_xml, "a.xml")


def test_a_record_of_endnote_is_read_whole():
    assert parse(ENDNOTE) == (
        [
            Paper(
                "How Birds Sing & Fly",
                "We listen. In gardens.",
                doi="10.1000/sing",
                url="https://nests.example/sing",
                published="2020-11-30",
                authors=("Ada Ara", "Bo de la Cruz"),
                venue="Journal of Nests",
                keywords=("birds", "song", "owls"),
            )
        ],
        [],
    )


def test_records_of_zotero_are_read_and_one_without_title_is_lost_alone():
    papers, problems = parse(ZOTERO)
    assert papers == [
        Paper(
            "LoRA",
            "Weights stay.",
            arxiv_id="2106.09685",
            url="https://arxiv.org/abs/2106.09685",
            published="2021-06",
            authors=("Edward J. Hu",),
        ),
        Paper("Nests"),
    ]
    assert [one.reason for one in problems if one.lost] == [
        "record 2: no title in an object with the fields 'abstract'"
    ]


@pytest.mark.parametrize("end", ["", "<record><titles><title>Cut"])
def test_what_stands_before_the_damage_is_kept(end):
    papers, problems = parse(ENDNOTE.replace("</records></xml>", end))
    assert [one.title for one in papers] == ["How Birds Sing & Fly"]
    assert [one.lost for one in problems] == [True]
    assert "not valid XML, or cut off" in problems[0].reason


def test_a_document_type_is_refused():
    text = ZOTERO.replace("<xml>", '<!DOCTYPE xml [<!ENTITY l SYSTEM "file:///etc/passwd">]><xml>')
    with pytest.raises(Refused, match="document type"):
        list(endnote_xml.read(Document("a.xml", io.BufferedReader(io.BytesIO(text.encode())))))


@pytest.mark.parametrize(
    "text", ["", "<xml><rows/></xml>", "<?xml version='1.0'?><feed/>", "<html><records/></html>", "<xml>"]
)
def test_other_xml_is_not_taken_for_records(text):
    assert not endnote_xml.recognises(text.encode())


@pytest.mark.parametrize(
    "junk", ["<a>", "<record>", "<record/>", "x", "&amp;", "<style>x</style>", "<!-- -->"]
)
def test_records_without_end_take_no_time(junk):
    with within(10):
        try:
            parse(ENDNOTE.replace("</records></xml>", junk * (1_000_000 // len(junk))))
        except Refused as refused:
            assert "nested deeper" in str(refused)
