"""Training: what annotated papers teach is found in others, and is told by cross-validation."""

import json
from pathlib import Path

import pytest

from kg.extract import classify, contexts
from kg.extract import lexicon as lexicons
from kg.extract.calibration import Calibration
from kg.extract.paper import Tools, extract
from kg.model import Paper
from kg.training import classifiers

NAMES = ("Wing", "Beak", "Song", "Nest", "Plume", "Claw", "Talon", "Crest", "Roost", "Perch")


def _paper(name: str) -> dict[str, str]:
    return {
        "title": f"{name}Net: Hearing Birds",
        "abstract": f"We propose {name}Net, a graph neural network for songs. {name}Net is trained on the {name}Calls "
        f"dataset. The {name} Foundation paid for the work.",
    }


def _annotation(name: str) -> dict[str, object]:
    return {
        "id": name,
        "title": _paper(name)["title"].upper(),
        "datasets": [{"name": f"{name}Calls", "surfaces": [f"{name}Calls"], "role": "mentions"}],
        "methods": [{"name": f"{name}Net", "surfaces": [f"{name}Net"], "role": "introduces"}],
        "generic_methods": ["graph neural network"],
        "repos": [],
    }


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command line of a training, whose weights go to the test's folder."""
    (tmp_path / "gold.json").write_text(json.dumps([_annotation(name) for name in NAMES]))
    (tmp_path / "papers.jsonl").write_text("".join(json.dumps(_paper(name)) + "\n" for name in NAMES))
    # Few papers are to teach as much as thousands.
    monkeypatch.setattr(classifiers, "STRENGTH", {"kinds": 10, "roles": 10})
    monkeypatch.setattr(classifiers, "_weights", lambda name: tmp_path / name)
    return ["train", str(tmp_path / "gold.json"), "--papers", str(tmp_path / "papers.jsonl")]


def _trained(folder: Path, name: str) -> classify.Linear:
    written = json.loads((folder / f"{name}.json").read_text())
    return classify.make(written["classes"], written["weights"])


def test_what_is_annotated_is_found_in_other_papers(arguments, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", arguments)
    classifiers.main()
    tools = Tools(lexicons.load(), contexts.load(), _trained(tmp_path, "kinds"), _trained(tmp_path, "roles"))
    found = extract(Paper(**_paper("Feather"), id="paper:feather"), tools)
    assert {(one.name, one.kind, one.role) for one in found} >= {
        ("FeatherNet", "method", "introduces"),
        ("FeatherCalls", "dataset", "mentions"),
    }
    assert Calibration(**json.loads((tmp_path / "calibration.json").read_text()))


def test_cross_validation_tells_figures_and_writes_no_weights(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [*arguments, "--folds", "2"])
    classifiers.main()
    told = capsys.readouterr().out
    assert told.startswith("cross-validation\n")
    assert "calibration error" in told
    assert not (tmp_path / "kinds.json").exists()


def test_annotations_are_joined_with_papers_by_title_and_what_stands_beside_the_text_is_left_out(tmp_path):
    (tmp_path / "gold.json").write_text(json.dumps([_annotation("Wing"), _annotation("Beak")]))
    listed = [
        Paper(**_paper("Wing"), code=("https://github.com/birds/wing",)),
        Paper(**_paper("Song")),
    ]
    [(paper, record)] = classifiers.annotated([tmp_path / "gold.json"], listed)
    assert (paper.title, paper.code, record["id"]) == ("WingNet: Hearing Birds", (), "Wing")


def test_each_candidate_is_labelled_as_annotated():
    gold = [(Paper(**_paper("Wing"), id="a"), _annotation("Wing"))]
    kinds, roles = classifiers.examples(gold, lexicons.load())
    assert {one.label for one in kinds} == {"none", "dataset", "method", "family"}
    assert {one.label for one in roles} == {"introduces", "mentions"}
