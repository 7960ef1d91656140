"""Abbreviated lists: one written name that stands for several, such as "CIFAR-10/100" or "ResNet-18, -34 and -50"."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(?P<stem>.*?[A-Za-z])(?P<dash>[-\s]?)(?P<first>\d+)(?P<rest>(?:/-?\d+)+)$")
_LETTERS = re.compile(r"(?P<stem>\w[\w.]*)(?P<dash>-)(?P<first>[A-Z][a-z]?)(?P<rest>(?:/[A-Z][a-z]?)+)$")
_GOES_ON = re.compile(r"(?:\s*(?:,|/|and|or|,\s*and|&)\s*[-–]\d+[A-Za-z]?)+(?![\w-])")
_SIZED = re.compile(r"(?P<stem>.*\w)-(?P<first>[A-Z][a-z]?/\d+)$")
_SIZES_GO_ON = re.compile(r"(?:\s*(?:,\s*and|,\s*or|,|and|or|&)\s*[A-Z][a-z]?/\d+)+(?![\w/-])")
_ENDS_IN_NUMBER = re.compile(r"(?P<stem>.*?[A-Za-z])-(?P<first>\d+[A-Za-z]?)$")


def expand(surface: str, behind: str) -> tuple[list[str], int]:
    """
    Give the names that a surface stands for, and how many characters after it belong to the list.

    >>> expand("CIFAR-10/100", " datasets")
    (['CIFAR-10', 'CIFAR-100'], 0)
    >>> expand("ResNet-18", ", -34 and -50 models")
    (['ResNet-18', 'ResNet-34', 'ResNet-50'], 13)
    >>> expand("ViT-B/16", " and L/16 with patches")
    (['ViT-B/16', 'ViT-L/16'], 9)
    >>> expand("ViT-B/16", "")
    (['ViT-B/16'], 0)
    """
    if "/" not in surface and "-" not in surface:
        return [surface], 0
    found = (_NUMBERS.match(surface) or _LETTERS.match(surface)) if "/" in surface else None
    if found:
        stem, dash = found.group("stem"), found.group("dash")
        rest = [part.lstrip("-") for part in found.group("rest").split("/") if part]
        return [f"{stem}{dash}{part}" for part in (found.group("first"), *rest)], 0
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
