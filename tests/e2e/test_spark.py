"""A build on Spark as a person starts it, mistypes it, and interrupts it."""

import os
import shutil
import signal
import subprocess
import sys

from tests.e2e.conftest import PAPERS, assert_failed, json_lines
from tests.neo4j.fixtures import give_up
from tests.timing import wait


def test_a_master_without_spark_is_wrong_usage(kg, built):
    assert "add --engine spark" in assert_failed(kg("build", "birds.jsonl", "--master", "local[2]"), code=2)


def test_a_cluster_that_does_not_answer_is_one_line_and_leaves_no_store(kg, built):
    command = (
        "build",
        "birds.jsonl",
        "--engine",
        "spark",
        "--master",
        "spark://127.0.0.1:1",
        "--store",
        "new",
    )
    assert "the master spark://127.0.0.1:1 does not answer" in assert_failed(kg(*command))
    assert not (built / "new").exists()


def test_an_interrupted_build_on_spark_ends_java_and_leaves_nothing(environment, tmp_path):
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        give_up("Spark needs Java, and there is none")
    temporary = tmp_path / "temporary files"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "-", "--engine", "spark", "--master", "local[1]"],
        cwd=tmp_path,
        env={**environment, "TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    process.stdin.write(json_lines(PAPERS))  # and wait for more, with Spark running
    process.stdin.flush()
    wait(lambda: any(temporary.glob("kg-spark-*/blockmgr-*")))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "kg: interrupted; nothing is lost, run it again\n")
    assert not any(temporary.iterdir())
    assert not (tmp_path / "kg-graph").exists()
    wait(lambda: not _alive(process.pid))


def _alive(group):
    """Tell whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
