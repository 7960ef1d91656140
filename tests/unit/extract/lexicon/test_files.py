"""The shipped lexicon keeps the format and the promises of its README."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg.extract
from kg.names.folding import fold_name

LEXICON = Path(kg.extract.__file__).parent / "lexicon"
MINIMUM = {"datasets": 1500, "methods": 1800, "families": 300, "other": 1500}
FLAGS = {"word", "ambiguous", "nocase", "case", "learnt"}
KINDS = {
    "metric",
    "task",
    "field",
    "venue",
    "organisation",
    "hardware",
    "person",
    "language",
    "unit",
    "term",
}
SEPARATORS = str.maketrans("", "", " -_\u2010\u2011\u2012\u2013\u2014")


@dataclass(frozen=True)
class Entry:
    file: str
    names: tuple[str, ...]
    kind: str
    flags: frozenset[str]


def lines(file: str) -> list[str]:
    return (LEXICON / f"{file}.tsv").read_text(encoding="utf-8").splitlines()


def rows(file: str) -> list[list[str]]:
    return [line.split("\t") for line in lines(file) if not line.startswith("#")]


def entries(file: str) -> list[Entry]:
    found = []
    for first, second, third in rows(file):
        aliases, kind, flags = (third, second, "") if file == "other" else (second, "", third)
        names = (first, *(aliases.split(" | ") if aliases else ()))
        found.append(Entry(file, names, kind, frozenset(flags.split())))
    return found


@pytest.fixture(scope="module")
def everything() -> list[Entry]:
    return [entry for file in MINIMUM for entry in entries(file)]


@pytest.mark.parametrize("file", MINIMUM)
def test_every_row_has_three_clean_columns(file):
    assert lines(file)[0].startswith("# ")
    for row in rows(file):
        assert len(row) == 3, row
        assert row[0], row
        for cell in row:
            assert cell == " ".join(cell.split(" ")).strip(), row
            assert cell.isprintable(), row


@pytest.mark.parametrize("file", MINIMUM)
def test_comments_stand_on_top_only(file):
    assert all(not row[0].startswith("#") for row in rows(file))
    comments = [line.startswith("#") for line in lines(file)]
    assert comments == sorted(comments, reverse=True)


@pytest.mark.parametrize("file", MINIMUM)
def test_rows_are_sorted_by_name_whatever_the_case(file):
    names = [row[0] for row in rows(file)]
    assert names == sorted(names, key=lambda name: (name.casefold(), name))


@pytest.mark.parametrize(("file", "least"), MINIMUM.items())
def test_file_has_its_minimum_size(file, least):
    assert len(rows(file)) >= least


def test_flags_and_kinds_are_known(everything):
    for entry in everything:
        assert entry.flags <= FLAGS, entry
        assert (entry.kind in KINDS) == (entry.file == "other"), entry


def test_names_have_at_least_one_letter_or_digit_and_no_empty_alias(everything):
    for entry in everything:
        assert all(any(map(str.isalnum, name)) for name in entry.names), entry


def test_a_doubtful_entry_has_a_name_without_a_space(everything):
    """`word` and `ambiguous` concern single words; on longer names they would mean nothing."""
    for entry in everything:
        if entry.flags & {"word", "ambiguous"}:
            assert any(" " not in name for name in entry.names), entry


def test_no_entry_lists_a_mere_variant_of_its_own_name(everything):
    for entry in everything:
        folded = [fold_name(name) for name in entry.names]
        assert all(folded), entry
        assert len(folded) == len(set(folded)), entry


def test_a_name_stands_once_unless_both_entries_are_ambiguous(everything):
    """Case and signs may tell two names apart: LoRA and LoRa, C and C++."""
    owners = defaultdict(list)
    for entry in everything:
        for name in entry.names:
            owners[name.translate(SEPARATORS)].append(entry)
    shared = [found for found in owners.values() if len(found) > 1]
    assert not [found for found in shared if not all("ambiguous" in entry.flags for entry in found)]


def test_a_name_that_matches_in_any_case_meets_no_other_name(everything):
    owners = defaultdict(set)
    for entry in everything:
        for name in entry.names:
            owners[fold_name(name)].add(entry)
    for entry in everything:
        if "nocase" in entry.flags:
            for name in entry.names:
                if name != name.upper():
                    assert owners[fold_name(name)] == {entry}, (name, entry)


@pytest.mark.parametrize(
    ("file", "name", "alias"),
    [
        ("datasets", "ImageNet-1K", "ILSVRC-2012"),
        ("datasets", "MS COCO", "COCO"),
        ("datasets", "GSM8K", None),
        ("methods", "PPO", "Proximal Policy Optimization"),
        ("methods", "ResNet-50", None),
        ("methods", "XGBoost", "Extreme Gradient Boosting"),
        ("families", "graph neural network", "GNN"),
        ("families", "large language model", "LLM"),
        ("other", "FID", "Fréchet inception distance"),
        ("other", "NeurIPS", "NIPS"),
    ],
)
def test_well_known_names_are_where_they_belong(file, name, alias):
    entry = next(entry for entry in entries(file) if entry.names[0] == name)
    assert alias is None or alias in entry.names
