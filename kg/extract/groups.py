"""Groups of words that occur in similar contexts in abstracts; made by `kg.training.word_groups`, shipped as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

GROUPS = "groups.txt"
"""The file beside the weights: one group per line, its words separated by spaces."""


def form(text: str, lower: str, *, named: bool) -> str:
    """Give a word as the groups have it: names as written, other words in lower case, digits as zeros."""
    if named:
        return text
    return "0" * len(lower) if lower.isdigit() else lower


@cache
def load() -> Mapping[str, str]:
    """Give the name of the group of each word that has one."""
    lines = (files("kg.extract") / "weights" / GROUPS).read_text("utf-8").splitlines()
    return {word: str(number) for number, line in enumerate(lines) for word in line.split(" ")}
