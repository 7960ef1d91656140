"""The workflow runs what a person runs, on every Python that the package says it knows."""

import os
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
JOB = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text("utf-8"))["jobs"]["test"]


def test_every_python_that_the_package_names_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [
        one.rpartition(" ")[2] for one in project["classifiers"] if one.startswith("Programming Language")
    ]
    assert JOB["strategy"]["matrix"]["python"] == named
    assert project["requires-python"] == f">={named[0]}"


def test_the_command_is_the_one_that_readme_and_contributing_name() -> None:
    script = ROOT / JOB["steps"][-1]["run"]
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").splitlines()[-1] == "CI=true make test"
