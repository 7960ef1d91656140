"""Repositories in the addresses that abstracts really hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import tools
from kg.extract.document import read
from kg.extract.repos import addresses, mentions
from kg.model import Paper


def names(text: str) -> list[str]:
    return [repo.name for repo in addresses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at https://github.com/owner/name.", ["github.com/owner/name"]),
        ("(https://github.com/owner/name).", ["github.com/owner/name"]),
        ("github.com/owner/name", ["github.com/owner/name"]),
        ("http://www.github.com/owner/name/", ["github.com/owner/name"]),
        ("https://github.com/o/n.git{https://github.com/o/n}", ["github.com/o/n", "github.com/o/n"]),
        (r"\url{https://github.com/o/my\_net}", ["github.com/o/my_net"]),
        ("https://github.com/o/nhttps://github.com/p/m", ["github.com/o/n", "github.com/p/m"]),
        ("https://github.com/o/n/tree/main/sub dir", ["github.com/o/n"]),
        (
            "https://github.com/o/n.js and https://github.com/o/n-2.0.",
            ["github.com/o/n.js", "github.com/o/n-2.0"],
        ),
        ("https://github.com/o/n.Our model is good", ["github.com/o/n"]),
        ("https://github.com/owner/ Some-Name", ["github.com/owner/Some-Name"]),
        ("https://github.com/owner/ and more", []),
        ("https://github.com/owner", []),
        ("https://github.com/features/copilot", []),
        ("https://gitlab.example.org/group/sub/name/-/tree/x", ["gitlab.example.org/group/sub/name"]),
        ("https://gitlab.com/g/n", ["gitlab.com/g/n"]),
        (
            "https://bitbucket.org/o/n, https://gitee.com/o/n; https://codeberg.org/o/n",
            ["bitbucket.org/o/n", "gitee.com/o/n", "codeberg.org/o/n"],
        ),
        ("https://huggingface.co/o/model-7B", ["huggingface.co/o/model-7B"]),
        (
            "https://huggingface.co/datasets/o/d and https://hf.co/spaces/o/s",
            ["huggingface.co/datasets/o/d", "huggingface.co/spaces/o/s"],
        ),
        ("https://huggingface.co/papers/2401.00001", []),
        ("https://anonymous.4open.science/r/Net-527C/", ["anonymous.4open.science/r/Net-527C"]),
        ("https://github.com/owner/ef\ufb01cient-\ufb02ow", ["github.com/owner/efficient-flow"]),
        ("at https://github. com/owner/name.", ["github.com/owner/name"]),
        ("https://owner.github.io/name/", []),
        ("no address at all", []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@given(st.text())
def test_any_text_is_survived_and_places_are_exact(text: str) -> None:
    body = f"{text} https://github.com/owner/name {text}"
    found = list(addresses(body))
    assert any(repo.name.startswith("github.com/owner/name") for repo in found)
    assert all(0 <= repo.start < repo.end <= len(body) for repo in found)


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
