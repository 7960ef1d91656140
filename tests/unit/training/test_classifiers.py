"""Training: what annotated papers teach is found in others, and is told by cross-validation."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.lexicon.tables import load_lexicon
from kg.extract.models import linear, network
from kg.extract.models.calibration import Calibration
from kg.extract.paper import Tools, extract
from kg.model import Paper
from kg.training import classifiers, examples
from kg.training import network as trainer

OTHERS = ("Tail", "Feet", "Breast", "Egg", "Flock", "Bill", "Hatch", "Brood")
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
    (tmp_path / "gold.json").write_text(json.dumps([_annotation(name) for name in NAMES[2:]]))
    (tmp_path / "heldout.json").write_text(
        json.dumps([_annotation(name) | {"group": "birds"} for name in NAMES[:2]])
    )
    (tmp_path / "papers.jsonl").write_text("".join(json.dumps(_paper(name)) + "\n" for name in NAMES))
    (tmp_path / "plain.jsonl").write_text("".join(json.dumps(_paper(name)) + "\n" for name in OTHERS))
    # Few papers are to teach as much as thousands.
    monkeypatch.setattr(classifiers, "STRENGTH", 10)
    monkeypatch.setattr(trainer, "STRENGTH", 10)
    monkeypatch.setattr(trainer, "BATCH", 16)
    monkeypatch.setattr(trainer, "ALONE", replace(trainer.ALONE, epochs=60, features=0.1, units=0.0))
    monkeypatch.setattr(trainer, "TAUGHT", replace(trainer.TAUGHT, epochs=60))
    monkeypatch.setattr(classifiers, "_weights", lambda name: tmp_path / name)
    listed = ["--papers", str(tmp_path / "papers.jsonl"), "--plain", str(tmp_path / "plain.jsonl")]
    return ["train", str(tmp_path / "gold.json"), "--heldout", str(tmp_path / "heldout.json"), *listed]


def _trained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    written = json.loads((folder / "roles.json").read_text())
    monkeypatch.setattr(network, "FILE", str(folder / network.FILE))
    return Tools(
        load_lexicon(),
        network.load.__wrapped__(),
        linear.make(written["classes"], written["weights"]),
    )


def test_what_is_annotated_is_found_in_other_papers(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", arguments)
    classifiers.main()
    found = extract(Paper(**_paper("Feather"), id="paper:feather"), _trained(tmp_path, monkeypatch))
    assert {(one.name, one.kind, one.role) for one in found} >= {
        ("FeatherNet", "method", "introduces"),
        ("FeatherCalls", "dataset", "mentions"),
    }
    assert Calibration(**json.loads((tmp_path / "calibration.json").read_text()))
    told = capsys.readouterr().out
    assert told.startswith("held out, birds\n")
    assert "held out, all\n" in told


def test_measuring_tells_figures_and_writes_no_weights(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [*arguments, "--measure"])
    classifiers.main()
    assert "calibration error" in capsys.readouterr().out
    assert not (tmp_path / network.FILE).exists()
    assert not (tmp_path / "roles.json").exists()


def test_annotations_are_joined_with_papers_by_title_and_what_stands_beside_the_text_is_left_out(tmp_path):
    (tmp_path / "gold.json").write_text(json.dumps([_annotation("Wing"), _annotation("Beak")]))
    listed = [
        Paper(**_paper("Wing"), code=("https://github.com/birds/wing",)),
        Paper(**_paper("Song")),
    ]
    [(paper, record)] = examples.annotated([tmp_path / "gold.json"], listed)
    assert (paper.title, paper.code, record["id"]) == ("WingNet: Hearing Birds", (), "Wing")


def test_each_candidate_is_labelled_as_annotated():
    gold = [(Paper(**_paper("Wing"), id="a"), _annotation("Wing"))]
    kinds, roles = examples.examples(gold, load_lexicon())
    assert {one.label for one in kinds} == {"none", "dataset", "method", "family"}
    assert {one.label for one in roles} == {"introduces", "mentions"}
