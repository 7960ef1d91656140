"""Why two names are two things, in words for people."""

from __future__ import annotations

import re

from kg.names.folding import without_plural
from kg.resolve.spelling import numbers, spelling_key, spells_out

_WORD = re.compile(r"(?<!['’])[^\W_]+[+*]*")
"""A word; the s of a possessive is none."""
_SHORT = 12
"""Fewest letters of names whose similarity means anything."""


def why_apart(one: str, other: str) -> str:
    """
    Say what keeps two names of one kind apart.

    >>> why_apart("CIFAR-10", "CIFAR-100"), why_apart("Hutchinson", "Hutchinson's method")
    ('numbers differ: 10 and 100', 'one has more to it: method')
    """
    a, b = numbers(one), numbers(other)
    if a != b:
        return f"numbers differ: {', '.join(a) or 'none'} and {', '.join(b) or 'none'}"
    if without_plural(spelling_key(one)) == without_plural(spelling_key(other)):
        return "one name, but different papers spell it out or introduce it differently"
    short, long = sorted((one, other), key=len)
    words = {word.lower() for word in _WORD.findall(short)}
    more = [word for word in _WORD.findall(long) if word.lower() not in words]
    if len(more) < len(_WORD.findall(long)):
        return f"one has more to it: {' '.join(more)}" if more else "the same words in another order"
    if spells_out(long, short):
        return "no paper defines one by the other"
    inner, outer = spelling_key(short), spelling_key(long)
    if outer.startswith(inner) or outer.endswith(inner):
        return "one has more to it"
    if len(inner) < _SHORT:
        return "short names are not joined by likeness"
    return "alike, but no rule and no paper says that they are one"
