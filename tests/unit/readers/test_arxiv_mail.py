"""arXiv's daily e-mail."""

from functools import partial

import pytest

from kg.model import Paper
from kg.readers import arxiv_mail
from tests.timing import within
from tests.unit.readers.parsing import recognised

RULE = "-" * 78 + "\n"
BEFORE = (
    "From: no-reply@arxiv.org\nSubject: cs daily Subj-class mailing\n\n"
    f"{RULE}Send any comments regarding submissions directly to submitter.\n{RULE} Submissions to:\nOwls\n"
    f" received from  Thu  2 Jan 25 19:00:00 GMT  to  Fri  3 Jan 25 19:00:00 GMT\n{RULE}"
)
NEW = r"""\\
arXiv:2501.00001
Date: Fri, 3 Jan 2025 18:59:52 GMT   (1234kb,D)

Title: OwlNet: How Owls See $\alpha$ at Night and
  by Day
Authors: Ada Ara (1), Bo Bunting (1 and 2) ((1) Nest (East), (2) Wood),
  Cy Coot
Categories: cs.CV cs.SD
Comments: 10 pages; code at
  https://github.com/owls/net
Report-no: Owl-1
  of two
Journal-ref: Journal of Owls 1 (2025)
DOI: 10.1000/owls
License: http://creativecommons.org/licenses/by/4.0/
\\
  Owls see. We introduce OwlNet, which sees
what they see.

  It is compared with WingNet.
\\ ( https://arxiv.org/abs/2501.00001 ,  1234kb)
"""
CROSS = r"""\\
arXiv:2412.00002 (*cross-listing*)
Date: Tue, 31 Dec 2024 10:00:00 GMT   (10kb)

Title: Nests
Authors: Dee Dove and Ed Egret
Categories: q-bio.PE cs.CV
\\
  Nests hold.
\\ ( https://arxiv.org/abs/2412.00002 ,  10kb)
"""
REPLACED = r"""\\
arXiv:2401.00003
replaced with revised version Fri, 3 Jan 2025 10:00:00 GMT   (500kb)

Title: Wings
Authors: Fay Finch
Categories: cs.CV
\\ ( https://arxiv.org/abs/2401.00003 ,  500kb)
"""
OLD = r"""\\
Paper: cs.CL/0112017
From: Gus Gull <gull@example.org>
Date: Tue, 11 Dec 2001 10:00:00 GMT   (10kb)

Title: Beaks
Authors: Gus Gull
\\
  Beaks bite.
\\ ( http://arXiv.org/abs/cs/0112017 , 10kb)
"""
parse = partial(recognised, arxiv_mail, "mail.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mail_is_read_whole(end):
    text = BEFORE + "".join(RULE + one for one in (NEW, CROSS, REPLACED, OLD)) + RULE + "%%--%%\nContact: x\n"
    papers, problems = parse(text.replace("\n", end))
    assert papers == [
        Paper(
            "OwlNet: How Owls See $\\alpha$ at Night and by Day",
            "Owls see. We introduce OwlNet, which sees what they see. It is compared with WingNet.",
            arxiv_id="2501.00001",
            doi="10.1000/owls",
            url="https://arxiv.org/abs/2501.00001",
            published="2025-01-03",
            authors=("Ada Ara", "Bo Bunting", "Cy Coot"),
            venue="Journal of Owls 1 (2025)",
            keywords=("cs.CV", "cs.SD"),
            code=("https://github.com/owls/net",),
        ),
        Paper(
            "Nests",
            "Nests hold.",
            arxiv_id="2412.00002",
            url="https://arxiv.org/abs/2412.00002",
            published="2024-12-31",
            authors=("Dee Dove", "Ed Egret"),
            keywords=("q-bio.PE", "cs.CV"),
        ),
        Paper(
            "Wings",
            arxiv_id="2401.00003",
            url="https://arxiv.org/abs/2401.00003",
            published="2024-01",
            authors=("Fay Finch",),
            keywords=("cs.CV",),
        ),
        Paper(
            "Beaks",
            "Beaks bite.",
            arxiv_id="cs/0112017",
            url="https://arxiv.org/abs/cs/0112017",
            published="2001-12-11",
            authors=("Gus Gull",),
        ),
    ]
    assert [str(one).partition(": ")[2] for one in problems] == ["no abstract: 'Wings'"]


def test_a_record_that_nothing_ends_is_kept_and_one_without_a_title_is_named():
    torn = NEW[: NEW.index("\\\\ (")]
    papers, problems = parse(RULE + torn + RULE + CROSS.replace("Title: Nests\n", "") + RULE + torn)
    assert [paper.abstract[:9] for paper in papers] == ["Owls see."] * 2
    assert [(problem.line, problem.lost) for problem in problems] == [(25, True)]


@pytest.mark.parametrize(
    "text", ["", "\\\\\n", "We use\n\\\\\nlines.", "arXiv:2501.00001\nTitle: Owls\n", "\\\\ arXiv:1"]
)
def test_other_texts_are_not_taken_for_mail(text):
    assert not arxiv_mail.recognises(text.encode())


@pytest.mark.parametrize(
    "junk", ["\\\\\n", "  x\n", "Title: x\n", "(", "( ", " ", "-" * 30 + "\n", "arXiv:2501.00001\n"]
)
@pytest.mark.parametrize("before", ["", "Title: x\n", "Authors: A "])
def test_a_single_thing_over_and_over_takes_no_time(junk, before):
    with within(5):
        parse("\\\\\narXiv:2501.00001\n" + before + junk * (1_000_000 // len(junk)))
