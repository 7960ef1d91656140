"""The README and the pages beside it lead to each other, and tell of every query and every export."""

import json
import re
from pathlib import Path

import pytest

from kg import extract as extraction
from kg import queries
from kg.export import EXPORTERS
from kg.extract import plugins

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for folder in (".", ".github", "docs", "queries", "kg/extract/lexicon", "tests/annotations")
    for path in sorted((ROOT / folder).glob("*.md"))
]


def prose(page: Path) -> str:
    """Give a page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Give what can stand behind # in a link to a page: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?://)([^)]+)\)", prose(page)):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"](docs/{page.name})" in (ROOT / "README.md").read_text("utf-8")


def test_every_query_is_listed_with_its_question_and_parameters() -> None:
    listed = (ROOT / "queries" / "README.md").read_text("utf-8").splitlines()
    for name in queries.names():
        query = queries.load(name)
        given = {"null": " (must be given)", '""': "", "[]": ""}
        parameters = ", ".join(
            f"`{one.name}`{given.get(json.dumps(one.default), f' ({typed(one.default)})')}"
            for one in query.parameters
            if one.name != "limit"
        )
        assert f"| `{name}` | {query.question} | {parameters} |" in listed


def typed(value: object) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def test_every_export_is_listed() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(EXPORTERS)


def test_every_message_that_is_explained_is_one_that_the_program_has() -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "kg").rglob("*.py")))
    code = re.sub(r"\"\s*\n\s*f?\"", "", sources).replace("`", "")
    table = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
    messages = [
        message
        for row in re.findall(r"^\| (`.*?) \| ", table, re.MULTILINE)
        for message in re.findall(r"`([^`]+)`", row)
    ]
    assert len(messages) > 15
    for message in messages:
        for words in re.split(r"\.\.\.|\d+", message):
            assert words.strip(" :;,()") in code, message


def test_every_module_and_package_stands_in_the_table_of_layers() -> None:
    table = re.findall(
        r"^\| (`kg/.*?) \| ", (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
    )
    modules = {f"kg/{path.name}" for path in (ROOT / "kg").glob("*.py")} - {"kg/__init__.py"}
    packages = {f"kg/{path.parent.name}/" for path in (ROOT / "kg").glob("*/__init__.py")}
    assert sorted(re.findall(r"`([^`]+)`", " ".join(table))) == sorted(modules | packages)


def test_extraction_tells_of_each_of_its_modules() -> None:
    named = set(re.findall(r"\w+", extraction.__doc__ or ""))
    parts = [*(ROOT / "kg" / "extract").glob("*.py"), *(ROOT / "kg" / "extract").glob("*/__init__.py")]
    names = {path.parent.name if path.name == "__init__.py" else path.stem for path in parts}
    assert names - {"extract"} <= named


def is_there(name: str) -> bool:
    """Tell whether there is a module, something in a module, or a group of entry points of this name."""
    path = ROOT.joinpath(*name.split("."))
    if name == plugins.GROUP or path.is_dir() or path.with_suffix(".py").exists():
        return True
    home = path.parent / "__init__.py" if path.parent.is_dir() else path.parent.with_suffix(".py")
    return home.exists() and bool(re.search(rf"\b{path.name}\b", home.read_text("utf-8")))


@pytest.mark.parametrize("place", ["kg", "tests", "benchmarks", "docs", ".github", "README.md", "Makefile"])
def test_modules_and_files_that_are_named_are_there(place: str) -> None:
    """Wherever they are named: on a page, in a docstring or in a comment."""
    for page in [ROOT / place, *(ROOT / place).rglob("*")]:
        if page.is_file() and page.suffix in (".py", ".md", ""):
            text = page.read_text("utf-8")
            for name in re.findall(r"`(kg(?:\.\w+)+)`", text):
                assert is_there(name), f"{page}: {name}"
            for name in re.findall(r"`((?:kg|tests|benchmarks|docs|queries|examples)/[\w./-]+)`", text):
                assert (ROOT / name).exists(), f"{page}: {name}"
