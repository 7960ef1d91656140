"""Tests of starting Spark: what is missing is said in one line."""

import os
import socket
import sys
from pathlib import Path

import pytest

from kg.errors import EngineError
from kg.spark.session import reason, session


def failure(master="local[1]"):
    with pytest.raises(EngineError) as caught, session(master):
        pass
    message = str(caught.value)
    assert "\n" not in message
    return message


def java(folder: Path, version: str) -> Path:
    """Give a home of a Java that only says its version."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_without_pyspark_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert "pip install 'kg[spark]'" in failure()


def test_without_pandas_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert "pip install 'kg[spark]'" in failure()


def test_without_java_it_says_so(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs Java, and there is none; install Java 17" in failure()


def test_a_java_home_without_java_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"there is none in {tmp_path}" in failure()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Java is a shell script")
@pytest.mark.parametrize("version", ["1.7.0_80", "7.0.1"])
def test_an_old_java_is_refused(monkeypatch, tmp_path, version):
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, version)))
    assert "is Java 7, too old for Spark" in failure()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Java is a shell script")
@pytest.mark.parametrize("version", ["18.0.2", "21.0.11", "26-ea"])
def test_a_java_newer_than_spark_knows_is_refused(monkeypatch, tmp_path, version):
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, version)))
    told = failure()
    assert f"is Java {version[:2]}, too new for Spark; install Java 17" in told
    assert "apt install openjdk-17-jre-headless" in told


def test_a_master_that_does_not_answer_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        address = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        assert f"the master {address} does not answer" in failure(address)


@pytest.mark.parametrize("address", ["spark://", "spark://host:port", "spark://host:99999"])
def test_a_malformed_address_of_a_master_is_refused(address):
    assert "malformed; write spark://HOST:PORT" in failure(address)


MALFORMED = """\
26/11/28 WARN Utils: Set SPARK_LOCAL_IP
Exception in thread "main" org.apache.spark.SparkException: Could not parse Master URL
\tat org.apache.spark.deploy.SparkSubmit.error(SparkSubmit.scala:1)
"""
FROM_JAVA = """\
An error occurred while calling None.org.apache.spark.api.java.JavaSparkContext.
: java.lang.UnsatisfiedLinkError: no mesos in java.library.path
\tat java.base/java.lang.ClassLoader.loadLibrary(ClassLoader.java:2434)
"""
FROM_A_WORKER = """\

  An exception was thrown from the Python worker. Please see the stack trace below.
Traceback (most recent call last):
  File "worker.py", line 1, in main
ModuleNotFoundError: No module named 'kg'
"""


@pytest.mark.parametrize(
    ("logged", "raised", "expected"),
    [
        (MALFORMED, "Java gateway exited", "SparkException: Could not parse Master URL"),
        ("", FROM_JAVA, "UnsatisfiedLinkError: no mesos in java.library.path"),
        ("", FROM_A_WORKER, "ModuleNotFoundError: No module named 'kg'"),
        ("", "exited\nafter all", "exited"),
        ("", "", "RuntimeError"),
    ],
)
def test_the_reason_of_a_failure_is_the_last_exception_without_its_package(
    tmp_path, logged, raised, expected
):
    log = tmp_path / "log"
    log.write_text(logged, encoding="utf-8")
    assert reason(log, RuntimeError(raised)) == expected
