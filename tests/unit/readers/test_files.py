import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Problem
from kg.readers.files import alone, expand, printable


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def found(given: Path | str, base: Path) -> list[str]:
    return [
        Path(one).relative_to(base).as_posix() for one in expand(os.fspath(given)) if isinstance(one, str)
    ]


def problems(given: Path) -> list[Problem]:
    return [one for one in expand(str(given)) if isinstance(one, Problem)]


def test_a_folder_gives_its_files_sorted_and_those_below_without_the_hidden_ones(tmp_path):
    touch(tmp_path, "b.txt", "a.txt", "sub/c.txt", "sub/.d", ".hidden/e.txt", ".f", "a/z/y.txt")
    assert found(tmp_path, tmp_path) == ["a.txt", "b.txt", "a/z/y.txt", "sub/c.txt"]


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path):
    touch(
        tmp_path, "Papers.html", "Papers_files/script.js", "old.htm", "old_files/a.css", "my_files/list.txt"
    )
    assert found(tmp_path, tmp_path) == ["Papers.html", "old.htm", "my_files/list.txt"]


def test_a_store_of_kg_inside_a_folder_is_left_out(tmp_path):
    touch(
        tmp_path,
        "a.txt",
        "kg-graph/manifest.json",
        "kg-graph/generations/1/papers.parquet",
        "x/manifest.json",
    )
    assert found(tmp_path, tmp_path) == ["a.txt", "x/manifest.json"]


def test_a_pattern_gives_what_matches_sorted(tmp_path):
    touch(tmp_path, "b.txt", "a.txt", "c.json", "sub/d.txt")
    assert found(f"{tmp_path}/*.txt", tmp_path) == ["a.txt", "b.txt"]
    assert found(f"{tmp_path}/**/*.txt", tmp_path) == ["a.txt", "b.txt", "sub/d.txt"]
    assert found(f"{tmp_path}/s*", tmp_path) == ["sub/d.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    touch(tmp_path, "a[1].txt", "a1.txt")
    assert found(tmp_path / "a[1].txt", tmp_path) == ["a[1].txt"]
    assert alone(str(tmp_path / "a[1].txt"))


def test_loops_of_links_end(tmp_path):
    touch(tmp_path, "sub/a.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "sub/self").symlink_to(tmp_path / "sub/self")
    assert found(tmp_path, tmp_path) == ["sub/a.txt"]
    assert [problem.reason for problem in problems(tmp_path)] == [
        "neither a file nor a folder",
        "a link to a folder is not followed; name that folder itself to read it",
    ]


def test_links_to_files_are_files(tmp_path):
    touch(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert found(tmp_path, tmp_path) == ["a.txt", "b.txt"]


def test_pipes_in_a_folder_are_named_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path, tmp_path) == []
    assert [problem.reason for problem in problems(tmp_path)] == ["neither a file nor a folder"]


def test_a_folder_that_cannot_be_looked_into_is_a_loss(tmp_path, monkeypatch):
    touch(tmp_path, "a.txt", "sub/b.txt")
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)  # the tests may run as root, whom no permission stops
    assert found(tmp_path, tmp_path) == ["a.txt"]
    (problem,) = problems(tmp_path)
    assert str(problem) == f"{tmp_path}/sub: cannot be looked into: permission denied"
    assert problem.lost


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", ": no such file or folder; a path is relative to the current folder"),
        ("no/*.txt", "no/*.txt: no file matches this pattern; a path is relative to the current folder"),
        ("*.txt", "*.txt: no file matches this pattern; name the folder (.) to read all that it holds"),
        (
            "https://huggingface.co/papers",
            "https://huggingface.co/papers: kg reads files and fetches nothing; save",
        ),
        ("a\nb\0", "a\ufffdb\ufffd: no such file or folder; a path is"),
        ("x" * 100_000, "x"),
    ],
)
def test_what_is_not_there_is_refused(given, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as raised:
        list(expand(given))
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("zzz.txt", "a path is relative to the current folder"),
        ("zzz/january.jsonl", "a path is relative to the current folder"),
        ("januray.jsonl", "did you mean january.jsonl?"),
        ("lists/febuary.jsonl", "did you mean lists/february.jsonl?"),
        ("./lits/february.jsonl", "did you mean lists?"),
        ("data.jsonl", "a path is relative to the current folder"),
        ("feb/x", "did you mean feb_of_a_long_name?"),
        ("january.jsonl/x", "did you mean january.jsonl?"),
        ("{base}/lists/../januari.jsonl", "did you mean {base}/lists/../january.jsonl?"),
        ("{base}/zzz/january.jsonl", "check the path, of which {base}/zzz is not there"),
        ("evil", "did you mean evil\ufffd[31m\ufffd.txt?"),
    ],
)
def test_what_may_have_been_meant_is_named(given, cure, tmp_path, monkeypatch):
    touch(tmp_path, "january.jsonl", "lists/february.jsonl", "feb_of_a_long_name/x", "evil\x1b[31m\udcff.txt")
    monkeypatch.chdir(tmp_path)
    given, cure = given.format(base=tmp_path), cure.format(base=tmp_path)
    with pytest.raises(InputError) as raised:
        list(expand(given))
    assert str(raised.value) == f"{given}: no such file or folder; {cure}"


def test_a_folder_that_cannot_be_looked_into_is_no_reason_to_say_nothing(tmp_path, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(InputError, match="no such file or folder; check the path, of which"):
        list(expand(str(tmp_path / "gone.txt")))


def test_an_empty_path_is_not_the_current_folder(tmp_path, monkeypatch):
    touch(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        list(expand(""))


def test_only_a_file_by_itself_is_alone(tmp_path):
    touch(tmp_path, "a.txt")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    assert [alone(str(tmp_path / name)) for name in ("a.txt", "gone", "", "*.txt")] == [
        True,
        True,
        False,
        False,
    ]
    assert alone("-")


def test_a_printable_path_is_one_line_that_can_be_encoded():
    assert printable("a\nb\x1b[31m\udcff/é") == "a\ufffdb\ufffd[31m\ufffd/é"
