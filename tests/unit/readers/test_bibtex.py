"""BibTeX as reference managers write it, and as nobody should."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.model import Paper, Problem
from kg.readers import bibtex
from tests.timing import within
from tests.unit.readers.parsing import at_its_page, each_of, parsed, whole

ANTHOLOGY = r"""@string{acl = "Association for Computational Linguistics"}
@inproceedings{devlin-etal-2019-bert,
    title = "{BERT}: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    author = "Devlin, Jacob  and
      Chang, Ming-Wei",
    editor = "Burstein, Jill",
    booktitle = "Proceedings of " # naacl # { 2019},
    month = jun,
    year = "2019",
    publisher = acl,
    url = "https://aclanthology.org/N19-1423/",
    doi = "10.18653/v1/N19-1423",
    abstract = "An encoder is trained to fill in words and is then tuned; {``}fine{''} gains on {GLUE} \& others."
}
""".replace("@inp", "@STRING(naacl = {NAACL})\n@inp")
SCHOLAR = """@article{vaswani2017attention,
  title={Attention is all you need},
  author={Vaswani, Ashish and Shazeer, Noam and others},
  journal={arXiv preprint arXiv:1706.03762},
  year={2017}
}
"""
ARXIV = """@misc{he2015deepresiduallearningimage,
      title={Deep Residual Learning for Image Recognition},
      author={Kaiming He and Xiangyu Zhang},
      year={2015},
      eprint={1512.03385},
      archivePrefix={arXiv},
      primaryClass={cs.CV},
      url={https://arxiv.org/abs/1512.03385},
}
"""
DBLP = """@article{DBLP:journals/corr/KingmaB14,
  author       = {Diederik P. Kingma and
                  Jimmy Ba},
  title        = {Adam: {A} Method for Stochastic Optimization},
  journal      = {CoRR},
  volume       = {abs/1412.6980},
  year         = {2014},
  eprinttype    = {arXiv},
  eprint       = {1412.6980},
}
"""
ZOTERO = r"""
@misc{hu_lora_2021,
	title = {{LoRA}: {Low}-{Rank} {Adaptation} of {\textless}{Large}{\textgreater} {Models}},
	shorttitle = {{LoRA}},
	url = {http://example.org/{\textasciitilde}hu/lo\_ra},
	howpublished = {elsewhere},
	abstract = {Weights stay {\textemdash} two thin factors are learned at 5\% of the cost {\textasciitilde} \${\textbackslash}beta\$.},
	urldate = {2024-05-01},
	author = {Hu, Edward J. and {Microsoft, Inc.} and Cord{\'o}n, {\'A}d{\'a}m},
	month = oct,
	date = {2021-10-16},
	note = {arXiv:2106.09685 [cs]},
	keywords = {Computer Science - Computation and Language, low rank},
	file = {Full Text:/home/x/a.pdf:application/pdf},
}
"""


def parse(text: str | bytes) -> tuple[list[Paper], list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    return parsed(bibtex, "a.bib", data)


def paper(text: str) -> Paper:
    (one,), problems = parse(text)
    assert not any(problem.lost for problem in problems)
    return one


EXPORTS = {
    "ACL Anthology": (
        ANTHOLOGY,
        Paper(
            "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
            "An encoder is trained to fill in words and is then tuned; “fine” gains on GLUE & others.",
            doi="10.18653/v1/n19-1423",
            url="https://aclanthology.org/N19-1423/",
            published="2019-06",
            authors=("Jacob Devlin", "Ming-Wei Chang"),
            venue="Proceedings of NAACL 2019",
            citation_key="devlin-etal-2019-bert",
        ),
    ),
    "Google Scholar": (
        SCHOLAR,
        at_its_page(
            "Attention is all you need",
            arxiv_id="1706.03762",
            published="2017-06",
            authors=("Ashish Vaswani", "Noam Shazeer"),
            citation_key="vaswani2017attention",
        ),
    ),
    "arXiv": (
        ARXIV,
        at_its_page(
            "Deep Residual Learning for Image Recognition",
            arxiv_id="1512.03385",
            published="2015-12",
            authors=("Kaiming He", "Xiangyu Zhang"),
            keywords=("cs.CV",),
            citation_key="he2015deepresiduallearningimage",
        ),
    ),
    "DBLP": (
        DBLP,
        at_its_page(
            "Adam: A Method for Stochastic Optimization",
            arxiv_id="1412.6980",
            published="2014-12",
            authors=("Diederik P. Kingma", "Jimmy Ba"),
            citation_key="DBLP:journals/corr/KingmaB14",
        ),
    ),
    "Zotero": (
        ZOTERO,
        Paper(
            "LoRA: Low-Rank Adaptation of <Large> Models",
            r"Weights stay — two thin factors are learned at 5% of the cost ~ $\beta$.",
            arxiv_id="2106.09685",
            url="http://example.org/~hu/lo_ra",
            published="2021-06",
            authors=("Edward J. Hu", "Microsoft Inc.", "Ádám Cordón"),
            keywords=("Computer Science - Computation and Language", "low rank"),
            citation_key="hu_lora_2021",
        ),
    ),
}


@each_of(EXPORTS)
def test_exports_are_read_whole(stated, expected):
    assert whole(bibtex, "a.bib", stated) == [expected]


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 2019, month = jun", "2019-06"),
        ("year = {2019}, month = {June}", "2019-06"),
        ("year = 2019, month = 6", "2019-06"),
        ('year = 2019, month = "3~" # dec', "2019-12"),
        ("year = 2019, month = {June/July}", "2019-06"),
        ("date = {2019-06-02/2019-06-07}", "2019-06-02"),
        ("year = {in press}", None),
        ("month = jun", None),
    ],
)
def test_dates_are_put_together(fields, published):
    assert paper(f"@article{{a, title={{T}}, {fields}}}").published == published


def test_a_number_of_another_archive_is_no_arxiv_id():
    text = "@article{a, title={T}, eprinttype={pubmed}, eprint={1706.03762}}"
    assert paper(text).arxiv_id is None


def test_names_in_braces_are_people_or_institutions():
    text = "@article{a, title={T}, author={{Vaswani}, {Ashish} and {Birds, Inc.} and {Barnes and Noble} and {\\'E}va Ara "
    text += "and family=Berg, given=Jan, prefix=van den, useprefix=true}}"
    assert paper(text).authors == (
        "Ashish Vaswani",
        "Birds Inc.",
        "Barnes and Noble",
        "Éva Ara",
        "Jan van den Berg",
    )


def test_a_chapter_has_from_its_proceedings_what_it_does_not_say():
    papers, problems = parse(
        "@inproceedings{a, title={Birds}, crossref={P1}}\n@proceedings{p1, title={Proc. of Nests}, year=2020}"
    )
    assert [(one.title, one.venue, one.year) for one in papers] == [("Birds", "Proc. of Nests", 2020)]
    assert [(problem.lost, problem.line) for problem in problems] == [(False, 1), (False, 2)]
    assert "whole proceedings" in problems[1].reason


def test_other_entries_are_kept_around_a_broken_one():
    text = (
        SCHOLAR
        + "@comment{of jabref}\nwords between entries, like these\n"
        + "@article{open,\n  title = {Broken\n"
        + ARXIV.replace("{cs.CV},", "{cs.CV}")
        + "@article{none, year = 2020}\n"
        + ZOTERO
        + "@article{nokey"
    )
    papers, problems = parse(text)
    assert [one.arxiv_id for one in papers] == ["1706.03762", "2106.09685"]
    lost = [(problem.line, problem.reason.split(";")[0]) for problem in problems if problem.lost]
    assert [line for line, _ in lost] == [9, 11, 20, text.count("\n") + 1]
    assert "a broken entry, unexpected block start: `@misc`" in lost[0][1]
    assert lost[1][1] == (
        "the entry 'he2015deepresiduallearningimage': the field 'primaryClass' does not end where it should"
    )
    assert lost[2][1] == "the entry 'none': no title in an object with the fields 'year'"


def test_a_key_or_a_field_that_stands_twice_loses_nothing():
    papers, problems = parse(
        "@article{a, title={One}, abstract={x}}\n@article{a, title={Two}, title={Three}, abstract={x}}\n"
        "@string{s = {x}}\n@string{s = {y}}\n@article{b, title={Four}, abstract=s}"
    )
    assert [(one.title, one.abstract) for one in papers] == [("One", "x"), ("Two", "x"), ("Four", "y")]
    assert problems == []


def test_a_broken_string_is_named_and_the_entries_that_use_it_are_kept():
    papers, (problem,) = parse("@string{s = {x} {y}}\n@article{a, title={One}, abstract={x}, journal=s}")
    assert [(one.title, one.venue) for one in papers] == [("One", "s")]
    assert problem.reason.startswith("the string 's': does not end where it should")


def test_entries_in_round_brackets_and_old_line_ends_are_read():
    assert paper("@article(a,\r  title = {Birds},\r\n  year = 2020)\r").title == "Birds"


def test_windows_1252_and_nul_bytes_do_no_harm():
    papers, problems = parse("@article{a, title={Naïve\0 Birds}, abstract={x}}".encode("cp1252"))
    assert [one.title for one in papers] == ["Naïve Birds"]
    assert ["Windows-1252" in problem.reason for problem in problems] == [True]
    assert bibtex.recognises(b"@article{a, title={B\0}}")


@pytest.mark.parametrize(
    "text",
    [
        "# Citing\n\n```bibtex\n" + SCHOLAR + "```\n",
        "<pre>\n" + SCHOLAR,
        "\\begin{filecontents}{a.bib}\n" + SCHOLAR,
        "import pytest\n\n@fixture(a, b=1)\ndef f(): ...\n",
        "words\n" * 20 + SCHOLAR,
        "@media (max-width: 3px) {\n a { color: red }\n}",
        "@comment{nothing else}\n@string{a = {b}}",
        "write to me @ home",
        "\0\1\2\n" + SCHOLAR,
    ],
)
def test_a_document_that_only_holds_an_entry_is_not_taken_for_bibtex(text):
    assert not bibtex.recognises(text.encode())


@pytest.mark.parametrize(
    "before",
    [
        "% Encoding: UTF-8\n\n",
        "# My papers\n-----------\n",
        "\ufeff",
        (
            "Automatically generated by Mendeley Desktop 1.19\nAny changes to this file will be lost if it is "
            "regenerated by Mendeley.\n\n"
        ),
        "@comment{x}\n@string{a = {b}}\n",
    ],
)
def test_a_few_words_may_stand_before_the_first_entry(before):
    assert bibtex.recognises((before + SCHOLAR).encode())


TEXTS = st.text(alphabet="{}\"#,=@\\\n $~-`'abc%&_", max_size=60)


@given(st.lists(TEXTS, max_size=4), TEXTS)
@settings(deadline=None)
def test_any_text_in_an_entry_gives_papers_or_problems(values, behind):
    text = (
        "@article{a,\n title = {T},\n "
        + "".join(f"f{n} = {v},\n" for n, v in enumerate(values))
        + "}\n"
        + behind
    )
    papers, problems = parse(text + "\n" + SCHOLAR)
    assert papers or problems


@given(
    st.text(alphabet=st.characters(exclude_characters="{}\\$~`'-\"<\x00", exclude_categories=["Cs", "Cc"]))
)
@settings(deadline=None)
def test_a_plain_title_comes_back_as_it_is(title):
    from kg.readers.text import clean

    assume(not re.search(r"&#?\w+;", title))  # an entity comes back as the character that it stands for
    papers, _ = parse(f"@article{{a, title = {{{title}}}}}")
    assert [one.title for one in papers] == ([clean(title)] if clean(title) else [])


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("{" * 100_000 + "x" + "}" * 100_000, id="nested"),
        pytest.param("{" * 100_000, id="open"),
        pytest.param('"' * 100_000, id="quoted"),
        pytest.param("{" + "word " * 2_000_000 + "}", id="long"),
        pytest.param("{" + "\\'{" * 50_000 + "}" * 50_000 + "}", id="accents"),
        pytest.param("{" + "$ a " * 100_000 + "}", id="formulas"),
        pytest.param("{" + "@" * 100_000 + "a" * 100_000 + "}", id="starts"),
        pytest.param("x # " * 100_000 + "x", id="joined"),
        pytest.param("x\n@a{" * 20_000, id="entries"),
    ],
)
def test_values_without_end_take_no_time(value):
    strings = '@string{x = "' + "laugh " * 400 + '"}\n'
    strings += "".join(
        f"@string{{x{n} = " + " # ".join([f"x{n - 1}" if n else "x"] * 30) + "}\n" for n in range(30)
    )
    with within(5):
        papers, problems = parse(f"{strings}@article{{a, title = {{T}}, note = x29, abstract = {value}}}")
        assert papers or problems


@pytest.mark.parametrize("junk", [" ", " and ", "{", "{a} and ", "\\"])
def test_people_without_end_take_no_time(junk):
    with within(5):
        parse("@article{a, title = {T}, author = {A" + junk * (200_000 // len(junk)) + "B}}")


def test_a_large_document_is_read_in_pieces(monkeypatch):
    text = "@string{s = {Nests}}\n" + "".join(
        f"@article{{a{n},\n title = {{Birds {n}}},\n journal = s # {{ {n}}},\n crossref = {{p}}}}\n"
        for n in range(40)
    )
    text += (
        "@article{open,\n title = {x\n" + "@article{b, title = }\n" * 40 + "@proceedings{p, year = 2020}\n"
    )
    whole = parse(text)
    monkeypatch.setattr(bibtex, "_PIECE", 100)
    papers, problems = parse(text)
    assert papers == whole[0]
    assert [(one.line, one.lost) for one in problems] == [(one.line, one.lost) for one in whole[1]]
    assert [(one.venue, one.year) for one in papers[:2]] == [("Nests 0", 2020), ("Nests 1", 2020)]


def test_fields_that_entries_share_are_inherited_and_their_holder_is_no_paper():
    text = """@XData{acl, publisher = {ACL}, date = {2020-07}, booktitle = {Proc. of Nests}}
@inproceedings{ara, title = {Nests}, abstract = {Birds.}, author = {Ara, Ada}, xdata = {none, ACL}}
"""
    (made,), problems = parse(text)
    assert (made.venue, made.published, problems) == ("Proc. of Nests", "2020-07", [])


def test_software_at_an_address_of_code_is_its_own_code():
    made = paper("@software{a, title={T}, abstract={A.}, url={https://github.com/birds/nests}}")
    assert made.code == ("https://github.com/birds/nests",)


def test_the_volume_that_dblp_states_of_corr_is_an_arxiv_id():
    (paper,), _ = parse("@article{a, title={Owls}, journal={CoRR}, volume={abs/2101.00001}, year={2021}}")
    assert (paper.arxiv_id, paper.venue, paper.published) == ("2101.00001", None, "2021-01")
