"""Formulas within names: "$\\mu$VLA", "U$^2$-Net", "RRT\\(^*\\)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.names.folding import GREEK

_FORMULA = r"(?:\$[^\s$]{1,24}\$|\\\((?:(?!\\\))\S){1,24}\\\))"
_WORD = re.compile(rf"(?:[^\W_][\w-]*)?(?:{_FORMULA}(?:-?[^\W_][\w-]*)?)+[+*]{{0,2}}")
_ALONE = re.compile(_FORMULA)
_LONGEST = 60
"""Most characters on either side of a formula that are looked at."""
_FEWEST = 2
"""Fewest letters beside a formula that make both a word."""
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_LETTERS = {"star": "*"}
for _letter, _name in GREEK.items():
    _LETTERS |= {_name: _letter, _name.capitalize(): _letter.upper()}
_STYLES = re.compile(r"\\(?:text|math|rm|bf|it|cal)[a-z]*(?![A-Za-z])")
_MARKUP = re.compile(r"\\[()]|[${}]")
_SET = re.compile(r"(?<![^\W_])\\?[a-z]{4,}(?=\{)")
"""A command before what it sets: "mathsf" in "\\mathsf{VISTA}", which may have lost its backslash."""
_DASH = re.compile(r"(?<=\w)-{2,3}(?=\w)")


def has_formula(text: str) -> bool:
    """Tell whether a text may have a formula."""
    return "$" in text or "\\(" in text


def words(text: str) -> Iterator[tuple[int, int, bool]]:
    """Give the words of a text that have formulas in them: start, end, and whether a capital stands beside the formula."""
    behind = 0
    for formula in _ALONE.finditer(text):
        start, end = formula.span()
        if start < behind or not (_joins(text[start - 1 : start]) or _joins(text[end : end + 1])):
            continue  # a formula on its own, as nearly all are
        first = max(behind, start - _LONGEST)
        while start > first and _joins(text[start - 1]):
            start -= 1
        found = _WORD.search(text, start, end + _LONGEST)
        if found and found.start() < end:
            behind = found.end()
            beside = [*filter(str.isalpha, _ALONE.sub("", found.group()))]
            if len(beside) >= _FEWEST:
                yield found.start(), behind, any(map(str.isupper, beside))


def _joins(character: str) -> bool:
    """Tell whether a character beside a formula may belong to the same word; there is none at the end of a text."""
    return character.isalnum() or character in ("-", "_")


def readable(name: str) -> str:
    r"""
    Give a name without the markup of its formulas, its ties and its typed dashes.

    >>> readable(r"$\mu$VLA"), readable("U$^{2}$-Net"), readable(r"\(\mathcal{P}\)-VAE"), readable("U-Net")
    ('μVLA', 'U^2-Net', 'P-VAE', 'U-Net')
    >>> readable(r"\mathsf{VISTA}"), readable("Qwen~3"), readable("Naka--Rushton")
    ('VISTA', 'Qwen 3', 'Naka–Rushton')
    """
    if "~" in name or "--" in name:
        name = _DASH.sub("–", name.replace("~", " "))
    if not has_formula(name) and "{" not in name:
        return name
    name = _SET.sub("", name)
    text = _COMMAND.sub(lambda one: _LETTERS.get(one[1], one[1]), _STYLES.sub("", name))
    return _MARKUP.sub("", text) or name
