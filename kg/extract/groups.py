"""Groups of words that stand in the same company in abstracts; made by `kg.training.word_groups`, shipped as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

GROUPS = "groups.txt"
"""The file beside the weights: one group a line, words parted by a blank."""


def form(text: str, lower: str, *, named: bool) -> str:
    """Give the form in which a word stands in its group: names as written, other words small, figures as zeros."""
    if named:
        return text
    return "0" * len(lower) if lower.isdigit() else lower


@cache
def load() -> Mapping[str, str]:
    """Give the group of each word that has one, as text."""
    lines = (files("kg.extract") / "weights" / GROUPS).read_text("utf-8").splitlines()
    return {word: str(number) for number, line in enumerate(lines) for word in line.split(" ")}
