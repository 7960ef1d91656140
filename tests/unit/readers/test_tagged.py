"""RIS and the format of PubMed."""

import html
from functools import partial

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.model import Paper
from kg.readers import tagged
from kg.readers.text import clean
from tests.timing import within
from tests.unit.readers.parsing import recognised

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


parse = partial(recognised, tagged, "a.ris")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
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
            id="Zotero",
        ),
        pytest.param(
            PUBLISHER,
            Paper(
                "Deep residual learning",
                "Layers learn what they add.",
                doi="10.1109/cvpr.2016.90",
                url="https://doi.org/10.1109/cvpr.2016.90",
                published="2016",
                authors=("K. He",),
                venue="CVPR",
                keywords=("depth", "residual"),
            ),
            id="a publisher",
        ),
        pytest.param(
            PUBMED,
            Paper(
                "Deep learning.",
                "Many layers learn what to look at.",
                doi="10.1038/nature14539",
                url="https://doi.org/10.1038/nature14539",
                published="2015-05-28",
                authors=("Yann LeCun",),
                venue="Nature",
                keywords=("learning",),
            ),
            id="PubMed",
        ),
    ],
)
def test_exports_are_read_whole(text, expected):
    papers, problems = parse(text)
    assert papers[0] == expected
    assert not any(problem.lost for problem in problems)


def test_records_that_nothing_ends_are_kept():
    papers, _ = parse("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \nTY  - JOUR\nTI  - Three")
    assert [one.title for one in papers] == ["One", "Two", "Three"]


def test_a_last_record_that_nothing_ends_where_others_end_is_told_of():
    _, problems = parse("TY  - JOUR\nTI  - One\nAB  - Birds.\nER  - \nTY  - JOUR\nTI  - Two\nAB  - We int")
    assert [(one.line, one.lost, one.reason) for one in problems] == [
        (5, False, "a record that nothing ends; the file may be cut off: 'Two'")
    ]
    assert parse("PMID- 1\nTI  - One\nAB  - Birds.\n\nPMID- 2\nTI  - Two\nAB  - More.")[1] == []


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
    "text", ["", "TI  - Birds\nAB  - They sing.\n", "words\n" * 20 + ZOTERO, "TY - the abbreviation - of try"]
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
    "line", ["x\n", "TI  - x\n", "ER  - \n", "TY  - \n", "AB  -\n", "x", "\0", "\n", "A  -"]
)
def test_records_without_end_take_no_time(line):
    with within(10):
        papers, _ = parse("TY  - JOUR\nTI  - Birds\nAB  - They sing.\n" + line * (1_000_000 // len(line)))
        assert papers[0].title == "Birds"
