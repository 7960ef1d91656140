"""Tests of `kg.cli.output`."""

import csv
import io
import json
from functools import partial

import pytest
from rich.console import Console

from kg.cli import output
from kg.cli.cards import print_path
from kg.cli.output import Format, cell, show, warn, working, write_csv
from kg.explore import Node, Path
from kg.model import Problem
from tests.timing import wait


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (2024, "2024"),
        (0.123456, "0.123"),
        (2019.5, "2019.500"),
        (0.0, "0.000"),
        (0.00012345, "0.000123"),
        ({"a": [None, "é"]}, '{"a":[null,"é"]}'),
        (["a", "b"], "a, b"),
        (["US$", "AU$"], "US$, AU$"),  # two texts are no formula
        ("x" * 301, "x" * 299 + "…"),
    ],
)
def test_a_cell_is_readable(value, shown):
    assert cell(value) == shown


def test_a_table_shows_markup_as_text_and_loses_nothing(capsys):
    show(Format.table, ("name", "n"), [("[red]BERT[/red] :smile: \x1b[2J", 3)])
    out = capsys.readouterr().out
    assert "[red]BERT[/red] :smile:" in out
    assert "\x1b[2J" not in out


def test_a_long_title_is_not_broken_to_the_width_of_a_narrow_table(capsys):
    show(Format.table, ("n",), [(1,)], title="How many are there of all of these?")
    assert capsys.readouterr().out.startswith("How many are there of all of these?\n")


def test_where_words_would_be_broken_each_row_stands_on_lines_of_its_own(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "24")
    row = ("paper:arxiv:2301.00001", None, "Convolutional networks", "Publications")
    show(Format.table, ("id", "year", "title", "venue"), [row, row], title="Which?")
    record = "\nid     paper:arxiv:2301.\n       00001\ntitle  Convolutional\n       networks\nvenue  Publications\n"
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert "\n".join(lines) + "\n" == f"Which?\n{record}{record}\n"


LONG = f"paper:{'x' * 60}"


def test_ids_that_would_be_cut_are_left_out_of_a_table_which_says_so(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    show(Format.table, ("title", "id", "otherId"), [("Owls", LONG, "a"), ("Wings", LONG, "b")])
    shown = capsys.readouterr()
    assert shown.out.split() == ["title", "otherId", "─" * 15, "Owls", "a", "Wings", "b"]
    assert shown.err == "the table leaves out id, too long to show; --format csv or json has all\n"


def test_ids_are_left_out_before_a_table_is_given_up(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    row = ("Convolutional networks", "Publications", "paper:arxiv:2301.00001")
    show(Format.table, ("title", "venue", "id"), [row, row])
    shown = capsys.readouterr()
    assert shown.out.split()[:2] == ["title", "venue"]
    assert "arxiv" not in shown.out
    assert shown.err == "the table leaves out id, too long to show; --format csv or json has all\n"


def test_ids_are_whole_where_there_is_room(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    show(Format.table, ("title", "id"), [("Owls", LONG), ("Wings", LONG)])
    shown = capsys.readouterr()
    assert shown.out.count(LONG) == 2
    assert not shown.err


def test_of_ids_that_are_short_but_for_a_few_the_few_are_cut(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    show(Format.table, ("title", "id"), [("Owls", LONG), ("Wings", "b")])
    shown = capsys.readouterr()
    assert LONG[:40] in shown.out
    assert LONG not in shown.out
    assert not shown.err


def test_ids_alone_are_shown_whole(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    show(Format.table, ("id", "otherId"), [(LONG, LONG)])
    assert capsys.readouterr().out.count(LONG) == 2


def test_an_address_is_not_broken(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    address = "https://example.org/a-name-of-some-length"
    show(Format.table, ("paper", "url"), [("Hearing Birds with Graphs", address)])
    assert address in capsys.readouterr().out


def test_a_terminal_without_columns_still_shows_something(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "0")
    show(Format.table, ("name",), [("BERT",)])
    assert "BERT" in capsys.readouterr().out


def test_no_rows_are_no_table(capsys):
    show(Format.table, ("name", "n"), [], title="How many?")
    assert capsys.readouterr().out == "How many?\n"


def test_json_is_a_list_of_objects_with_the_exact_text(capsys):
    show(Format.json, ("name", "names"), [("[red]\x1b é", ["a", None])])
    assert json.loads(capsys.readouterr().out) == [{"name": "[red]\x1b é", "names": ["a", None]}]


def test_csv_is_rfc_4180(capsysbinary):
    show(Format.csv, ("a", "b"), [('say "hi", twice', "two\r\nlines"), (None, [1, "x"]), (True, 0.5)])
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("a,b\r\n")
    assert list(csv.reader(io.StringIO(out, newline="")))[1:] == [
        ['say "hi", twice', "two\r\nlines"],
        ["", "1; x"],
        ["true", "0.5"],
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [([], ""), (["a"], "a"), (["a", None, 'b "c"'], '"a; ; b ""c"""'), ({"a": [1]}, '"{""a"":[1]}"')],
)
def test_csv_joins_lists(capsys, value, written: str):
    write_csv(("a", "b"), [(value, 1)])
    assert capsys.readouterr().out == f"a,b\r\n{written},1\r\n"


def test_csv_for_spreadsheets_holds_no_formula(capsys):
    write_csv(("=a", "b"), [("=HYPERLINK(1)", -1.5)], spreadsheet_safe=True)
    assert capsys.readouterr().out == "'=a,b\r\n'=HYPERLINK(1),-1.5\r\n"
    write_csv(("a",), [(["=1+1", "x"],)], spreadsheet_safe=True)
    assert capsys.readouterr().out == "a\r\n'=1+1; x\r\n"


@pytest.mark.parametrize("style", [Format.json, Format.csv])
def test_no_rows_is_no_error(style, capsys):
    show(style, ("a",), [])
    assert capsys.readouterr().out


def test_warnings_name_the_first_of_each_kind_and_count_the_rest(capsys):
    alike = [Problem("list.txt", f"no [b]title[/b] in 'paper {line}'", line) for line in range(1, 5)]
    others = [Problem(f"{kind}.txt", f"a file of kind {kind}", lost=kind == "x") for kind in "uvwxyz"]
    warn([*others[:2], *alike, *others[2:]])
    out, err = capsys.readouterr()
    assert not out
    assert err.splitlines() == [
        "kg: warning: list.txt:1: no [b]title[/b] in 'paper 1' (3 more like this)",
        "kg: warning: x.txt: a file of kind x",
        "kg: warning: u.txt: a file of kind u",
        "kg: warning: v.txt: a file of kind v",
        "kg: warning: w.txt: a file of kind w",
        "kg: warning: and 2 more; --verbose shows all",
    ]
    warn([*alike, *others], verbose=True)
    assert len(capsys.readouterr().err.splitlines()) == 10
    warn(alike[:2])
    assert capsys.readouterr().err.splitlines()[1:] == ["kg: warning: --verbose shows all"]


def test_a_long_message_stays_one_line(capsys):
    output.say("word " * 200)
    assert capsys.readouterr().err.count("\n") == 1


def test_work_shows_nothing_where_nobody_looks(capsys):
    with working() as progress:
        progress("Reading")
    assert capsys.readouterr() == ("", "")


def test_long_work_is_told_of_now_and_then_where_nobody_looks(capsys, monkeypatch):
    monkeypatch.setattr(output, "_SILENCE", 0.01)
    told = ""

    def is_told(stage: str) -> bool:
        nonlocal told
        told += capsys.readouterr().err
        return stage in told

    with working() as progress:
        for stage, done, total in (("Reading", 1200, None), ("Extracting", 3, 4000), ("Writing", 0, None)):
            progress(stage, done, total)
            wait(partial(is_told, stage))
    assert {
        "kg: Reading: 1,200, after 0 minutes",
        "kg: Extracting: 3 of 4,000, after 0 minutes",
        "kg: Writing, after 0 minutes",
    } <= {*told.splitlines()}


def test_work_shows_its_stage_on_a_terminal_as_text(monkeypatch):
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=80)
    monkeypatch.setattr(output, "console", lambda *, stderr: terminal)
    with working() as progress:
        progress("Reading [b]one[/b]")
        progress("Extracting", 3, 4)
        progress("Writing")
    assert "Reading [b]one[/b]" in shown.getvalue()
    assert "Writing" in shown.getvalue()


def test_what_goes_into_a_pipe_has_no_blanks_at_the_ends_of_lines(capsys):
    show(Format.table, ("name", "id"), [("Owl", "x"), ("A longer name", "y")], title="Names")
    owl = Node("method:owl", "Owl")
    print_path(Path(owl, owl, ()))
    shown = capsys.readouterr().out
    assert "A longer name" in shown
    assert [line for line in shown.split("\n") if line != line.rstrip()] == []
