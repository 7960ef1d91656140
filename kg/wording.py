"""Names of things in output for people: on a terminal, in a message or on a page."""

from __future__ import annotations

from collections.abc import Mapping

PLURALS: Mapping[str, str] = {
    "Paper": "papers",
    "Dataset": "datasets",
    "Method": "methods",
    "Repo": "repositories",
}
"""What nodes are called, by label."""

ROLES: Mapping[str, str] = {
    "comparesWith": "compares with it",
    "evaluatesOn": "evaluates on it",
    "extends": "extends it",
}
"""What a paper does with a thing, by finer role."""


def counted(number: int, what: str) -> str:
    """
    Give a number of things in words.

    >>> counted(1, "paper"), counted(2000, "paper")
    ('1 paper', '2,000 papers')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
