"""Abbreviated lists: one written name that stands for several, such as "CIFAR-10/100" or "ResNet-18, -34 and -50"."""

from __future__ import annotations

import re

_NUMBERS = re.compile(
    r"(?P<stem>.*?[A-Za-z])(?P<dash>[-\s]?)(?P<first>\d+(?:\.\d)?)(?P<rest>(?:/-?\d+(?:\.\d)?)+)$"
)
_MEASURE = r"\d+(?:\.\d+)?[BKM]"
_MEASURES = re.compile(rf"(?P<stem>.*\w)(?P<dash>[-\s])(?P<first>{_MEASURE})(?P<rest>(?:/{_MEASURE})+)$")
"""Sizes of one model, or of one benchmark: Llama-3.1-8B/70B."""
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?P<stem>.*[A-Za-z]\w*?)(?P<dash>[-\s]?)(?P<first>{_YEAR})(?P<rest>(?:--?|–){_YEAR})$")
"""From one year to another, of which only these two are said to be meant."""
_ENDS_IN_YEAR = re.compile(rf"(?P<stem>.*[A-Za-z][\w-]*\s){_YEAR}$")
_YEARS_GO_ON = re.compile(rf"(?:\s*(?:,\s*and|,|and|&)\s*{_YEAR})+(?![\w-])")
_LETTERS = re.compile(r"(?P<stem>\w[\w.]*)(?P<dash>-)(?P<first>[A-Z][a-z]?)(?P<rest>(?:/[A-Z][a-z]?)+)$")
_GOES_ON = re.compile(r"(?:\s*(?:,|/|and|or|,\s*and|&)\s*[-–]\d+[A-Za-z]?)+(?![\w-])")
_SIZED = re.compile(r"(?P<stem>.*\w)-(?P<first>[A-Z][a-z]?/\d+)$")
_SIZES_GO_ON = re.compile(r"(?:\s*(?:,\s*and|,\s*or|,|and|or|&)\s*[A-Z][a-z]?/\d+)+(?![\w/-])")
_PARTS = re.compile(r"[\w.]+")
_ENDS_IN_NUMBER = re.compile(r"(?P<stem>.*?[A-Za-z])-(?P<first>\d+[A-Za-z]?)$")


def expand(surface: str, behind: str) -> tuple[list[str], int]:
    """
    Give the names that a surface stands for, and how many characters after it belong to the list.

    >>> expand("CIFAR-10/100", " datasets")
    (['CIFAR-10', 'CIFAR-100'], 0)
    >>> expand("GPT-3.5/4", "")
    (['GPT-3.5', 'GPT-4'], 0)
    >>> expand("ResNet-18", ", -34 and -50 models")
    (['ResNet-18', 'ResNet-34', 'ResNet-50'], 13)
    >>> expand("ViT-B/16", " and L/16 with patches")
    (['ViT-B/16', 'ViT-L/16'], 9)
    >>> expand("ViT-B/16", "")
    (['ViT-B/16'], 0)
    >>> expand("DUC 2005-2007", ""), expand("DUC 2005", " and 2006")
    ((['DUC 2005', 'DUC 2007'], 0), (['DUC 2005', 'DUC 2006'], 9))
    """
    year = surface[-4:].isdigit()
    if "/" not in surface and "-" not in surface and not year:
        return [surface], 0
    found = _joined(surface, year=year)
    if found:
        first, rest = found["first"], _PARTS.findall(found["rest"])
        if len(first) == 4 and found.re is _NUMBERS:  # "2019/20"
            rest = [part if len(part) != 2 else first[:2] + part for part in rest]
        return [f"{found['stem']}{found['dash']}{part}" for part in (first, *rest)], 0
    years = _YEARS_GO_ON.match(behind) if year else None
    dated = _ENDS_IN_YEAR.match(surface) if years else None
    if dated and years:
        more = re.findall(_YEAR, years.group())
        return [surface, *(f"{dated['stem']}{part}" for part in more)], years.end()
    sized, sizes = (_SIZED.match(surface), _SIZES_GO_ON.match(behind)) if "/" in surface else (None, None)
    if sized and sizes:
        more = re.findall(r"[A-Z][a-z]?/\d+", sizes.group())
        return [surface, *(f"{sized.group('stem')}-{part}" for part in more)], sizes.end()
    goes_on = _GOES_ON.match(behind)
    ends = _ENDS_IN_NUMBER.match(surface) if goes_on else None
    if ends and goes_on:
        more = re.findall(r"[-–](\d+[A-Za-z]?)", goes_on.group())
        return [surface, *(f"{ends.group('stem')}-{part}" for part in more)], goes_on.end()
    return [surface], 0


def _joined(surface: str, *, year: bool) -> re.Match[str] | None:
    """Find in a surface the stem of several names and what they differ in."""
    if "/" in surface:
        return _NUMBERS.match(surface) or _LETTERS.match(surface) or _MEASURES.match(surface)
    return _YEARS.match(surface) if year else None
