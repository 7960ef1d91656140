"""The compose file and the image: pinned, healthy before use, closed to the outside, without a secret."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]


def test_the_server_is_a_pinned_community_edition_of_the_long_term_release():
    assert re.fullmatch(r"neo4j:5\.26\.\d+-community", SERVICES["neo4j"]["image"])


def test_the_server_that_tests_start_is_of_the_same_version():
    version = SERVICES["neo4j"]["image"].removeprefix("neo4j:").removesuffix("-community")
    assert f">{version}<" in (ROOT / "tests/neo4j/pom.xml").read_text("utf-8")


def test_ports_are_open_to_this_machine_alone():
    assert SERVICES["neo4j"]["ports"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["neo4j"]["ports"])
    assert "ports" not in SERVICES["kg"]


def test_the_password_comes_from_the_environment_and_has_no_default():
    stated = [value for service in SERVICES.values() for value in map(str, service["environment"].values())]
    secret = [value for value in stated if "PASSWORD" in value]
    assert len(secret) == 2
    assert all("${NEO4J_PASSWORD:?" in value for value in secret)


def test_the_tool_waits_for_a_healthy_server():
    assert SERVICES["neo4j"]["healthcheck"]["test"]
    assert SERVICES["kg"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_data_lives_in_a_named_volume():
    assert "neo4j-data:/data" in SERVICES["neo4j"]["volumes"]


def test_memory_is_limited():
    assert {"NEO4J_server_memory_heap_max__size", "NEO4J_server_memory_pagecache_size"} <= set(
        SERVICES["neo4j"]["environment"]
    )


def test_the_image_holds_what_the_build_needs_and_runs_without_privileges():
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    copied = {name for names in copies for name in names}
    assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "kg", "queries"} == copied
    assert all((ROOT / name).exists() for name in copied)
    assert "USER kg" in lines
    _, first, last = (ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")
    assert "pip wheel" in first
    assert "--no-deps" not in first  # the other one can compile nothing
    assert "pip install --no-cache-dir --no-index /wheels/*.whl" in last
    allowed = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {f"!{name}" for name in copied} <= set(allowed)


def test_compose_itself_accepts_the_file():
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], check=False, capture_output=True).returncode
    ):
        pytest.skip("docker compose is not installed")
    environment = {**os.environ, "NEO4J_PASSWORD": "only-for-this-check"}
    checked = subprocess.run(
        ["docker", "compose", "-f", ROOT / "docker-compose.yml", "--profile", "tools", "config", "--quiet"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
