"""Cells that a spreadsheet would take for a formula, and run."""

from __future__ import annotations

from typing import Any

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a formula begins; the last four are the wide forms of the first."""


def no_formula(value: Any) -> Any:
    """
    Give a value as a spreadsheet may read it: a text that it would take for a formula behind an apostrophe.

    >>> no_formula("=1+1"), no_formula("a=1"), no_formula(-1)
    ("'=1+1", 'a=1', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value
