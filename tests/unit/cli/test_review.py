"""Tests of `kg review`: what it writes for programs."""

from pathlib import Path

from kg.cli.app import run
from kg.curate import review
from kg.curate.review import Row
from kg.stores import open_store
from tests.graphs import small, small_corpus


def test_csv_of_a_review_can_be_made_safe_for_a_spreadsheet(tmp_path: Path, monkeypatch, capsys) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.write(small_corpus(), small())
    row = Row("unsure", "=1+1", "", "method", 1, "confidence 0.5", "=HYPERLINK(1) is one.", "")
    monkeypatch.setattr(review, "review", lambda *_, **__: [row])
    command = ["review", "--format", "csv", "--store", str(tmp_path / "store")]
    assert run(command) == 0
    assert "unsure,=1+1," in capsys.readouterr().out
    assert run([*command, "--spreadsheet-safe"]) == 0
    out = capsys.readouterr().out
    assert "unsure,'=1+1," in out
    assert "'=HYPERLINK(1)" in out
