"""The commands that read a graph, in every format, on names that want to do harm."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kg.build import add, decide
from kg.cli import output
from kg.model import Decision
from kg.readers import read
from kg.stores import open_store
from tests.e2e.conftest import PAPERS, assert_failed, json_lines

HOSTILE = {
    "title": "[red]BirdNet[/red]: \x1b[31mA \x07Network\u202e with <script>alert(1)</script> & 'quotes'; =1+1",
    "abstract": "We introduce BirdNet, a network that outperforms WingNet on CIFAR-10.\x1b]0;owned\x07",
    "arxiv_id": "2402.00002",
}
COMMANDS = {
    "show paper": ["show", "2402.00002"],
    "show entity": ["show", "WingNet"],
    "search": ["search", "birds"],
    "similar paper": ["similar", "2301.00001"],
    "similar entity": ["similar", "WingNet"],
    "path": ["path", "2402.00002", "ImageNet"],
    "stats": ["stats"],
    "queries": ["queries"],
    "query": ["query", "who-mentions"],
    "cypher": ["query", "MATCH (p:Paper) RETURN p.title, p.keywords, p.year"],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A store with three papers, one of them hostile."""
    folder = tmp_path_factory.mktemp("reading")
    (folder / "birds.jsonl").write_text(json_lines([*PAPERS, HOSTILE]), encoding="utf-8")
    with open_store(folder / "graph", create=True) as opened:
        add(opened, read(folder / "birds.jsonl"))
    return folder / "graph"


@pytest.fixture
def ask(kg, store):
    """Run a command on that store."""
    return lambda *arguments: kg(*arguments, KG_STORE=str(store))


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_one_document(ask, command):
    done = ask(*COMMANDS[command], "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_csv_has_a_header_and_rows_of_one_length(ask, command):
    done = ask(*COMMANDS[command], "--format", "csv")
    assert done.returncode == 0
    header, *rows = csv.reader(io.StringIO(done.stdout, newline=""))
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_shows_text_as_text(ask, command):
    done = ask(*COMMANDS[command])
    assert done.returncode == 0
    assert done.stdout
    assert not set(done.stdout) & {"\x1b", "\x07", "\u202e"}


def test_a_card_shows_markup_as_it_is_written_and_the_sentences(ask):
    done = ask("show", "2402.00002")
    assert "[red]BirdNet[/red]" in done.stdout
    assert "“We introduce BirdNet, a network that outperforms WingNet on CIFAR-10." in done.stdout
    assert "introduces" in done.stdout


def test_a_name_found_by_words_in_its_middle_alone_is_said_to_be_a_guess(ask):
    told = (
        "kg: note: nothing is called 'cities hearing'; taken for 'Hearing Birds in Cities'; others: kg search"
    )
    for command in (["show"], ["similar"], ["path", "WingNet"], ["export", "json", "-o", "-", "--around"]):
        done = ask(*command, "cities hearing")
        assert done.returncode == 0
        assert told in done.stderr
    assert ask("show", "Hearing Birds in Cities").stderr == ""


def test_an_unknown_name_is_one_line_with_what_is_near(ask):
    assert "WingNet" in assert_failed(ask("show", "WngNet"))


def test_the_score_of_what_was_found_is_for_programs_alone(ask):
    assert ask("search", "birds").stdout.splitlines()[1].split() == ["name", "id", "where"]
    assert json.loads(ask("search", "birds", "--format", "json").stdout)[0]["score"] > 0


def test_nothing_found_is_no_error(ask):
    done = ask("search", "zzzzzz")
    assert done.returncode == 0
    assert "nothing found; try fewer or other words; authors: kg query papers-by-author" in done.stderr


def test_a_search_with_a_typing_error_says_what_may_be_meant(ask):
    assert "nothing found; did you mean: kg search WingNet --store" in ask("search", "wignet").stderr
    assert ask("search", "wignet", "--format", "json").stdout == "[]\n"


def test_a_search_for_no_words_is_wrong_usage(ask):
    assert "no words to look for" in assert_failed(ask("search", " "), 2)


def test_a_name_of_several_words_needs_no_quotes(ask):
    assert ask("show", "hearing", "birds", "in", "cities").stdout.startswith("Hearing Birds in Cities")
    assert ask("similar", "wingnet", "birds").stdout.startswith("Near WingNet: Hearing Birds with Graphs")


def test_a_table_shows_the_first_rows_and_says_how_many_there_are(ask):
    done = ask("query", "UNWIND range(1, 120) AS n RETURN n")
    assert "50 of 120 rows" in done.stderr
    assert " 120\n" not in done.stdout
    assert " 120\n" in ask("query", "UNWIND range(1, 120) AS n RETURN n", "--rows", "0").stdout
    assert len(ask("query", "UNWIND range(1, 120) AS n RETURN n", "-f", "csv").stdout.splitlines()) == 121


def test_rows_cut_off_by_the_limit_of_a_query_are_told_of(ask):
    assert "1 row, the limit; -p limit=10" in ask("query", "who-mentions", "-p", "limit=1").stderr


def test_no_rows_for_a_name_say_how_to_check_it(ask):
    assert (
        "see what the graph knows with kg show --store "
        in ask("query", "code-of", "-p", "name=WingNet").stderr
    )


def test_no_rows_for_a_name_that_nothing_has_say_so(ask):
    told = ask("query", "who-mentions", "-p", "name=no such").stderr
    assert told.startswith(
        "kg: error: nothing in the graph is called 'no such'; look for words of it with kg search --store "
    )
    assert (
        "nearest: WingNet"
        in ask("query", "papers-mentioning-both", "-p", "first=ImageNet", "-p", "second=WignNet").stderr
    )


def test_a_part_of_the_name_of_a_listing_is_taken_for_it_with_a_note(ask):
    told = ask("query", "only-in-listing", "-p", "listing=birds").stderr
    assert told.startswith("kg: note: 'birds' taken for 'birds.jsonl'\n")


def test_no_rows_for_a_listing_that_is_not_there_name_the_one_that_may_be_meant(ask):
    told = ask("query", "only-in-listing", "-p", "listing=brids.jsonl").stderr
    assert told == "kg: error: there is no listing 'brids.jsonl'; did you mean birds.jsonl?\n"
    told = ask("query", "listings-share", "-p", "listing=birds.jsonl", "-p", "other=zzz").stderr
    assert re.fullmatch(r"kg: error: there is no listing 'zzz'; kg stats --store \S+ lists them\n", told)


def test_a_part_of_a_title_is_taken_for_the_paper_with_a_note(ask):
    told = ask("query", "lineage", "-p", "paper=hearing birds in").stderr
    assert "kg: note: 'hearing birds in' taken for 'Hearing Birds in Cities' (paper:" in told
    whole = ask("query", "lineage", "-p", "paper=wingnet: hearing birds with graphs").stderr
    assert whole.endswith(" paper:arxiv:2301.00001\n")
    assert "note" not in whole
    assert "nothing in the graph is called 'zzz'" in ask("query", "lineage", "-p", "paper=zzz").stderr


def test_a_name_is_taken_for_the_paper_that_alone_introduces_it(ask):
    done = ask("query", "built-on", "-p", "paper=WingNet", "-f", "json")
    assert "kg: note: 'WingNet' taken for 'WingNet: Hearing Birds with Graphs' (paper:" in done.stderr
    assert json.loads(done.stdout)


def test_two_papers_are_compared_with_the_sentences_of_both(ask):
    asked = ("query", "compare-papers", "-p", "paper=hearing birds in", "-p", "otherPaper=WingNet")
    done = ask(*asked)
    assert done.stderr.count("taken for") == 2
    assert "sentence" in done.stdout
    assert "otherSentence" in done.stdout
    rows = json.loads(ask(*asked, "-f", "json").stdout)
    [shared] = [row for row in rows if row["name"] == "WingNet"]
    assert shared["relation"] == "both"
    assert shared["evidence"] != shared["otherEvidence"]


def test_no_rows_for_the_other_paper_name_the_one_that_may_be_meant(ask):
    told = ask("query", "compare-papers", "-p", "paper=WingNet", "-p", "otherPaper=zzz").stderr
    assert "nothing in the graph is called 'zzz'" in told


def test_a_table_shows_the_sentence_of_evidence_and_programs_get_all_of_it(ask):
    asked = ("query", "who-introduces", "-p", "name=BirdNet")
    assert "sentence" in ask(*asked).stdout
    assert "We introduce" in ask(*asked).stdout
    [row] = json.loads(ask(*asked, "-f", "json").stdout)
    assert any("We introduce BirdNet" in place["sentence"] for place in row["evidence"])
    [named] = csv.DictReader(io.StringIO(ask(*asked, "-f", "csv").stdout, newline=""))
    assert "We introduce BirdNet" in named["sentence"]
    cypher = "MATCH (:Paper)-[m:MENTIONS]->(e:Method) WHERE e.name = 'BirdNet' RETURN m.evidence LIMIT 1"
    assert ask("query", cypher).stdout.split()[0] == "sentence"


def test_each_column_of_evidence_becomes_one_of_sentences(ask):
    shown = ask("query", "method-evaluated-on", "-p", "method=BirdNet").stdout
    assert "methodSentence" in shown
    assert "datasetSentence" in shown
    assert "surface" not in shown


def test_no_rows_for_an_arxiv_id_as_a_number_say_that_it_is_text(ask):
    told = "0 rows; an arXiv id is text, not a number: write '1512.03385'"
    assert told in ask("query", "MATCH (p:Paper) WHERE p.arxivId = 9999.03385 RETURN p.id").stderr
    parameter = ("query", "MATCH (p:Paper) WHERE p.arxivId = $id RETURN p.id", "-p")
    assert told in ask(*parameter, "id=9999.03385").stderr
    assert told not in ask(*parameter, 'id="9999.03385"').stderr


def test_no_rows_for_what_no_paper_introduces_say_so(ask):
    told = ask("query", "who-introduces", "-p", "name=ImageNet").stderr
    assert "0 rows; ImageNet is in " in told
    assert ", none introduces it; see what the graph knows with kg show --store " in told


def test_commands_that_are_named_read_the_same_store(ask):
    assert "kg show NAME --store" in ask("search", "birds").stderr
    assert " --store" in ask("query", "code-of", "-p", "name=WingNet").stderr


@pytest.mark.parametrize(
    "command",
    [
        "search {}",
        "show {}",
        "query who-mentions -p name={}",
        "query only-in-listing -p listing={}",
        "export {}",
    ],
)
@pytest.mark.parametrize("text", ["qwerty " * 14_000, "q" * 100_000], ids=["words", "word"])
def test_a_whole_text_given_as_a_name_is_not_told_back(ask, command: str, text: str) -> None:
    name, *others = command.split()
    assert len(ask(name, *(other.format(text) for other in others)).stderr) <= 1020


def test_a_line_of_a_card_is_broken_between_what_it_says(kg, built):
    output.console.cache_clear()
    shown = kg("show", "CIFAR-10", COLUMNS="50").stdout
    output.console.cache_clear()
    assert "  Hearing Birds in Cities (2024)\n  paper:arxiv:2401.00001  uses it, confidence 0." in shown
    assert "  WingNet  method:wingnet\n  1.00, 2 papers mention both\n" in shown


def test_a_card_tells_that_a_list_may_be_longer(ask):
    assert "--limit 2 may show more" in ask("show", "WingNet", "--limit", "1").stderr
    assert ask("show", "WingNet", "--limit", "99").stderr == ""


def test_parameters_are_given_as_text_number_or_json(ask):
    done = ask(
        "query", "RETURN $a AS a, $b AS b, $c AS c", "-p", "a=x=y", "-p", "b=3", "-p", 'c=["d"]', "-f", "json"
    )
    assert json.loads(done.stdout) == [{"a": "x=y", "b": 3, "c": ["d"]}]
    assert json.loads(ask("query", "who-mentions", "-p", "limit=1", "-f", "json").stdout)


def test_a_query_that_writes_is_refused(ask):
    assert "only reads" in assert_failed(ask("query", "MATCH (n) DETACH DELETE n"))


def test_csv_for_a_spreadsheet_runs_nothing(ask):
    done = ask("query", "RETURN '=1+1' AS cell", "-f", "csv", "--spreadsheet-safe")
    assert done.stdout == "cell\r\n'=1+1\r\n"


FORMULA = "=HYPERLINK(1) for WingNet"


@pytest.fixture(scope="module")
def formulas(tmp_path_factory) -> Path:
    """A store with a title and a decision that a spreadsheet would take for formulas."""
    paper = {
        "title": FORMULA,
        "abstract": "=1+1 WingNet, a network, is trained on CIFAR-10 and ImageNet. =2 is said of Wings-Net, our network.",
        "arxiv_id": "2501.00001",
    }
    folder = tmp_path_factory.mktemp("formulas")
    (folder / "formulas.jsonl").write_text(json_lines([*PAPERS, paper]), encoding="utf-8")
    with open_store(folder / "graph", create=True) as opened:
        add(opened, read(folder / "formulas.jsonl"))
        decide(opened, [Decision("other", "method", "=1+1")])
    return folder / "graph"


@pytest.mark.parametrize(
    "command",
    [
        ["show", FORMULA],
        ["show", "WingNet"],
        ["search", "hyperlink"],
        ["similar", "2301.00001"],
        ["path", "2501.00001", "ImageNet"],
        ["aliases", "list"],
        ["query", "mentioned-by-paper"],
        ["review"],
    ],
    ids=" ".join,
)
def test_csv_of_every_command_can_be_made_safe_for_a_spreadsheet(kg, formulas, command):
    exact = kg(*command, "--format", "csv", KG_STORE=str(formulas)).stdout
    done = kg(*command, "--format", "csv", "--spreadsheet-safe", KG_STORE=str(formulas))
    assert done.returncode == 0
    was, now = (list(csv.reader(io.StringIO(text, newline=""))) for text in (exact, done.stdout))
    assert (
        now == [[f"'{cell}" if cell.startswith(("=", "-")) else cell for cell in row] for row in was] != was
    )


@pytest.mark.parametrize("command", [["stats"], ["aliases", "WingNet"], ["queries"]], ids=" ".join)
def test_csv_without_formulas_stays_as_it_is(kg, formulas, command):
    exact = kg(*command, "--format", "csv", KG_STORE=str(formulas)).stdout
    assert kg(*command, "--format", "csv", "--spreadsheet-safe", KG_STORE=str(formulas)).stdout == exact


@pytest.mark.parametrize(
    "command",
    [
        ["search", "birds", "--limit"],
        ["show", "WingNet", "--limit"],
        ["similar", "WingNet", "--limit"],
        ["path", "WingNet", "ImageNet", "--steps"],
        ["stats", "--top"],
        ["aliases", "WingNet", "--near"],
        ["query", "RETURN 1 AS x", "--rows"],
        ["query", "RETURN 1 AS x", "--seconds"],
        ["export", "json", "-o", "-", "--top"],
        ["export", "json", "-o", "-", "--around", "WingNet", "--depth"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("number", ["99999999999999999999", "1000001", "inf", "nan", "-1"])
def test_a_number_out_of_bounds_is_one_plain_line(ask, command, number):
    if "--seconds" in command or number not in ("inf", "nan"):
        assert command[-1] in assert_failed(ask(*command, number), 2)


def test_names_with_decomposed_accents_are_found(kg, tmp_path):
    papers = [{"title": "Poincaré Maps of Birds", "abstract": "We use WingNet."}, *PAPERS]
    (tmp_path / "accents.jsonl").write_text(json_lines(papers), encoding="utf-8")
    assert kg("build", "accents.jsonl").returncode == 0
    done = kg("query", "mentioned-by-paper", "-p", "paper=Poincare\u0301 Maps of Birds", "-f", "json")
    assert [row["name"] for row in json.loads(done.stdout)] == ["WingNet"]
    assert "Poincaré Maps of Birds" in kg("show", "Poincare\u0301 Ma").stdout


def test_an_export_says_what_it_wrote_and_how_to_open_it(ask, tmp_path):
    done = ask("export", "html", "-o", "birds.html")
    assert done.returncode == 0
    assert done.stdout == ""
    assert (tmp_path / "birds.html").as_uri() in done.stderr


def test_an_export_may_hold_a_part_of_the_graph(ask):
    done = ask("export", "json", "-o", "-", "--around", "WingNet", "--only", "Papers,methods", "--top", "3")
    nodes = [node["id"] for node in json.loads(done.stdout)["nodes"]]
    assert "method:wingnet" in nodes
    assert len(nodes) == 3
    assert {node.partition(":")[0] for node in nodes} == {"paper", "method"}


def test_an_export_goes_to_standard_output_where_that_is_asked_for(ask, tmp_path):
    done = ask("export", "json", "-o", "-", "--only", "papers")
    assert len(json.loads(done.stdout)["nodes"]) == 3
    assert list(tmp_path.iterdir()) == []


def test_an_export_without_a_name_is_called_after_its_format(ask, tmp_path):
    assert ask("export", "json").returncode == 0
    assert (tmp_path / "kg-graph.json").is_file()


def test_a_folder_of_tables_is_called_after_its_format(ask, tmp_path):
    assert ask("export", "parquet", "--only", "methods").returncode == 0
    assert (tmp_path / "kg-parquet" / "Method.parquet").is_file()
    assert_failed(ask("export", "parquet", "-o", "-"), 2)


def test_reading_changes_no_file(ask, store):
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    for command in COMMANDS.values():
        ask(*command)
    assert {path: path.read_bytes() for path in store.rglob("*") if path.is_file()} == before
