"""Where pages lie: names that every file system holds, one for each node."""

from hypothesis import given
from hypothesis import strategies as st

from kg.export.site.paths import path
from tests.hostile import HOSTILE


def test_common_ids_give_readable_names() -> None:
    assert path("Dataset", "dataset:imagenet-1k") == "datasets/imagenet-1k.html"
    assert path("Method", "method:gpt-3.5") == "methods/gpt-3.5.html"
    assert path("Repo", "repo:github.com/tkipf/gcn").startswith("repositories/github-com-tkipf-gcn-")
    assert path("Paper", "paper:arxiv:1512.03385").startswith("papers/arxiv-1512-03385-")


def test_devices_of_windows_are_not_used() -> None:
    assert path("Method", "method:con") != "methods/con.html"
    assert path("Method", "method:nul.txt") != "methods/nul.txt.html"


def test_different_nodes_have_different_pages_even_where_case_does_not_count() -> None:
    ids = [f"method:{text}" for text in HOSTILE] + ["method:Adam", "method:adam", "method:a/b", "method:a-b"]
    paths = {path("Method", one).casefold() for one in ids}
    assert len(paths) == len(ids)


@given(st.text())
def test_a_name_never_leaves_its_folder(text: str) -> None:
    folder, _, name = path("Method", f"method:{text}").partition("/")
    assert folder == "methods"
    assert name.removesuffix(".html").replace("-", "").replace(".", "").isalnum()
    assert name.isascii()
    assert not name.startswith(".")
    assert len(name) < 90
