"""Tests of `kg.cli.app`: whatever goes wrong becomes one line and an exit code."""

from itertools import pairwise

import pytest
import typer

from kg.cli import app, main
from kg.errors import InputError, UsageError


def _end(monkeypatch, capsys, error: BaseException) -> tuple[int, str]:
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr(app, "app", fail)
    with pytest.raises(SystemExit) as ended:
        main(["stats"])
    out, err = capsys.readouterr()
    assert out == ""
    return ended.value.code, err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (InputError("a.txt: empty"), 1, "a.txt: empty"),
        (InputError("a\nb \x1b[31mred"), 1, "a b red"),
        (UsageError("wrong"), 2, "wrong"),
        (typer.BadParameter("no number"), 2, "Invalid value: no number; see kg --help"),
        (PermissionError(13, "Permission denied", "/a/b"), 1, "/a/b: Permission denied"),
        (OSError("odd"), 1, "odd"),
        (MemoryError(), 1, "out of memory; build fewer listings at once, or use a machine with more"),
        (UsageError(f"no {'x' * 9999}; give another"), 2, f"no {'x' * 496}…{'x' * 485}; give another"),
        (KeyError("x"), 1, "unexpected KeyError: 'x'; --debug shows where (please report it)"),
    ],
)
def test_an_error_is_one_line(monkeypatch, capsys, error, code, line):
    assert _end(monkeypatch, capsys, error) == (code, f"kg: error: {line}\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["exprt"], "there is no command 'exprt'; did you mean export?"),
        (["zzz"], "there is no command 'zzz'; see kg --help"),
        (["stats", "--fromat", "csv"], "there is no option --fromat; did you mean --format?"),
        (["stats", "--zzz"], "there is no option --zzz; see kg stats --help"),
        (["show"], "NAME is missing; see kg show --help"),
        (["path", "a", "b", "c", "d"], "nothing more is taken than stands before: c d; see kg path --help"),
        (["aliases"], "something is missing; see kg aliases --help"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(capsys, arguments, line):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.rpartition("kg: error: ")[2] == f"{line}\n"


@pytest.mark.parametrize("command", ["query", "path", "aliases merge"])
def test_the_paragraphs_of_help_flow(capsys, monkeypatch, command):
    """Only the last line of a paragraph has room for the first word of the next line."""
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    text = capsys.readouterr().out.partition("Usage:")[2].partition("╭")[0]
    for line, after in pairwise(one.strip() for one in text.splitlines()[1:]):
        assert not (line and after) or len(f"{line} {after.split()[0]}") > 78


def test_an_interruption_while_loading_is_one_line(monkeypatch, capsys):
    assert _end(monkeypatch, capsys, KeyboardInterrupt()) == (130, "kg: interrupted\n")


def test_debug_lets_the_error_through():
    with pytest.raises(UsageError):
        main(["evaluate", "--debug"])
