"""The command line from outside: what it prints where, and how it ends."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from kg import __version__
from kg.cli.app import app
from kg.stores import open_store
from tests.e2e.conftest import PAPERS, assert_failed, json_lines, snapshot

ROOT = Path(__file__).parents[2]
COMMANDS = get_command(app).commands


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_stands_in_the_readme(command):
    assert f"kg {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_help_with_examples_whose_options_exist(kg, command):
    done = kg(command, "--help", COLUMNS="200")
    assert done.returncode == 0
    examples = re.findall(rf"\$ (?:.*\| )?kg {command}\b([^|\n]*)", done.stdout)
    assert examples, done.stdout
    known = {option for parameter in COMMANDS[command].params for option in parameter.opts}
    for example in examples:
        used = {word.partition("=")[0] for word in shlex.split(example) if re.match(r"--?[a-z]", word)}
        assert used <= known


def test_the_version_is_that_of_the_package(kg):
    assert kg("--version").stdout == f"kg {__version__} (compiled: no)\n"


def test_help_loads_no_heavy_package(environment):
    """Help comes at once; what takes long to load is loaded by the command that needs it."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kg", "--help"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "kg.cli.app" in loaded
    assert not loaded & {
        "polars",
        "numpy",
        "networkx",
        "sklearn",
        "scipy",
        "ladybug",
        "neo4j",
        "jinja2",
        "orjson",
    }


def test_without_a_command_the_help_is_shown_and_the_usage_is_wrong(kg):
    done = kg()
    assert done.returncode == 2
    assert "build" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld"], "'biuld'"),
        (["build"], "see kg build --help"),
        (["build", "--nonsense", "x"], "--nonsense"),
        (["stats", "--format", "xml"], "'xml'"),
        (["export", "docx", "-o", "x"], "docx"),
        (["export", "html", "-o", "."], "is a folder"),
        (["evaluate"], "nothing to do"),
        (["evaluate", "gold.json", "--min-f1", "tasks=0.5"], "tasks=0.5"),
        (["query", "MATCH (n) RETURN n", "-p", "limit"], "limit"),
        (["stats", "--store", "http://localhost"], "neo4j://"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(kg, built, arguments, message):
    assert message in assert_failed(kg(*arguments), 2)


def test_debug_shows_the_traceback_wherever_it_stands(shell):
    for command in ("kg --debug stats", "kg stats --debug"):
        done = shell(command)
        assert done.returncode == 1
        assert "Traceback" in done.stderr


def test_a_build_tells_data_on_stdout_and_the_rest_on_stderr(kg, tmp_path):
    (tmp_path / "birds.jsonl").write_text(json_lines([*PAPERS, {"no": "title"}]), encoding="utf-8")
    done = kg("build", "birds.jsonl", "--format", "json")
    assert done.returncode == 0
    summary = json.loads(done.stdout)
    assert (summary["papers"], summary["recordsSkipped"]) == (2, 1)
    assert "kg: warning: birds.jsonl:3: " in done.stderr
    assert "Next: kg stats" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_strict_stops_at_the_first_record_that_cannot_be_read(kg, tmp_path):
    (tmp_path / "birds.jsonl").write_text(json_lines([*PAPERS, {"no": "title"}]), encoding="utf-8")
    (tmp_path / "mine.tsv").write_text("Nests\tnone\n" + "Wings\tmethod\n", encoding="utf-8")
    for line, inputs in (("birds.jsonl:3", ["birds.jsonl"]), ("mine.tsv:1", ["--lexicon", "mine.tsv"])):
        said = assert_failed(kg("build", "--strict", *inputs))
        assert line in said
        assert "skipped" not in said
    assert not (tmp_path / "kg-graph").exists()


def test_building_again_does_nothing_and_says_so(kg, built):
    before = snapshot(built / "kg-graph")
    done = kg("build", "birds.jsonl")
    assert done.returncode == 0
    assert "nothing to do" in done.stderr
    assert snapshot(built / "kg-graph") == before


def test_a_query_is_read_from_standard_input(kg, built):
    done = kg("query", "-", "-p", "year=1", "-f", "csv", stdin="RETURN $year\n  AS year")
    assert done.stdout.split() == ["year", "1"]
    assert_failed(kg("query", "-", stdin=""))


def test_a_build_tells_by_how_much_the_graph_grew_also_where_it_did_not(kg, built):
    (built / "more.jsonl").write_text(json_lines([{"title": "Wide Wings", "abstract": "We use ImageNet."}]))
    grown = kg("build", "more.jsonl").stdout.splitlines()
    assert [line.split()[-1] for line in grown if line.startswith(" papers ")] == ["+1"]
    told = json.loads(kg("build", "more.jsonl", "-f", "json").stdout)
    assert (told["papers"], told["listingsAdded"], told["change"]["papers"]) == (3, 0, 0)
    told = json.loads(kg("remove", "more", "-f", "json").stdout)
    assert (told["papers"], told["change"]["papers"]) == (2, -1)


def test_a_build_reads_standard_input(kg):
    assert kg("build", "-", "--store", "s", stdin=json_lines(PAPERS)).returncode == 0
    assert kg("stats", "--store", "s").returncode == 0


def test_the_store_may_come_from_the_environment(kg, built):
    assert kg("stats", KG_STORE="").returncode == 0
    (built / "kg-graph").rename(built / "elsewhere")
    assert kg("stats", KG_STORE="elsewhere").returncode == 0
    assert kg("stats", "--store", "elsewhere", KG_STORE="nowhere").returncode == 0
    assert "kg build" in assert_failed(kg("stats"))
    assert "kg build" in assert_failed(kg("stats", KG_STORE=""))


def test_remove_takes_a_listing_by_its_stem_and_names_those_that_there_are(kg, built):
    assert "birds.jsonl" in assert_failed(kg("remove", "cats"))
    assert kg("remove", "birds").returncode == 0
    done = kg("query", "MATCH (p:Paper) RETURN count(p) AS n", "--format", "csv")
    assert done.stdout == "n\r\n0\r\n"


def test_a_build_that_adds_nothing_says_why_it_builds_all_the_same(kg, built):
    told = "holds these listings already; it was built anew, for kg has changed since"
    with open_store("kg-graph") as store:
        store.write(store.corpus(), store.graph(), made_by="an earlier kg")
    assert told in kg("build", "birds.jsonl").stderr
    assert told not in kg("build", "birds.jsonl", "--rebuild").stderr
    assert told not in kg("build", "birds.jsonl").stderr


def test_profile_shows_each_stage_on_stderr(kg, tmp_path):
    (tmp_path / "birds.jsonl").write_text(json_lines(PAPERS), encoding="utf-8")
    done = kg("build", "birds.jsonl", "--profile", "--format", "csv")
    assert done.stdout.startswith("what,count,change\r\n")
    assert "Extracting mentions" in done.stderr
    assert "extraction ran uncompiled; it is faster where `pip install .` finds a C compiler" in done.stderr


def test_evaluation_tells_all_figures_as_data(kg, built):
    gold = [{"title": PAPERS[0]["title"], "datasets": [{"name": "CIFAR-10"}]}, {"title": "Not There"}]
    (built / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    shown = kg("evaluate", "gold.json").stdout
    figures = dict(re.findall(r"^ (\S.*?) {3,}([\d.]+)$", shown.partition(" further ")[2], re.MULTILINE))
    assert figures["datasets and methods found"] == "1"
    assert figures["papers annotated"] == "2"
    assert figures["… that are not in the graph"] == "1"
    assert {"families of methods, recall", "calibration error"} < set(figures)


def test_evaluation_fails_under_a_floor_and_tells_it(kg, built):
    gold = [{"title": PAPERS[0]["title"], "datasets": [{"name": "CIFAR-10"}, {"name": "Never-Named-7"}]}]
    (built / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    done = kg("evaluate", "gold.json", "--format", "json", "--errors", "1", "--min-f1", "datasets=0.99")
    assert done.returncode == 1
    figures = json.loads(done.stdout)
    assert figures["datasets"]["recall"] == 0.5
    missed = {"measure": "datasets", "reason": "not found", "name": "Never-Named-7", "sentence": ""}
    assert {**missed, "paper": PAPERS[0]["title"]} in figures["errors"]
    assert figures["merged"] == {"rate": 0, "entities": 0, "of": 1}
    assert sum(one["predictions"] for one in figures["reliability"]) > 0
    assert "datasets" in done.stderr
    assert kg("evaluate", "gold.json", "--min-f1", "datasets=0.1").returncode == 0
    for floor in (
        ["--min-recall", "0.9"],
        ["--min-precision", "datasets=1"],
        ["--max-calibration-error", "0"],
    ):
        assert kg("evaluate", "gold.json", *floor).returncode == 1
    table = kg("evaluate", "gold.json", "--errors", "9")
    assert "datasets: not found (1)" in table.stdout
    assert kg("evaluate", "gold.json", "--format", "csv").stdout.startswith(
        "part,name,figure,value\r\nscore,datasets,"
    )


def test_predictions_are_written_as_json_lines(kg, built):
    assert kg("evaluate", "--predictions", "out.jsonl").returncode == 0
    lines = [json.loads(line) for line in (built / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["title"] for line in lines] == [paper["title"] for paper in PAPERS]
    assert lines[1]["repos"] == ["github.com/birds/cities"]


@pytest.mark.parametrize("command", [("evaluate", "--predictions"), ("review", "-o")])
def test_files_are_replaced_whole_and_a_place_that_cannot_be_written_is_told(kg, built, command):
    said = assert_failed(kg(*command, "nowhere/file"))
    assert "cannot write nowhere/file: No such file or directory; choose another place" in said
    assert kg(*command, "file").returncode == 0
    first, _, _ = (built / "file").read_text(encoding="utf-8").partition("\n")
    (built / "old").write_text(first, encoding="utf-8")
    (built / "file").unlink()
    (built / "file").hardlink_to(built / "old")
    assert kg(*command, "file").returncode == 0
    assert (built / "old").read_text(encoding="utf-8") == first
    assert (built / "file").read_text(encoding="utf-8").startswith(f"{first}\n")


@pytest.mark.parametrize("command", [("evaluate", "--predictions"), ("review", "-o")])
@pytest.mark.parametrize(
    "text", ["title,abstract\nOwls,We hear owls.\n", '[\n{"title": "Owls"}]', "owls\tdataset\n"]
)
def test_a_file_of_another_kind_is_not_replaced(kg, built, command, text):
    (built / "mine").write_text(text, encoding="utf-8")
    assert "mine is there already and " in assert_failed(kg(*command, "mine"), 2)
    assert (built / "mine").read_text(encoding="utf-8") == text


def test_names_of_ones_own_are_used_until_they_are_removed(kg, built):
    (built / "mine.tsv").write_text("zorble\tmethod\nowl\tbird\n", encoding="utf-8")
    paper = {"title": "Sounds", "abstract": "Our filter outperforms zorble."}
    (built / "more.jsonl").write_text(json_lines([paper]), encoding="utf-8")
    done = kg("build", "more.jsonl", "--lexicon", "mine.tsv")
    assert done.returncode == 0
    assert "mine.tsv:2: unknown kind 'bird'" in done.stderr
    assert "in force: mine.tsv (1 name)" in done.stderr
    card = kg("show", "Zorble")
    assert "compares with it" in card.stdout
    assert "nothing to do" in kg("build", "more.jsonl").stderr
    assert "the lexicon mine.tsv" in assert_failed(kg("remove", "owls"))
    assert kg("remove", "mine").returncode == 0
    assert_failed(kg("show", "zorble"))


def test_an_extractor_that_is_not_there_is_named(kg, built):
    assert "no extractor 'owls' is installed" in assert_failed(kg("build", "--extractor", "owls"), 2)


def test_an_encoder_that_is_not_there_is_named(kg, built):
    assert "the encoder 'owls' " in assert_failed(kg("build", "--encoder", "owls"), 2)
    assert "in force" not in kg("build", "--rebuild").stderr


def test_the_list_of_queries_has_each_question_on_a_line_of_its_own(kg):
    lines = kg("queries", COLUMNS="80").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("About ")] == [
        "About a dataset, method or repository",
        "About a paper",
        "About a listing",
        "About the whole graph",
    ]
    at = lines.index("bridges  first second [families=false]")
    assert lines[at + 1] == "    What connects two datasets or methods: what is mentioned beside both?"
    assert {
        "built-on  paper [roles=extends,uses,mentions]",
        "who-mentions  [name]",
        "most-cited",
        "most-similar-pairs  [unlinked=false]",
    } <= {*lines}


def test_a_path_of_similar_papers_says_so_and_can_be_left_out(kg, tmp_path):
    words = "owls hear prey by echoes in dark barns"
    listing = [{"title": f"How {words} {name}", "abstract": f"Barn {words}."} for name in ("Ada", "Bo")]
    (tmp_path / "owls.jsonl").write_text(json_lines(listing), encoding="utf-8")
    assert kg("build", str(tmp_path / "owls.jsonl")).returncode == 0
    asked = ("path", f"How {words} Ada", f"How {words} Bo")
    done = kg(*asked)
    assert "SIMILAR_TO" in done.stdout
    assert done.stderr.endswith(
        "1 step joins papers whose texts are similar; --without-similar leaves these out\n"
    )
    assert "no path" in assert_failed(kg(*asked, "--without-similar"))


def test_a_shell_completes_the_formats(kg):
    typed = {"COMP_WORDS": "kg export g", "COMP_CWORD": "2"}
    assert kg(_KG_COMPLETE="complete_bash", **typed).stdout.split() == ["gexf", "graphml"]
