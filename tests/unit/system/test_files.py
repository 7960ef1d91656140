"""Files are replaced whole, in UTF-8, or left alone."""

import hashlib
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.export.writing import replacing_folder
from kg.system import files
from kg.system.files import replacing, sha256, unfinished, write_lines, write_text


def test_text_is_written_as_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "out", "a\nü\u2028\U0001f52c\r\n\0")
    assert (tmp_path / "out").read_bytes() == "a\nü\u2028\U0001f52c\r\n\0".encode()


def test_lone_surrogates_become_replacement_characters(tmp_path: Path) -> None:
    write_text(tmp_path / "out", "a\ud800b\udfff")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a\ufffdb\ufffd"


def test_lines_are_written_as_utf8_too(tmp_path: Path) -> None:
    write_lines(tmp_path / "out", iter(["a", "\ud800ü\u2028", ""]))
    assert (tmp_path / "out").read_bytes() == "a\n\ufffdü\u2028\n\n".encode()


def test_lines_that_end_in_an_error_leave_what_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "new"
        raise ValueError("broken")

    (tmp_path / "out").write_text("old")
    with pytest.raises(ValueError, match="broken"):
        write_lines(tmp_path / "out", broken())
    assert (tmp_path / "out").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failure_names_the_place_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(KgError, match=r"cannot write .*out: .*; choose another place"):
        write_text(tmp_path / "out", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_missing_folder_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError) as caught:
        write_text(tmp_path / "none" / "out", "text")
    assert "\n" not in str(caught.value)


def test_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.write_text("old")

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KgError, match="No space left on device"):
        write_text(out, "new")
    assert out.read_text() == "old"


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "graph").write_text("old")
    (tmp_path / "out").symlink_to(tmp_path / "kept" / "graph")
    write_text(tmp_path / "out", "new")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "kept" / "graph").read_text() == "new"
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["graph"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "out").read_text()))
    reader.start()
    write_text(tmp_path / "out", "new")
    reader.join()
    assert read == ["new"]
    assert (tmp_path / "out").is_fifo()


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.export.writing import replacing_folder
from kg.system.files import replacing
out = Path(sys.argv[1])
with replacing_folder(out, ".mark") if out.name == "site" else replacing(out) as beside:
    (beside / "half" if beside.is_dir() else beside).write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there, nobody knows what is still in use")
@pytest.mark.parametrize("name", ["site", "graph.html"])
def test_what_a_killed_export_left_is_deleted_by_the_next_one_to_the_same_place(
    tmp_path: Path, name: str
) -> None:
    for out in (name, "page.html"):
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / out)], check=False)
    (killed,), (other,) = tmp_path.glob(f".{name}.*"), tmp_path.glob(".page.html.*")
    foreign = tmp_path / f".{name}.mine.tmp"
    foreign.touch()
    if name == "site":
        with replacing_folder(tmp_path / name, ".mark"):
            pass
    else:
        write_text(tmp_path / name, "whole")
    assert not killed.exists()
    assert set(tmp_path.iterdir()) == {tmp_path / name, other, foreign}


def test_what_another_process_is_about_to_write_stays(tmp_path: Path) -> None:
    with replacing(tmp_path / "out") as beside:
        beside.write_text("slow")
        write_text(tmp_path / "out", "fast")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "slow")]


@pytest.mark.skipif(sys.platform == "win32", reason="there, nobody deletes what is perhaps in use")
@pytest.mark.parametrize(("make", "delete"), [(Path.touch, Path.unlink), (Path.mkdir, Path.rmdir)])
def test_what_another_process_deletes_before_it_is_held_is_made_again(
    tmp_path: Path, make: Callable[[Path], None], delete: Callable[[Path], None]
) -> None:
    made: list[Path] = []

    def make_and_lose_the_first(path: Path) -> None:
        make(path)
        made.append(path)
        if len(made) == 1:
            delete(path)

    with unfinished(tmp_path / "out", make_and_lose_the_first) as aside:
        assert aside.exists()
    assert len(made) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="acts as Windows does, which needs to know what is open"
)
def test_a_folder_that_somebody_holds_is_whole_on_windows_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def unlink_unless_open(path: Path, missing_ok: bool = False) -> None:
        if str(path) in {os.path.realpath(opened) for opened in Path("/proc/self/fd").iterdir()}:
            raise PermissionError(13, "it is being used by another process")
        unlink(path, missing_ok)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "unlink", unlink_unless_open)
    windows = runpy.run_path(files.__file__)
    held_folder = tmp_path / "generation"
    held_folder.mkdir()
    (held_folder / "table").touch()
    held = windows["hold"](held_folder)
    windows["delete_unless_held"](held_folder)
    assert (held_folder / "table").exists()
    windows["let_go"](held)
    windows["delete_unless_held"](held_folder)
    assert not held_folder.exists()


def test_the_digest_of_a_file_is_that_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc" * 1_000_000)
    assert sha256(tmp_path / "file") == hashlib.sha256(b"abc" * 1_000_000).hexdigest()
