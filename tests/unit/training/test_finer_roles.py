"""Tests of `kg.training.finer_roles`: what is learned from annotated sentences, and how it is measured."""

import json
from pathlib import Path

from kg.extract import tools
from kg.extract.models import linear
from kg.extract.paper import extract
from kg.extract.roles.finer import CLASSES
from kg.model import Paper
from kg.training import finer_roles

TRIED = ["We evaluate owls on {}.", "Experiments on {} show this.", "Owls reach 90% on {}."]
USED = ["We train owls with {}.", "Owls are fused by {}.", "We use {} to hear owls."]
OTHER = ["{} is large.", "Many have studied {}.", "Unlike {}, owls fly."]


def papers() -> list[Paper]:
    names = {"evaluatesOn": ("ImageNet", "MNIST"), "uses": ("LoRA", "XGBoost"), "": ("BERT", "COCO")}
    said = {"evaluatesOn": TRIED, "uses": USED, "": OTHER}
    return [
        Paper(f"Owls {role} {number} {name}", sentence.format(name), id=f"paper:{role}{number}{name}")
        for role, sentences in said.items()
        for number, sentence in enumerate(sentences)
        for name in names[role]
    ]


def annotations(folder: Path, given: list[Paper]) -> Path:
    records = [
        {
            "title": paper.title,
            "mentions": [
                {"surface": one.surface, "start": one.start, "roles": [role] if role else []}
                for one in extract(paper, tools())
                if one.field == "abstract"
            ],
        }
        for paper in given
        for role in [paper.title.split(" ")[1] if paper.title.count(" ") == 3 else ""]
    ]
    file = folder / "annotated.json"
    file.write_text(json.dumps(records), "utf-8")
    return file


def test_a_model_learns_roles_from_annotated_sentences(tmp_path: Path) -> None:
    gold = finer_roles.annotated([annotations(tmp_path, papers())], papers())
    found = list(finer_roles.examples(gold))
    assert len(found) > 12
    model = finer_roles.fit(found)
    assert model.classes == CLASSES
    for features, roles in found:
        tried, used = model.added(features)
        assert (tried > used) == ("evaluatesOn" in roles) or not roles


def test_names_in_doubt_teach_nothing(tmp_path: Path) -> None:
    file = annotations(tmp_path, papers())
    records = json.loads(file.read_text())
    for record in records:
        for mention in record["mentions"]:
            mention["roles"] = finer_roles.DOUBTFUL
    file.write_text(json.dumps(records))
    assert list(finer_roles.examples(finer_roles.annotated([file], papers()))) == []


def test_figures_count_right_wrong_and_missed_roles(tmp_path: Path) -> None:
    paper = Paper("Owls", "We evaluate owls on ImageNet. We use LoRA. Owls outperform BERT.", id="paper:o")
    stated = [("ImageNet", ["evaluatesOn"]), ("LoRA", []), ("BERT", ["comparesWith", "extends"])]
    record = {
        "title": "Owls",
        "mentions": [
            {"surface": name, "start": paper.abstract.index(name), "roles": roles} for name, roles in stated
        ],
    }
    file = tmp_path / "gold.json"
    file.write_text(json.dumps([record]), "utf-8")
    lines = finer_roles.figures(finer_roles.annotated([file], [paper])).splitlines()
    told = {line.split()[0]: line.split()[1:] for line in lines[1:]}
    assert told["evaluatesOn"] == ["1.000", "1.000", "1"]
    assert told["uses"][0] == "0.000"
    assert "extends" not in told


def test_the_model_that_ships_tells_the_roles_that_extraction_asks_for() -> None:
    assert linear.load("finer-roles").classes == CLASSES
