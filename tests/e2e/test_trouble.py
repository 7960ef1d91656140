"""Bad input, stores that are none, full disks, interruptions: one clear line, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import PAPERS, Done, assert_failed, json_lines, snapshot
from tests.timing import wait

ONE = json_lines(PAPERS[:1]).encode()
HUGE_LINE = b'{"title": "' + b"x" * 50_000_000 + b'"}'
LATIN = json.dumps({"title": "Café Net", "abstract": "A naïve net."}, ensure_ascii=False).encode("latin-1")
BAD_INPUTS = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "cut": ONE[:-40],
    "odd-lines": b"A title without its abstract\n",
    "huge-line": HUGE_LINE,
    "other-json": b'{"weather": [{"day": "Monday", "rain": 3}]}',
    "html-without-papers": b"<!doctype html><html><body><p>Not found</p></body></html>",
}
ODD_INPUTS = {
    "bom": b"\xef\xbb\xbf" + ONE,
    "crlf": ONE.replace(b"\n", b"\r\n"),
    "latin-1": LATIN,
    "utf-16": ONE.decode().encode("utf-16"),
    "huge-line-among-others": ONE + HUGE_LINE + b"\n",
    "one-title": json_lines({"title": "The Same", "abstract": f"Text {n}."} for n in range(10_000)).encode(),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_input_without_papers_is_one_clear_line_and_loses_nothing(kg, built, name):
    (built / name).write_bytes(BAD_INPUTS[name])
    before = snapshot(built / "kg-graph")
    assert name in assert_failed(kg("build", name))
    assert snapshot(built / "kg-graph") == before


@pytest.mark.parametrize("name", ODD_INPUTS)
def test_odd_input_is_read(kg, tmp_path, name):
    (tmp_path / name).write_bytes(ODD_INPUTS[name])
    done = kg("build", name, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["papers"] == 1
    assert len(done.stderr) < 2000


def test_a_bad_file_among_good_ones_is_named_and_the_good_ones_are_read(kg, tmp_path):
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "good.jsonl").write_bytes(ONE)
    (tmp_path / "day" / "bad.html").write_bytes(BAD_INPUTS["html-without-papers"])
    done = kg("build", "day")
    assert done.returncode == 0
    assert "kg: warning: day/bad.html: " in done.stderr


def test_a_folder_without_listings_is_one_clear_line(kg, tmp_path):
    (tmp_path / "nothing").mkdir()
    assert "no papers" in assert_failed(kg("build", "nothing"))


def test_a_missing_file_is_one_clear_line(kg):
    assert "missing.txt" in assert_failed(kg("build", "missing.txt"))


def test_a_store_of_a_later_version_is_refused_and_kept(kg, built):
    manifest = built / "kg-graph" / "manifest.json"
    values = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(values | {"format": 99, "kg": "9.0"}), encoding="utf-8")
    before = snapshot(built / "kg-graph")
    for command in (["stats"], ["build", "birds.jsonl"]):
        assert "update kg" in assert_failed(kg(*command))
    assert snapshot(built / "kg-graph") == before


def test_a_file_is_no_store(kg, built):
    for command in (["stats"], ["build", "birds.jsonl"]):
        assert "birds.jsonl" in assert_failed(kg(*command, "--store", "birds.jsonl"))
    assert (built / "birds.jsonl").read_text(encoding="utf-8") == json_lines(PAPERS)


def test_a_folder_with_very_many_files_is_told_of(kg, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.cli.build._MANY_FILES", 3)
    folder = tmp_path / "listings"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.jsonl").write_bytes(ONE)
    assert "files in" not in kg("build", str(folder)).stderr
    (folder / "3.jsonl").write_bytes(ONE)
    assert f"kg: note: reading 3 files in {folder}; a folder" in kg("build", str(folder)).stderr


def test_a_folder_with_other_files_is_no_store(kg, built):
    (built / "photos").mkdir()
    (built / "photos" / "cat.jpg").write_bytes(b"cat")
    for command in (["stats"], ["build", "birds.jsonl"]):
        assert "photos" in assert_failed(kg(*command, "--store", "photos"))
    assert [path.name for path in (built / "photos").iterdir()] == ["cat.jpg"]


def test_a_full_disk_is_one_clear_line_and_the_store_stays(kg, shell, built):
    """A limit on the size of a file stands in for the disk."""
    papers = ({"title": f"Paper {n}", "abstract": f"{n} WingNet. " * 20} for n in range(50))
    (built / "more.jsonl").write_text(json_lines(papers), encoding="utf-8")
    before = snapshot(built / "kg-graph")
    assert "kg-graph" in assert_failed(shell("ulimit -f 16; kg build more.jsonl"))
    assert snapshot(built / "kg-graph") == before
    assert kg("stats").returncode == 0


def test_what_could_not_be_read_is_told_also_where_the_build_fails(shell, built):
    papers = ({"title": f"Paper {n}", "abstract": f"{n} WingNet. " * 20} for n in range(50))
    (built / "more.jsonl").write_text(json_lines(papers) + "{torn\n", encoding="utf-8")
    done = shell("ulimit -f 16; kg build more.jsonl")
    assert done.returncode == 1
    warning, error = done.stderr.splitlines()
    assert warning.startswith("kg: warning: more.jsonl:51: not valid JSON")
    assert error.startswith("kg: error: ")


def test_all_that_could_not_be_read_is_named_where_that_is_wanted(kg, tmp_path):
    (tmp_path / "none.jsonl").write_text('{"abstract": "An abstract.", "title": " "}\n' * 7, encoding="utf-8")
    assert "none.jsonl:1: no title" in (told := assert_failed(kg("build", "none.jsonl")))
    assert "and 6 more; --verbose names all" in told
    assert kg("build", "none.jsonl", "--verbose").stderr.count("kg: warning: none.jsonl:") == 7


def test_output_to_a_full_disk_is_one_clear_line(shell, built):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    for style in ("table", "csv", "json"):
        done = shell(f"kg stats --format {style} > /dev/full")
        assert done.returncode == 1
        assert done.stderr == "kg: error: No space left on device\n"


@pytest.mark.parametrize("style", ["table --rows 0", "json"])
def test_output_that_a_full_disk_cuts_off_is_a_failure_even_without_a_buffer(shell, built, style):
    command = f"kg query 'UNWIND range(1, 5000) AS i RETURN i' --format {style}"
    done = shell(f"export PYTHONUNBUFFERED=1; ulimit -f 8; {command} > cut")
    assert done.returncode == 1
    assert done.stderr == "kg: error: File too large\n"


def test_closed_output_does_no_harm(shell, built):
    done = shell("kg stats >&- && kg show WingNet 2>&-")
    assert done.returncode == 0
    assert done.stdout.startswith("WingNet")


def test_a_place_without_permission_is_one_clear_line(built, environment):
    """Tried as a person who may not write there, for the superuser may write everywhere."""
    options = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "birds.jsonl").write_bytes(ONE)
        folder.chmod(0o555)

        def kg(*arguments: str) -> Done:
            return subprocess.run(
                [sys.executable, "-B", *arguments],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                **options,
            )

        try:
            if kg("-c", "import kg").returncode:
                pytest.skip("nobody else can read this checkout")
        except (PermissionError, LookupError):
            pytest.skip("there is nobody else on this system who can run Python")
        assert "cannot be written" in assert_failed(kg("-m", "kg", "build", "birds.jsonl"))
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [
        "query 'MATCH (n) RETURN n.id'",
        "query 'MATCH (n) RETURN n.id' --format csv",
        "query 'UNWIND range(1, 50000) AS i RETURN i' --format json",
        "show WingNet",
        "show --help",
        "queries",
        "export json -o -",
    ],
)
def test_a_reader_that_has_enough_is_no_failure(shell, built, command):
    done = shell(f"kg {command} | true")
    assert done.returncode == 0
    assert "kg: " not in done.stderr


@pytest.mark.parametrize("pipe", ["| true", "2>&1 | true", "2>&1 >/dev/null | true"])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_build_that_nobody_follows_to_its_end_is_whole(shell, tmp_path, pipe, buffered):
    (tmp_path / "birds.jsonl").write_text(json_lines(PAPERS) + "{}\n", encoding="utf-8")
    count = "kg query 'MATCH (p:Paper) RETURN count(*) AS n' --format csv"
    done = shell(f"export PYTHONUNBUFFERED={buffered}; kg build birds.jsonl {pipe} && {count}")
    assert (done.returncode, done.stdout.split()) == (0, ["n", str(len(PAPERS))])


def _start(arguments: list[str], folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _interrupt(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl-C: a terminal sends the signal to the program and to its workers."""
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return process.returncode, err


def _unread(process: subprocess.Popen[str]) -> int:
    """Give how many bytes of its standard input a process has not read yet."""
    import fcntl  # which Windows lacks
    import termios

    waiting = fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4))
    return int.from_bytes(waiting, sys.byteorder)


INTERRUPTED = (130, "kg: interrupted; nothing is lost, run it again\n")


def test_a_build_that_waits_for_input_can_be_interrupted(environment, built):
    before = snapshot(built / "kg-graph")
    process = _start(["build", "-"], built, environment)
    process.stdin.write(json_lines([{"title": "Unfinished", "abstract": "It never ends."}]))
    process.stdin.flush()
    wait(lambda: not _unread(process))
    assert _interrupt(process) == INTERRUPTED
    assert snapshot(built / "kg-graph") == before


def test_a_build_that_extracts_can_be_interrupted(environment, built):
    papers = ({"title": f"Paper {n}", "abstract": f"We train Net{n} on CIFAR-10. " * 20} for n in range(4000))
    (built / "more.jsonl").write_text(json_lines(papers), encoding="utf-8")
    before = snapshot(built / "kg-graph")
    process = _start(["build", "more.jsonl"], built, environment)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait(lambda: workers.exists() and workers.read_text())
    time.sleep(0.5)
    assert _interrupt(process) == INTERRUPTED
    assert snapshot(built / "kg-graph") == before


def test_a_query_that_computes_is_interrupted_at_once(environment, built):
    query = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"
    process = _start(["query", query], built, environment)
    computing = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    wait(lambda: computing.exists() and computing.read_text())
    before = time.monotonic()
    assert _interrupt(process) == INTERRUPTED
    assert time.monotonic() - before < 5


def test_what_a_build_says_to_type_next_holds_no_command_out_of_a_paper(kg, tmp_path):
    paper = {"title": "$(touch owned) `id`", "abstract": "Plain words.", "code": ["https://github.com/a/b"]}
    (tmp_path / "list.jsonl").write_text(json_lines([paper]), encoding="utf-8")
    assert 'kg show "a/b"' in kg("build", "list.jsonl").stderr
    (tmp_path / "list.jsonl").write_text(json_lines([{**paper, "code": []}]), encoding="utf-8")
    assert 'kg show "paper:touch-owned-id-' in kg("build", "list.jsonl").stderr


def test_a_wrong_choice_names_the_right_ones(kg, built):
    error = assert_failed(kg("stats", "--format", "xml"), 2)
    assert error.endswith("'xml' is not one of 'table', 'json', 'csv'; see kg stats --help")
    assert "Value error" not in error
