"""
What the README and the pages beside it show is what the program does, counts included.

Where answers have changed for a good reason, `UPDATE_DOCS=1 pytest tests/e2e/test_docs.py` writes the new ones into the pages.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.output import console

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "queries" / "README.md", *sorted((ROOT / "docs").glob("*.md")))
WIDTH = "90"
"""Columns of the terminal in which the answers were given that the pages show."""


def _blocks(page: Path, language: str) -> list[str]:
    """Give the blocks of code of a page that are in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def _commands(page: Path) -> list[str]:
    """Give the `kg` commands of a page's blocks of shell, in their order; a server is tested elsewhere."""
    lines = "".join(_blocks(page, "sh")).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("kg ") and "://" not in line]


def _words(answer: str) -> str:
    """
    Give an answer without seconds, scores and confidences, and rules of tables, which these make longer.

    What is whole in it is counted, and does not change by itself.
    """
    return " ".join(re.sub(r"\d+\.\d+", "#", re.sub("─+", "─", answer)).split())


def _without_numbers(answer: str) -> str:
    return " ".join(re.sub(r"\d[\d,.]*", "#", re.sub("─+", "─", answer)).split())


def _update(page: Path, answers: list[str]) -> None:
    """Write those answers into a page that differ in numbers alone from what it shows."""
    now = {_without_numbers(answer): answer for answer in answers}
    for shown in _blocks(page, "text"):
        answer = now.get(_without_numbers(shown), shown)
        if _words(answer) != _words(shown):
            lines = "".join(f"{line.rstrip()}\n" for line in answer.rstrip().split("\n"))
            page.write_text(page.read_text("utf-8").replace(shown, lines), "utf-8")


SHOWN = {str(page.relative_to(ROOT)): commands for page in PAGES if (commands := _commands(page))}


@pytest.fixture(autouse=True)
def _terminal() -> Iterator[None]:
    """Have consoles that look at how wide the terminal is now."""
    console.cache_clear()
    yield
    console.cache_clear()


@pytest.mark.parametrize("page", SHOWN)
def test_the_commands_of_a_page_run_as_written_and_answer_as_shown(kg, shell, tmp_path, page):
    for name in ("examples", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    answers = []
    for command in [*([] if page == "README.md" else ["kg build examples"]), *SHOWN[page]]:
        done = shell(command) if "|" in command else kg(*shlex.split(command)[1:], COLUMNS=WIDTH)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        answers.append(done.stdout + done.stderr)
    if os.environ.get("UPDATE_DOCS"):
        _update(ROOT / page, answers)
    for shown in _blocks(ROOT / page, "text"):
        assert _words(shown) in list(map(_words, answers)), (
            "UPDATE_DOCS=1 writes the numbers that have changed"
        )


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    (block,) = _blocks(ROOT / "README.md", "python")
    shown: dict[str, object] = {}
    exec(block, shown)
    assert shown["notes"] == []
    assert (tmp_path / "coco.gexf").stat().st_size > 1000
