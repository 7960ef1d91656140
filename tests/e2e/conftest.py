"""The program as a person runs it."""

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.cli import main
from tests.browser import Visit, chromium, page_of
from tests.graphs import small

Done = subprocess.CompletedProcess[str]
PAPERS = [
    {
        "title": "WingNet: Hearing Birds with Graphs",
        "abstract": "We introduce WingNet, a graph neural network trained on ImageNet and CIFAR-10.",
        "arxiv_id": "2301.00001",
    },
    {
        "title": "Hearing Birds in Cities",
        "abstract": "We train WingNet on CIFAR-10. Code: https://github.com/birds/cities",
        "arxiv_id": "2401.00001",
    },
]


def json_lines(papers) -> str:
    """Give papers as the text of a listing."""
    return "".join(json.dumps(paper) + "\n" for paper in papers)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give the time and the content of each file below a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("lock", "extracted.sqlite")
    }


def assert_failed(done: Done, code: int = 1) -> str:
    """Check that a command failed as it should, and give the one line that says why."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert all(line.startswith("kg: ") for line in lines), done.stderr
    errors = [line for line in lines if line.startswith("kg: error: ")]
    assert len(errors) == 1, done.stderr
    return errors[0]


FOREIGN = ("KG_", "NEO4J_", "FORCE_COLOR", "NO_COLOR", "COLUMNS")
"""Beginnings of settings of the person who runs the tests."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests that need one."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small graph."""
    return page_of(small(), tmp_path_factory.mktemp("page") / "small graph #1.html")


@pytest.fixture(scope="module")
def opened(browser: Browser, file: Path) -> Iterator[Visit]:
    """The page of a small graph in the browser, which the tests of a module share."""
    with Visit(browser, file) as visit:
        yield visit


@pytest.fixture
def visit(opened: Visit) -> Iterator[Visit]:
    """The page as it is when it opens; it is loaded once and brought back to its beginning by an address."""
    opened.follow("")
    yield opened
    opened.page.keyboard.press("Escape")
    assert opened.clean()


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """An environment without settings of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**kept, "COLUMNS": "100"}


@pytest.fixture
def kg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run `kg` with arguments in the test's folder; in this process, for a new one takes a second to load."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        monkeypatch.delenv(name)

    def run(*arguments: str, stdin: str = "", **variables: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        out, err = capfd.readouterr()
        return Done(arguments, ended.value.code, out, err)

    return run


@pytest.fixture
def shell(tmp_path: Path, environment: dict[str, str]) -> Callable[[str], Done]:
    """Run a line of shell in the test's folder; `kg` is the program under test."""

    def run(line: str) -> Done:
        program = f'kg() {{ {shlex.quote(sys.executable)} -m kg "$@"; }}; {line}'
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", program],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def built(kg, tmp_path: Path) -> Path:
    """The test's folder with a listing and the store built from it."""
    (tmp_path / "birds.jsonl").write_text(json_lines(PAPERS), encoding="utf-8")
    assert kg("build", "birds.jsonl").returncode == 0
    return tmp_path
