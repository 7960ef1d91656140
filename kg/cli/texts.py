"""Texts for a terminal: harmless, and cut between words where they are long."""

from __future__ import annotations

import re

from kg.text.display import INVISIBLE
from kg.text.wording import shortened

IN_A_TABLE = 80
"""Most characters of a sentence in a table."""
_IN_A_MESSAGE = 1000
"""Most characters of a message: whoever gives a whole text as a name need not see all of it again."""
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[ -/]*[0-~]?)|\x9b[0-?]*[ -/]*[@-~]", re.DOTALL
)
_NOT_SHOWN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{INVISIBLE}]")
"""Controls but for tabs and ends of lines, and what makes text show as what it is not."""


def plain(text: str) -> str:
    r"""
    Give text that no terminal takes for a command: without escape sequences and control characters.

    >>> plain("a\x1b[31mred\x1b[0m \x07 name")
    'ared  name'
    """
    return _NOT_SHOWN.sub("", _ESCAPES.sub("", text))


def abridged(text: str, longest: int = _IN_A_MESSAGE) -> str:
    """
    Give a text of at most `longest` characters, cut in its middle: a message ends with what to do.

    >>> abridged("give one, two, three or four", 9)
    'give…four'
    """
    if len(text) <= longest:
        return text
    half = (longest - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def excerpt(sentence: str, name: str, longest: int = IN_A_TABLE) -> str:
    """
    Give a sentence on one line, of one that is too long the part with the name.

    >>> excerpt("On one and two and three and four data sets.", "four", 24)
    '…and four data sets.'
    """
    line, name = " ".join(sentence.split()), " ".join(name.split())
    if len(line) <= longest:
        return line
    end = line.find(name) + len(name)
    if end < longest:
        return shortened(line, longest, keep=end)
    start = min(end - (longest + len(name)) // 2, len(line) - longest + 1)
    start = line.find(" ", start, end) + 1 or start  # not within a word
    return "…" + shortened(line[start:], longest - 1, keep=end - start)
