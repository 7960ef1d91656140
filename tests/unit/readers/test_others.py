"""What files are that hold no listing."""

import re

import pytest

from kg.readers.others import told
from tests.timing import within

API = "https://export.arxiv.org/api/query\\?id_list="


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2101.00001\narXiv:2101.00002v2\n# mine\ncs/0112017\n",
            f"with 3 arXiv ids, .* save what {API}2101.00001,2101.00002,cs/0112017 answers",
        ),
        (
            "- **Owls** [[paper](https://arxiv.org/abs/2101.00001)]\n" * 2,
            f"with 1 arXiv id, .*{API}2101.00001 ",
        ),
        (
            "Owls\nA Ara - arXiv preprint arXiv:2101.00001, 2021\nWe see owls ...\n",
            f"with 1 arXiv id, .*{API}2101.00001 ",
        ),
        ("2101.00001  Owls at Night\n2101.00002v2: Nests\n", f"2 arXiv ids, .*{API}2101.00001,2101.00002 "),
        (
            "\n".join(f"2101.{number:05}" for number in range(1, 31)),
            r"30 arXiv ids, .*=2101.00001,2101.00002,2101.00003,...&max_results=30",
        ),
        (
            "10.1000/owl\nhttps://doi.org/10.1000/nest\n",
            "^DOIs without titles and abstracts; add them to a reference manager",
        ),
        (
            "Owls at Night: A Study\nOf Nests and Trees\nHow Wings Carry Birds\n",
            "^titles without abstracts; with a first line that says title",
        ),
        ("We saw owls today.\nThey were quiet.\n", "^text of another kind"),
        ("The price is 2101.00001 or so\n" * 3, "^text of another kind"),
        ("a line of words\n" * 50 + "see arXiv:2101.00001\n", "^text of another kind"),
        ("# Owls\n", "^text of another kind"),
        (
            "---\ntitle: Owls\ntags: [birds]\n---\nThey see.\n",
            "^text of another kind.* a title and an abstract",
        ),
        ("---\ntitle: Owls\nurl: https://arxiv.org/abs/2101.00001\n---\n", "with 1 arXiv id"),
    ],
)
def test_a_text_is_told_what_to_be_made_of(text, said):
    assert re.search(said, told(text.encode()))


def test_a_text_of_pubmed_is_told_the_format_that_is_read():
    text = "1. J Nests. 2024 Mar 5;12(3):1-20.\n\nOwls at Night.\n\nAra A(1).\n\nWe see owls.\n\nPMID: 1\n"
    assert "(.nbib)" in told(text.encode())


@pytest.mark.parametrize(
    "before", ["", "<?xml version='1.0'?>\n", "<?xml version='1.0'?><!DOCTYPE PubmedArticleSet PUBLIC 'x'>\n"]
)
def test_xml_of_pubmed_is_told_the_format_that_is_read(before):
    assert "(.nbib)" in told(f"{before}<PubmedArticleSet><PubmedArticle/>".encode())


@pytest.mark.parametrize(
    "junk", ["arxiv ", "arxiv:2101.00001", "2101.00001\n", "a,b\n", "(", "A ", "10.1000/x\n", " "]
)
def test_a_single_thing_over_and_over_takes_no_time(junk):
    with within(5):
        told((junk * 70_000)[:65_536].encode())
