"""What `pyproject.toml` asks to install is what the code imports, no more and no less."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TRAINING = set((ROOT / "kg" / "training").glob("*.py"))
SHIPPED = set((ROOT / "kg").rglob("*.py")) - TRAINING
OTHERS = {*TRAINING, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")}
COME_WITH_EXTRAS = {"huggingface-hub", "py4j"}
NOT_NEEDED = {"sentence-transformers", "spacy"}
"""Tests run without them, and the benchmarks that compare with them say how they are installed."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(requirements: Iterable[str]) -> set[str]:
    """Give the packages of some requirements."""
    return {normal(re.split(r"[^\w.-]", one)[0]) for one in requirements}


def imported(files: Iterable[Path]) -> set[str]:
    """Give the packages that files import from elsewhere."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    known = packages_distributions()
    foreign = found - sys.stdlib_module_names - {"kg", "tests", "benchmarks", "_typeshed"}
    return {normal(name) for one in foreign for name in known.get(one, [one])}


DEPENDENCIES = asked_for(PROJECT["dependencies"])
EXTRAS = {name: asked_for(given) for name, given in PROJECT["optional-dependencies"].items()}


def test_every_package_that_is_installed_is_imported() -> None:
    assert DEPENDENCIES - imported(SHIPPED) == set()


def test_every_package_that_kg_imports_is_installed() -> None:
    extras = set().union(*(packages for name, packages in EXTRAS.items() if name != "dev"))
    assert imported(SHIPPED) - DEPENDENCIES - extras - COME_WITH_EXTRAS == set()


def test_every_package_that_only_a_checkout_imports_is_installed_there() -> None:
    assert imported(OTHERS) - DEPENDENCIES - EXTRAS["dev"] - EXTRAS["spark"] - NOT_NEEDED == set()
