"""Whose code a repository is that a paper names."""

import pytest

from kg.extract import tools
from kg.extract.document import read
from kg.extract.repos import mentions
from kg.model import Paper


@pytest.mark.parametrize(
    ("abstract", "role"),
    [
        ("We publish our code at https://github.com/o/n.", "introduces"),
        ("The implementation is available: https://github.com/o/n", "introduces"),
        ("Homepage: https://github.com/o/n", "introduces"),
        ("The gain is 3%. https://github.com/o/n", "introduces"),
        (r"ToyNet\footnote{https://github.com/o/n} is small.", "introduces"),
        ("The replication package is at https://github.com/o/n.", "introduces"),
        ("Models based on synthetic data are available at https://github.com/o/n.", "introduces"),
        ("It is of use in fields such as law, see https://github.com/o/n.", "introduces"),
        ("Our code is based on https://github.com/o/n.", "mentions"),
        (r"It is adapted from the toy library (\url{https://github.com/o/n}).", "mentions"),
        ("The parser of https://github.com/o/n fails here.", "mentions"),
    ],
)
def test_own_code_is_told_from_that_of_others(abstract: str, role: str) -> None:
    paper = Paper("T", abstract, id="paper:t")
    assert [one.role for one in mentions(paper, read(paper, tools().lexicon).fields)] == [role]


def test_stated_code_links_count_as_own_code() -> None:
    paper = Paper("T", "", id="paper:t", code=("https://github.com/o/n", "https://gitlab.com/a/b"))
    found = list(mentions(paper, read(paper, tools().lexicon).fields))
    assert [(one.name, one.field, one.role) for one in found] == [
        ("github.com/o/n", "code", "introduces"),
        ("gitlab.com/a/b", "code", "introduces"),
    ]
    assert all(paper.text("code")[one.start : one.end] == one.surface for one in found)
