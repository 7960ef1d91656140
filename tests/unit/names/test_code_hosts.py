"""Repositories in the addresses that abstracts really hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.code_hosts import addresses


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
        (
            "at anonymous.4open.science/w/Net-527C/ and https://anonymous.4open.science/status/Net-527C",
            ["anonymous.4open.science/r/Net-527C"] * 2,
        ),
        ("https://github.com/owner/ef\ufb01cient-\ufb02ow", ["github.com/owner/efficient-flow"]),
        ("at https://github. com/owner/name.", ["github.com/owner/name"]),
        ("https://github.com/owner/name--.git and github.com/owner/.git", ["github.com/owner/name"]),
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
