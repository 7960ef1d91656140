"""The code repositories of a paper: those whose addresses stand in its text, and those that its source states."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.text.sentences import Passage
from kg.model import Field, Mention, Paper, Role
from kg.names.code_hosts import Repo, addresses

_NEAR = 500
"""How many characters before an address are searched for a sign that it is the code of others."""
TEXTS: tuple[Field, ...] = ("title", "abstract")
_OTHERS = re.compile(
    r"\b(?:of|(?:built (?:up)?on|based (?:up)?on|fork(?:ed)? (?:from|of)|adapted from|modified from|taken from|thanks? to|"
    r"such as|e\.g\.,?)(?: (?!(?:is|are|was|were|and|our)\b)[\w-]+){0,3})[\s:(\[{\"'“‘]*(?:\\\w+\{)?$",
    re.IGNORECASE,
)
"""
What stands directly before an address of others. Any other is taken for the paper's own code, whatever its sentence says.

Of 65 among 8,600 whose sentences speak neither of code nor of data, or of what is "based on" another thing, at least 62 are.
"""


def mentions(paper: Paper, fields: dict[Field, Passage]) -> Iterator[Mention]:
    """Give the repositories in a paper's text, then those that its source states separately."""
    for field in TEXTS:
        for found in addresses(paper.text(field)):
            sentence = next((s for s in fields[field].sentences if s.start <= found.start < s.end), None)
            said = sentence.text if sentence else paper.text(field)
            before = (
                paper.text(field)[max(sentence.start, found.start - _NEAR) : found.start] if sentence else ""
            )
            role: Role = "mentions" if _OTHERS.search(before) else "introduces"
            yield _mention(paper, field, found, said, role)
    stated = paper.text("code")
    for found in addresses(stated):
        line = stated[stated.rfind("\n", 0, found.start) + 1 :].split("\n", 1)[0]
        yield _mention(paper, "code", found, line, "introduces")


def _mention(paper: Paper, field: Field, found: Repo, sentence: str, role: Role) -> Mention:
    surface = paper.text(field)[found.start : found.end]
    rule = "stated code link" if field == "code" else "repository address"
    return Mention(
        paper.id, "repo", found.name, field, found.start, found.end, surface, sentence, role, rule, 0.99
    )
