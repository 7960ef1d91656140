"""A folder of an export is replaced whole, or left alone."""

import os
import signal
import sys
from pathlib import Path

import pytest

from kg.errors import KgError, UsageError
from kg.export.writing import replacing_folder
from kg.system.files import write_text


def test_a_folder_that_cannot_be_written_is_named_as_it_was_given(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with (
        pytest.raises(
            KgError, match=r"^cannot write .*/site: No such file or directory; choose another place$"
        ),
        replacing_folder(out, ".mark") as aside,
    ):
        write_text(aside / "none" / "page.html", "text")
    assert list(tmp_path.iterdir()) == []


def test_what_was_about_to_be_replaced_before_a_kill_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".site.0123abcd.old").mkdir()
    with pytest.raises(ValueError, match="broken"), replacing_folder(tmp_path / "site", ".mark"):
        raise ValueError("broken")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    with replacing_folder(tmp_path / "site", ".mark"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that was written before, published through git, under a name of its own."""
    site = tmp_path / "site"
    write(site, "index.html", "papers/old.html")
    (site / ".git" / "refs" / "heads").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (site / "papers" / "mine.html").write_text("mine")
    (site / "latest").symlink_to("papers")
    (site / "CNAME").write_text("papers.example.org")
    return site


def write(site: Path, *names: str) -> None:
    with replacing_folder(site, ".mark") as aside:
        for name in names:
            (aside / name).parent.mkdir(exist_ok=True)
            (aside / name).write_text("new")


def held(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


OTHERS = {".git", ".git/HEAD", ".git/refs", ".git/refs/heads", "papers/mine.html", "latest", "CNAME"}


def test_files_that_an_export_did_not_make_stay(site: Path) -> None:
    (site / ".git").chmod(0o500)
    for _ in range(2):
        write(site, "index.html", "papers/new.html")
        assert held(site) == {".mark", "index.html", "papers", "papers/new.html"} | OTHERS
    assert (site / "CNAME").read_text() == "papers.example.org"
    assert (site / "latest").readlink() == Path("papers")
    assert (site / ".git").stat().st_mode & 0o777 == 0o500
    (site / ".git").chmod(0o700)


@pytest.mark.parametrize("name", ["CNAME", "latest", "papers/mine.html"])
def test_a_file_in_the_way_of_a_new_one_is_named_and_nothing_changes(site: Path, name: str) -> None:
    before = held(site)
    with pytest.raises(UsageError, match=rf"site/{name} is not of an earlier export .*; move it away"):
        write(site, "index.html", name)
    assert held(site) == before
    assert (site / "CNAME").read_text() == "papers.example.org"
    assert list(site.parent.iterdir()) == [site]


CHANGES = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}
"""The audit events of changes to the names of files."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_files_of_others_survive_a_kill_at_any_moment(site: Path) -> None:
    """Before every change that the process makes to the names of files, one after the other."""
    ends = []
    for steps in range(60):
        ends.append(end_of_writing(site, steps))
        if ends[-1] == 0:
            break
        assert any(held(path) >= OTHERS for path in site.parent.iterdir())
    assert ends[:-1] == [signal.SIGKILL] * (len(ends) - 1)
    assert len(ends) > 10
    assert ends[-1] == 0
    assert held(site) == {".mark", "index.html", "papers", "papers/new.html"} | OTHERS
    assert list(site.parent.iterdir()) == [site]


def end_of_writing(site: Path, steps: int) -> int:
    """Write in a child process that is killed before it makes one change more than so many; give the signal or 0."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1
    left = steps

    def watched(event: str, _arguments: object) -> None:
        nonlocal left
        if event in CHANGES:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watched)
    try:
        write(site, "index.html", "papers/new.html")
    except BaseException:
        os._exit(1)
    os._exit(0)
