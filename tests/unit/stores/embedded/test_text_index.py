"""The full-text index: names first, signs and case do not matter, no words are an error."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from kg.graph import Graph
from kg.stores.base import Hit
from kg.stores.embedded import tables, text_index

NAMES = [
    "ResNet-50",
    "ResNet",
    "U-Net",
    "C",
    "C++",
    "GPT-3.5",
    "GPT-3",
    "Café",
    "ÉCLAIR",
    "🤗",
    "名前",
    "σ-GAN",
    "muX",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generation")
    papers = pl.DataFrame(
        {
            "id": ["paper:1", "paper:2", "paper:3", "paper:4", "paper:5"],
            "title": ["Segmenting cells", "On networks", "On networks", "Diffusion", None],
            "abstract": [
                "We segment cells with ResNet-50.\nIt works. " + "Words and words. " * 50,
                "Diffusion models and a network.",
                "Diffusion models and a network.",
                None,
                "Nothing but an abstract.",
            ],
        }
    )
    methods = pl.DataFrame(
        {
            "id": [f"method:{i:02}" for i in range(len(NAMES))],
            "name": NAMES,
            "aliases": [["ResNets", "residual network"] if name == "ResNet" else [] for name in NAMES],
        }
    )
    tables.write_graph(folder, Graph.of({"Paper": papers, "Method": methods}, {}))
    text_index.build(folder, folder / text_index.FILE)
    return folder / text_index.FILE


def names(index: Path, words: str) -> list[str]:
    return [hit.name for hit in text_index.search(index, words, 20)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("resnet-50", "ResNet-50"),
        ("ResNet50", "ResNet-50"),
        ("resnet 50", "ResNet-50"),
        ("resnet", "ResNet"),
        ("residual   NETWORK", "ResNet"),
        ("unet", "U-Net"),
        ("C", "C"),
        ("c++", "C++"),
        ("gpt-3", "GPT-3"),
        ("gpt-3.5", "GPT-3.5"),
        ("gpt35", "GPT-3.5"),
        ("cafe", "Café"),
        ("éclair", "ÉCLAIR"),
        ("eclair", "ÉCLAIR"),
        ("🤗", "🤗"),
        ("名前", "名前"),
        ("sigma-gan", "σ-GAN"),
        ("Sigma GAN", "σ-GAN"),
        ("sigmagan", "σ-GAN"),
        ("\u00b5X", "muX"),
        ("\u03bcx", "muX"),
        ("segmentation of cells", "Segmenting cells"),
    ],
)
def test_the_name_that_was_asked_for_is_first(index: Path, words: str, first: str) -> None:
    assert names(index, words)[0] == first


def test_all_words_are_wanted_and_any_where_none_has_all(index: Path) -> None:
    assert names(index, "diffusion networks") == ["On networks", "On networks"]
    assert set(names(index, "diffusion cells zebra")) == {"Diffusion", "On networks", "Segmenting cells"}


def test_the_beginning_of_a_word_is_enough_where_nothing_else_is_found(index: Path) -> None:
    assert names(index, "diffus") == ["Diffusion", "On networks", "On networks"]


def test_three_letters_are_no_beginning_of_a_word(index: Path) -> None:
    assert names(index, "not") == []
    assert names(index, "noth") == [""]


def test_greek_letters_of_abstracts_are_found_by_their_names(tmp_path: Path) -> None:
    things = {
        "paper:1": ("A title", "We tune the λ of TD(λ).", []),
        "paper:2": ("Another", "Lambda is fixed.", []),
    }
    index = generation(tmp_path / "generation", things) / text_index.FILE
    text_index.build(index.parent, index)
    for words in ("lambda", "λ"):
        assert sorted(names(index, words)) == ["A title", "Another"]
    assert names(index, "lamb") == ["Another"]


def test_words_as_they_were_asked_for_come_before_others_of_their_stem(tmp_path: Path) -> None:
    things = {
        "paper:1": ("Transformation", "Transformation by transformation of a transformation.", []),
        "paper:2": ("Forms", "All of " + "many words and " * 50 + "a transformer.", []),
        "paper:3": ("Many Transformers of " + "Other Things and " * 20, "Nothing.", []),
    }
    index = generation(tmp_path / "generation", things) / text_index.FILE
    text_index.build(index.parent, index)
    assert [hit.id for hit in text_index.search(index, "transformer", 3)] == ["paper:3", "paper:2", "paper:1"]
    assert [hit.id for hit in text_index.search(index, "transformer", 1)] == ["paper:3"]


def test_equally_good_ones_are_sorted_by_id(index: Path) -> None:
    hits = text_index.search(index, "models", 20)
    assert [hit.id for hit in hits] == ["paper:2", "paper:3"]
    assert hits[0].score == hits[1].score


def test_a_snippet_is_one_line_of_plain_text_around_the_words(index: Path) -> None:
    (hit,) = text_index.search(index, "segment cells works", 20)
    assert hit.snippet.startswith("We segment cells with ResNet-50. It works.")
    assert len(hit.snippet) < 300


def test_a_node_without_abstract_shows_its_other_names_or_its_name(index: Path) -> None:
    assert text_index.search(index, "resnet", 1)[0].snippet == "residual network"
    assert text_index.search(index, "u-net", 1)[0].snippet == "U-Net"


def test_texts_that_are_missing_are_no_obstacle(index: Path) -> None:
    (hit,) = text_index.search(index, "nothing but", 20)
    assert hit == Hit("paper:5", "", hit.score, "Nothing but an abstract.")


@pytest.mark.parametrize(
    "words", ["", " ", "\0", "\ud800", "+++", "{}", '"', '""', "(", "-", "^", "* *", "'"]
)
def test_nothing_to_look_for_finds_nothing(index: Path, words: str) -> None:
    assert text_index.search(index, words, 20) == []


@pytest.mark.parametrize("words", ["a" * 100_000, 'ne"ar', "name : x"])
def test_words_that_no_text_has_find_nothing(index: Path, words: str) -> None:
    assert text_index.search(index, words, 20) == []


def test_a_word_that_is_repeated_without_end_counts_once(index: Path) -> None:
    assert names(index, "network " * 100_000) == names(index, "network")


@pytest.mark.parametrize(
    "words",
    [
        "segment NEAR zebra",
        "segment OR zebra",
        "NEAR segment",
        "NOT segment",
        "segment\0zebra",
    ],
)
def test_operators_are_words_like_others(index: Path, words: str) -> None:
    assert names(index, words) == ["Segmenting cells"]


def test_the_limit_is_kept(index: Path) -> None:
    assert len(text_index.search(index, "models", 1)) == 1
    assert text_index.search(index, "models", 0) == text_index.search(index, "models", -1) == []


THINGS = {
    "paper:1": ("Segmenting cells", "We segment cells.", []),
    "paper:2": ("On networks", "Diffusion models and a network.", []),
    "method:a": ("ResNet", None, ["residual network", "Res·Net"]),
    "method:b": ("RESNET", None, ["Res", "Net"]),
    "method:c": (" ", None, []),
    "method:d": ("U-Net", None, ["unet"]),
}
CHANGES = {
    "paper:3": ("On networks", "Diffusion models and a network.", []),
    "method:a": ("ResNet", None, ["residual network"]),
    "method:b": None,
    "method:c": ("+", None, ["ResNet"]),
    "method:e": ("RESNET", None, ["Res·Net"]),
}


def generation(folder: Path, things: Mapping[str, tuple[str, str | None, list[str]]]) -> Path:
    """Write the tables of some papers and methods into a new folder."""
    rows = [(node, *values) for node, values in things.items()]
    columns = {"id": pl.String, "name": pl.String, "abstract": pl.String, "aliases": pl.List(pl.String)}
    nodes = pl.DataFrame(rows, schema=columns, orient="row")
    papers = nodes.filter(pl.col("id").str.starts_with("paper:")).select(
        "id", "abstract", pl.col("name").alias("title")
    )
    methods = nodes.filter(pl.col("id").str.starts_with("method:")).select("id", "name", "aliases")
    folder.mkdir()
    tables.write_graph(folder, Graph.of({"Paper": papers, "Method": methods}, {}))
    return folder


def held(index: Path) -> tuple[list[object], list[object]]:
    """Give all texts and all names of an index, after FTS5 has compared its words with the texts."""
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("INSERT INTO texts(texts, rank) VALUES ('integrity-check', 1)")
        texts = dict(
            connection.execute("SELECT rowid, id || name || aliases || joined || abstract FROM texts")
        )
        names = connection.execute("SELECT folded, text FROM names").fetchall()
    return sorted(texts.values()), sorted((folded, texts[row]) for folded, row in names)


def test_what_is_taken_over_from_an_earlier_index_does_not_show(tmp_path: Path) -> None:
    changed = {node: values for node, values in {**THINGS, **CHANGES}.items() if values}
    before, after = generation(tmp_path / "before", THINGS), generation(tmp_path / "after", changed)
    text_index.build(before, before / text_index.FILE)
    text_index.build(after, after / text_index.FILE, before)
    anew = tmp_path / text_index.FILE
    text_index.build(after, anew)
    assert held(after / text_index.FILE) == held(anew)
    for words in ("resnet", "res net", "segment", "networks", "models", "u-net", "+"):
        assert text_index.search(after / text_index.FILE, words, 20) == text_index.search(anew, words, 20)


def test_nothing_of_a_removed_text_stays_in_the_file(tmp_path: Path) -> None:
    before = generation(tmp_path / "before", {**THINGS, "paper:9": ("Seldom", "Heard of quokkas.", [])})
    after = generation(tmp_path / "after", THINGS)
    text_index.build(before, before / text_index.FILE)
    text_index.build(after, after / text_index.FILE, before)
    assert b"quokka" in (before / text_index.FILE).read_bytes()
    assert b"quokka" not in (after / text_index.FILE).read_bytes()
