"""Things whose names differ in numbers and sizes alone are told beside each other wherever one of them is shown."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

from kg.export import obsidian, site
from kg.export.html.content import content
from kg.graph import Graph
from kg.names.folding import versions
from tests.graphs import TEXTS

NAMES = {"Owls": 3, "Owls 2020": 5, "Owls-2021": 1, "OwlNet": 2}
GRAPH = Graph.of(
    {
        "Dataset": pl.DataFrame(
            [{"id": f"dataset:{name}", "name": name, "papers": papers} for name, papers in NAMES.items()]
        )
    },
    {},
)


def test_a_page_of_the_site_and_a_note_name_the_versions_the_most_mentioned_first(tmp_path: Path) -> None:
    site.export(GRAPH, tmp_path / "site")
    pages = [path.read_text("utf-8") for path in sorted((tmp_path / "site/datasets").iterdir())]
    (page,) = (text for text in pages if '<h1 dir="auto">Owls</h1>' in text)
    assert page.index(">Owls 2020</a>") < page.index(">Owls-2021</a>")
    assert sum("Versions:" in text for text in pages) == 3
    obsidian.export(GRAPH, tmp_path / "notes")
    note = (tmp_path / "notes/datasets/Owls.md").read_text("utf-8")
    links = "- [[datasets/Owls 2020|Owls 2020]], 5 papers\n- [[datasets/Owls-2021|Owls-2021]], 1 paper\n"
    assert f"## Versions\n\n{links}" in note


def test_the_interactive_page_has_the_versions_of_a_thing() -> None:
    shown = content(GRAPH)
    named = {
        node["name"]: [shown.nodes[one]["name"] for one in node.get("versions", [])] for node in shown.nodes
    }
    assert {name: sorted(others) for name, others in named.items()} == {
        "Owls": ["Owls 2020", "Owls-2021"],
        "Owls 2020": ["Owls", "Owls-2021"],
        "Owls-2021": ["Owls", "Owls 2020"],
        "OwlNet": [],
    }


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("MIMIC-III", "MIMIC-IV", True),
        ("Qwen2.5-7B", "Qwen3", True),
        ("MobileNetV2", "MobileNet v3", True),
        ("ImageNet-1K", "ImageNet", True),
        ("S4", "S5", False),  # a letter is no name
        ("U^2-Net", "U-Net", False),
        ("GPT-4", "GPT", True),
        ("Qwen2.5-7B-Instruct", "Qwen3", True),
        ("GPT-4 Turbo", "GPT-3.5", True),
        ("BERT-base", "BERT", True),
        ("Knowledge Base", "Knowledge", False),  # a word of its own
    ],
)
def test_versions_differ_in_numbers_and_sizes_at_the_end(one: str, other: str, alike: bool) -> None:
    assert bool(versions({"method:a": one, "method:b": other})) is alike
    assert versions({"method:a": one, "dataset:b": other}) == {}


def test_a_series_of_very_many_numbers_is_no_thing_with_versions() -> None:
    assert versions({f"method:{n}": f"Owl {n}" for n in range(5000)}) == {}


@given(TEXTS, TEXTS)
def test_any_names_are_compared_and_alike_both_ways(one: str, other: str) -> None:
    found = versions({"method:a": one, "method:b": other})
    assert found in ({}, {"method:a": ["method:b"], "method:b": ["method:a"]})
