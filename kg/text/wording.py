"""Names of things in output for people: on a terminal, in a message or on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from kg.model import SAYINGS

NOUNS: Mapping[str, tuple[str, str]] = {
    "Paper": ("paper", "papers"),
    "Dataset": ("dataset", "datasets"),
    "Method": ("method", "methods"),
    "Repo": ("repository", "repositories"),
}
"""What a node and several are called, by label."""

PLURALS: Mapping[str, str] = {label: many for label, (_, many) in NOUNS.items()}
"""What nodes are called, by label."""

ROLES: Mapping[str, str] = {role: f"{said.active} it" for role, said in SAYINGS.items() if role != "mentions"}
"""What a paper does with a thing, by finer role."""

INFERRED: Mapping[str, tuple[str, str]] = {
    role: (said.active, f"{said.passive} by") for role, said in SAYINGS.items()
}
"""What an inferred citation is called, seen from its start and from its end, by its strongest role: the strongest first."""


def counted(number: int, what: str) -> str:
    """
    Give a number of things in words.

    >>> counted(1, "paper"), counted(2000, "paper")
    ('1 paper', '2,000 papers')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def likely(name: str, known: Sequence[str]) -> list[str]:
    """
    Give what may be meant of some known names by one that is none of them: those that have it in them, else the most similar.

    >>> likely("june", ["june.txt", "june-2.txt"]), likely("libary", ["library.bib", "june.txt"]), likely("x", ["y"])
    (['june.txt', 'june-2.txt'], ['library.bib'], [])
    """
    return [one for one in known if name and name in one] or get_close_matches(name, known, 1)


def shortened(text: str, longest: int, *, keep: int = 0) -> str:
    """
    Give a text of at most `longest` characters, cut between words; the first `keep` stay in any case.

    >>> shortened("one two three", 10)
    'one two…'
    """
    if len(text) <= longest:
        return text
    end = text.rfind(" ", max(keep, 1), longest)
    return (text[:end].rstrip() if end > 0 else text[: max(longest - 1, keep)]) + "…"
