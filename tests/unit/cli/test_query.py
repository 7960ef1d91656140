"""Tests of `kg.cli.query`: Cypher on standard input."""

import io
import sys

import pytest

from kg.cli import main


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
