"""Tests of `kg.system.fingerprints`: an update of the package is noticed, whatever it changes of what graphs are made with."""

import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

import grimp
import pytest

from kg.build import MADE_OF
from kg.extract.knowledge import FOUND_WITH
from kg.system.fingerprints import package_digest


def _top(name: str) -> str:
    """Give the module or package of `kg` that a file is of."""
    return name.partition("/")[0].removesuffix(".py")


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("package") / "kg"
    return shutil.copytree(files("kg"), target, ignore=shutil.ignore_patterns("__pycache__"))


def test_all_code_that_builds_is_covered() -> None:
    graph = grimp.build_graph("kg", exclude_type_checking_imports=True, cache_dir=None)
    imported = {name.split(".")[1] for name in graph.find_upstream_modules("kg.build") if name != "kg"}
    assert imported | {"build"} == {_top(name) for name in MADE_OF}


def test_all_code_that_finds_mentions_is_covered() -> None:
    graph = grimp.build_graph("kg", exclude_type_checking_imports=True, cache_dir=None)
    finding = ("kg.extract.paper", "kg.extract.packed", "kg.extract.roles.finer")
    imported = {
        name.split(".")[1] for one in finding for name in graph.find_upstream_modules(one) if name != "kg"
    }
    assert imported | {"extract"} == {_top(name) for name in FOUND_WITH}


@pytest.mark.parametrize(
    "file",
    [
        "resolve/cluster.py",
        "link/similarity/words.py",
        "tabulate.py",
        "graph/evidence.py",
        "graph/__init__.py",
        "corpus/joining.py",
        "extract/text/words.py",
        "build.py",
    ],
)
def test_a_changed_file_is_another_digest(package: Path, file: str) -> None:
    before = package_digest(MADE_OF, package)
    code = (package / file).read_bytes()
    (package / file).write_bytes(code + b"\n")
    assert package_digest(MADE_OF, package) != before
    (package / file).write_bytes(code)
    assert package_digest(MADE_OF, package) == before


def test_what_makes_no_graph_does_not_count(package: Path) -> None:
    before = package_digest(MADE_OF, package)
    (package / "cli" / "app.py").write_text("")
    (package / "resolve" / "__pycache__").mkdir()
    (package / "resolve" / "__pycache__" / "cluster.cpython-313.pyc").write_bytes(b"")
    assert package_digest(MADE_OF, package) == before == package_digest(MADE_OF)


def test_a_zipped_package_has_the_same_digest(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kg.zip", "w") as archive:
        for file in package.rglob("*.*"):
            archive.write(file, file.relative_to(package.parent))
    with zipfile.ZipFile(tmp_path / "kg.zip") as archive:
        assert package_digest(MADE_OF, zipfile.Path(archive, "kg/")) == package_digest(MADE_OF, package)
