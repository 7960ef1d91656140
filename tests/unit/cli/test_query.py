"""Tests of `kg.cli.query`: Cypher on standard input, and what is said of answers."""

import io
import sys

import pytest

from kg.cli import main
from kg.cli.app import run
from kg.stores import open_store
from tests.graphs import small, small_corpus


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (None, "there is no standard input; name a file with a query"),
        (b"RETURN '\xe9'", "standard input: not UTF-8 (byte 8); save it as UTF-8"),
        (b"//" * (1 << 20), "standard input: larger than 1 MiB; name a file with one query"),
    ],
    ids=["closed", "Latin-1", "large"],
)
def test_what_is_no_query_is_refused(typed: bytes | None, told: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", None if typed is None else io.TextIOWrapper(io.BytesIO(typed), "ascii"))
    with pytest.raises(SystemExit) as ended:
        main(["query", "-"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"kg: error: {told}\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    """A store with the small graph, in which two of six papers have no date."""
    folder = tmp_path_factory.mktemp("store") / "graph"
    with open_store(folder, create=True) as opened:
        opened.write(small_corpus(), small())
    return str(folder)


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_an_answer_about_time_says_what_it_leaves_out_whatever_its_format(style, store, capsys) -> None:
    assert run(["query", "use-over-time", "-p", "name=WingNet", "-s", store, "-f", style]) == 0
    assert "kg: note: 2 of 6 papers have no date and are left out\n" in capsys.readouterr().err


def test_a_name_that_was_asked_for_stands_above_the_table_alone(store, capsys) -> None:
    assert run(["query", "who-mentions", "-p", "name=wing net", "-s", store]) == 0
    assert capsys.readouterr().out.count("WingNet\n") == 1
    assert run(["query", "who-mentions", "-p", "name=wing net", "-s", store, "-f", "csv"]) == 0
    assert capsys.readouterr().out.count("\nWingNet,") == 3
