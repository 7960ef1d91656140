"""Tests of `kg.readers.names`: a user's own names, whatever is wrong with them."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import KnownName
from kg.readers.names import read_names

TABLE = """# my names
OwlBench\tdataset\tOwl Benchmark | OB-1\tword ambiguous
OwlNet\tmethod

owl transformer\tfamily\t\tnocase
"""
METHODS = [
    {
        "url": "https://paperswithcode.com/method/lstm",
        "name": "LSTM",
        "full_name": "Long Short-Term Memory",
        "introduced_year": 1997,
        "source_url": None,
        "code_snippet_url": "",
        "num_papers": 9,
        "collections": [{"collection": "Recurrent Neural Networks", "area": "Sequential"}],
    },
    {"name": "Focus", "full_name": "Focus", "collections": []},
]
DATASETS = [
    {
        "url": "https://paperswithcode.com/dataset/cifar-10",
        "name": "CIFAR-10",
        "full_name": None,
        "homepage": "https://example.org",
        "paper": {"title": "A paper", "url": "https://paperswithcode.com/paper/a"},
        "variants": ["CIFAR-10, 250 labels", "CIFAR-100"],
        "data_loaders": [],
    }
]


def written(folder: Path, content: str | bytes, name: str = "names.tsv") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_table_of_names(tmp_path):
    names, problems = read_names(written(tmp_path, TABLE))
    assert not problems
    assert (names.file, names.format) == ("names.tsv", "tsv")
    assert names.names == (
        KnownName("OwlBench", "dataset", ("OB-1", "Owl Benchmark"), ("ambiguous", "word")),
        KnownName("OwlNet", "method"),
        KnownName("owl transformer", "family", (), ("nocase",)),
    )


@pytest.mark.parametrize("packed", [False, True])
def test_dumps_are_recognised_by_content(tmp_path, packed):
    content = json.dumps(METHODS).encode()
    methods, _ = read_names(written(tmp_path, gzip.compress(content) if packed else content, "whatever"))
    assert methods.format == "dump"
    assert methods.names == (
        KnownName("Focus", "method"),
        KnownName("LSTM", "method", ("Long Short-Term Memory",)),
    )
    lines = "\n".join(json.dumps(one) for one in [*DATASETS, *METHODS])
    both, _ = read_names(written(tmp_path, lines))
    assert KnownName("CIFAR-10", "dataset") in both.names  # and its variants are no names of it
    assert len(both.names) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("OwlNet", "1 column; expected name, kind, aliases and flags"),
        ("OwlNet\tmodel", "unknown kind 'model'"),
        ("OwlNet\tmethod\t\tshiny", "unknown flag 'shiny'"),
        ("OwlNet\tmethod\t\t\tmore", "5 columns"),
        ("123\tdataset", "'123' is no name: it has no letter"),
        ("\tdataset", "is no name"),
        ("Owl\x1b[31mNet\tmethod", "characters that do not print"),
        ("Owl\u202eNet\tmethod", "characters that do not print"),
        (f"{'Owl' * 99}\tmethod", "is no name: longer than"),
        ("a b c d e f g h i j\tmethod", "is no name: longer than"),
        ("OwlNet\tmethod\tOwl | 7", "'7' is no name"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(tmp_path, line, said):
    path = written(tmp_path, f"Good\tdataset\n{line}\nBetter\tmethod\n")
    names, (problem,) = read_names(path)
    assert [one.name for one in names.names] == ["Better", "Good"]
    assert said in problem.reason
    assert (problem.source, problem.line, problem.lost) == (path, 2, True)


@pytest.mark.parametrize("bad", [3, {"name": 7}, {"name": "X", "title": "Y"}, {"name": ""}, None])
def test_a_bad_entry_of_a_dump_is_named_and_the_others_are_kept(tmp_path, bad):
    names, problems = read_names(written(tmp_path, json.dumps([bad, *METHODS])))
    assert len(names.names) == 2
    assert ["record 1: " in one.reason for one in problems] == [True]


@pytest.mark.parametrize("content", ["", "no tabs here\n", "[]", '{"a": 1}', "\0\1\2", "[1, 2"])
def test_a_file_without_names_is_refused_in_one_line(tmp_path, content):
    with pytest.raises(InputError, match=r"no names here|cannot") as raised:
        read_names(written(tmp_path, content))
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        read_names(str(tmp_path / "none.tsv"))


@given(
    st.text(max_size=60) | st.sampled_from(["\tdataset", "x\tmethod\t|||", '[{"name":"x","collections":[]}]'])
)
def test_whatever_stands_in_a_file_gives_names_or_one_line(tmp_path_factory, content):
    path = written(tmp_path_factory.mktemp("names"), content.encode("utf-8", "surrogatepass"))
    try:
        names, _ = read_names(path)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(one.name == " ".join(one.name.split()) and one.name.isprintable() for one in names.names)
