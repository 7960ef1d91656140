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


OTHERS = ("boundary", "lower", "capital", "number", "name")
"""What words are called that are in no group, and what is beyond the first or last word of a sentence."""


@cache
def numbers() -> Mapping[str, int]:
    """Give the number of each word in a group, counted from behind those of `OTHERS`."""
    return {word: at for at, word in enumerate(load(), len(OTHERS))}


@cache
def load() -> Mapping[str, str]:
    """Give the name of the group of each word that has one."""
    lines = (files("kg.extract") / "weights" / GROUPS).read_text("utf-8").splitlines()
    return {word: str(number) for number, line in enumerate(lines) for word in line.split(" ")}
