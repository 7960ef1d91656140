"""RIS and the formats of PubMed, Web of Science and EndNote."""

import html
from functools import partial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.model import Paper
from kg.readers import tagged
from kg.readers.text import clean
from tests.timing import within
from tests.unit.readers.parsing import at_its_page, each_of, recognised, whole

ZOTERO = """TY  - UNPB
TI  - LoRA: Low-Rank Adaptation
AU  - Hu, Edward J.
AU  - van den Berg, Jan
AB  - Weights stay.
Two thin factors
 are learned.
DA  - 2021/10/16/
PY  - 2021
UR  - http://example.org/lora
UR  - http://arxiv.org/abs/2106.09685
N1  - arXiv:2106.09685 [cs]
KW  - low rank
KW  - adapters
T2  - Conference on
 Learning
ER  -\x20

"""
PUBLISHER = """Provider: A Publisher
Content: text/plain; charset="UTF-8"

TY  - CONF
T1  - Deep residual learning
A1  - K. He
Y1  - 2016
DO  - 10.1109/CVPR.2016.90
JO  - CVPR
N2  - Layers learn what they add.
KW  - depth; residual
ER  -
"""
PUBMED = """
PMID- 26017442
OWN - NLM
TI  - Deep
      learning.
AU  - LeCun Y
FAU - LeCun, Yann
AB  - Many layers learn
      what to look at.
DP  - 2015 May 28
JT  - Nature
LID - 10.1038/nature14539 [doi]
OT  - learning

PMID- 2
TI  - Second
"""
WEB_OF_SCIENCE = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Ara, A
   de la Cruz, B
AF Ara, Ada
   de la Cruz, Bo
TI How Birds Sing: AI
   in Gardens
SO JOURNAL OF NESTS
DT Article
DE birds; song of
   owls
ID MACHINE LEARNING
AB We listen to birds.
   AI helps.
C1 [Ara, Ada] Univ Nests, Dept Wings, Owltown.
CR Coot C, 2010, J NESTS, V1, P1, DOI 10.1000/coot
   Coot C, 2011, WINGS, V2, P3
   Tern T, 2012, ARXIV, DOI [10.1000/tern, 10.1000/tern2]
NR 3
PD NOV 30
PY 2020
VL 3
DI 10.1000/Sing
UT WOS:000000000000001
ER

PT C
AU Bunting, B
TI Nests
CT 2nd Conference on Nests
PY 2021
ER

EF
"""
ENDNOTE = """%0 Journal Article
%T How Birds Sing
%A Ara, Ada
%A de la Cruz, Bo
%J Journal of Nests
%V 3
%D 2020
%8 November 30
%X We listen to birds.

In gardens, mostly.
%K birds
song
%M WOS:1
%R doi:10.1000/Sing
%U https://nests.example/sing
%U https://arxiv.org/abs/2011.14522

%0 Conference Paper
%T Nests
%A Bunting, Bo
"""
ANTHOLOGY = """%0 Conference Proceedings
%T Of Nests
%A Ara, Ada
%Y Bunting, Bo
%S Proceedings of Nests
%D 2019
%8 June
%F ara-2019-nests
%X We hold 5% of them.
%R 10.18653/v1/N19-1423
%U https://aclanthology.org/N19-1423
%P 1-2
"""


parse = partial(recognised, tagged, "a.ris")


EXPORTS = {
    "Zotero": (
        ZOTERO,
        Paper(
            "LoRA: Low-Rank Adaptation",
            "Weights stay. Two thin factors are learned.",
            arxiv_id="2106.09685",
            url="http://example.org/lora",
            published="2021-06",
            authors=("Edward J. Hu", "Jan van den Berg"),
            venue="Conference on Learning",
            keywords=("low rank", "adapters"),
        ),
    ),
    "a publisher": (
        PUBLISHER,
        at_its_page(
            "Deep residual learning",
            "Layers learn what they add.",
            doi="10.1109/cvpr.2016.90",
            published="2016",
            authors=("K. He",),
            venue="CVPR",
            keywords=("depth", "residual"),
        ),
    ),
    "PubMed": (
        PUBMED,
        at_its_page(
            "Deep learning.",
            "Many layers learn what to look at.",
            doi="10.1038/nature14539",
            published="2015-05-28",
            authors=("Yann LeCun",),
            venue="Nature",
            keywords=("learning",),
        ),
    ),
    "Web of Science": (
        WEB_OF_SCIENCE,
        at_its_page(
            "How Birds Sing: AI in Gardens",
            "We listen to birds. AI helps.",
            doi="10.1000/sing",
            published="2020-11-30",
            authors=("Ada Ara", "Bo de la Cruz"),
            venue="JOURNAL OF NESTS",
            keywords=("birds", "song of owls"),
            references=("10.1000/coot", "10.1000/tern"),
        ),
    ),
    "EndNote": (
        ENDNOTE,
        Paper(
            "How Birds Sing",
            "We listen to birds. In gardens, mostly.",
            arxiv_id="2011.14522",
            doi="10.1000/sing",
            url="https://nests.example/sing",
            published="2020-11-30",
            authors=("Ada Ara", "Bo de la Cruz"),
            venue="Journal of Nests",
            keywords=("birds", "song"),
        ),
    ),
    "ACL Anthology": (
        ANTHOLOGY,
        Paper(
            "Of Nests",
            "We hold 5% of them.",
            doi="10.18653/v1/n19-1423",
            url="https://aclanthology.org/N19-1423",
            published="2019-06",
            authors=("Ada Ara",),
            venue="Proceedings of Nests",
            citation_key="ara-2019-nests",
        ),
    ),
}


@each_of(EXPORTS)
def test_exports_are_read_whole(stated, expected):
    assert whole(tagged, "a.ris", stated)[0] == expected


def test_records_that_nothing_ends_are_kept():
    papers, _ = parse("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \nTY  - JOUR\nTI  - Three")
    assert [one.title for one in papers] == ["One", "Two", "Three"]


def test_a_last_record_that_nothing_ends_where_others_end_is_told_of():
    _, problems = parse("TY  - JOUR\nTI  - One\nAB  - Birds.\nER  - \nTY  - JOUR\nTI  - Two\nAB  - We int")
    assert [(one.line, one.lost, one.reason) for one in problems] == [
        (5, False, "a record that nothing ends; the file may be cut off: 'Two'")
    ]
    assert parse("PMID- 1\nTI  - One\nAB  - Birds.\n\nPMID- 2\nTI  - Two\nAB  - More.")[1] == []


def test_all_records_are_read():
    assert [one.title for one in parse(WEB_OF_SCIENCE)[0]] == ["How Birds Sing: AI in Gardens", "Nests"]
    assert [one.title for one in parse(ENDNOTE)[0]] == ["How Birds Sing", "Nests"]


def test_files_of_web_of_science_may_be_joined():
    papers, problems = parse(WEB_OF_SCIENCE + WEB_OF_SCIENCE)
    assert len(papers) == 4
    assert not any("outside" in one.reason or one.lost for one in problems)


def test_a_file_of_web_of_science_that_is_cut_off_says_so_and_keeps_what_is_there():
    papers, problems = parse(WEB_OF_SCIENCE[: WEB_OF_SCIENCE.index("PY 2021")])
    assert [one.title for one in papers] == ["How Birds Sing: AI in Gardens", "Nests"]
    assert "a record that nothing ends; the file may be cut off: 'Nests'" in [one.reason for one in problems]


def test_an_export_without_records_is_a_listing_without_papers():
    assert parse("FN Clarivate Analytics Web of Science\nVR 1.0\nEF\n") == ([], [])


def test_references_of_endnote_without_types_are_parted_by_blank_lines():
    papers, problems = parse("%T Owls\n%A Ara, A.\n%X They\nsee.\n\n\n%A Bo, B.\n%T Nests\n%X They hold.\n")
    assert [(one.title, one.abstract, one.authors) for one in papers] == [
        ("Owls", "They see.", ("A. Ara",)),
        ("Nests", "They hold.", ("B. Bo",)),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        WEB_OF_SCIENCE.replace("TI Nests\n", ""),
        ENDNOTE.replace("%T Nests\n", ""),
    ],
)
def test_a_record_without_title_is_lost_alone(text):
    papers, problems = parse(text)
    assert [one.title[:14] for one in papers] == ["How Birds Sing"]
    (lost,) = [one for one in problems if one.lost]
    assert lost.reason.startswith("no title in an object with the fields")
    assert text.split("\n")[lost.line - 1][:3] in ("PT ", "%0 ")


@pytest.mark.parametrize("text", [WEB_OF_SCIENCE, ENDNOTE])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_make_no_difference(text, end):
    assert parse(text.replace("\n", end))[0] == parse(text)[0]


def test_what_makes_no_sense_is_named():
    papers, problems = parse(
        ZOTERO + "TY  - JOUR\nAB  - No title.\nER  - \n" + "stray\nTI  - stray too\n" + ZOTERO
    )
    assert [one.title for one in papers] == ["LoRA: Low-Rank Adaptation"] * 2
    assert [(problem.line, problem.lost, problem.reason, problem.outcome) for problem in problems] == [
        (19, True, "no title in an object with the fields 'abstract'", "the record is skipped"),
        (22, False, "text outside of any record: 'stray', and 1 more", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TI  - Birds\nAB  - They sing.\n",
        "words\n" * 20 + ZOTERO,
        "TY - the abbreviation - of try",
        "PT is short for part",
        "%!PS-Adobe-3.0\n%%Title: x",
    ],
)
def test_other_texts_are_not_taken_for_records(text):
    assert not tagged.recognises(text.encode())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<\\"), max_size=60))
@example("Nests & wings;")
@settings(deadline=None)
def test_a_title_comes_back_as_it_is(title):
    assume(html.unescape(title) == title)  # an escape of HTML is the sign that it stands for
    papers, _ = parse(f"TY  - JOUR\nTI  - {title}\nER  - \n")
    assert [one.title for one in papers] == ([clean(title)] if clean(title) else [])


@pytest.mark.parametrize(
    "line",
    [
        "x\n",
        "TI  - x\n",
        "ER  - \n",
        "TY  - \n",
        "AB  -\n",
        "x",
        "\0",
        "\n",
        "A  -",
        "AU x\n",
        "   x\n",
        "%K x\n",
        "\n%A x\n",
        "PT J\n",
    ],
)
def test_records_without_end_take_no_time(line):
    for beginning in (
        "FN ISI\nPT J\nTI Birds\nAB They sing.\n",
        "%0 Book\n%T Birds\n%X They sing.\n",
        "%T Birds\n%X They sing.\n",
    ):
        with within(10):
            papers, _ = parse(beginning + line * (1_000_000 // len(line)))
            assert papers[0].title.startswith("Birds")
    with within(10):
        papers, _ = parse("TY  - JOUR\nTI  - Birds\nAB  - They sing.\n" + line * (1_000_000 // len(line)))
        assert papers[0].title == "Birds"
