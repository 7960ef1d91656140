"""Why a query was not answered, in one line that says what to do: the same words for every store."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from kg.model import SAYINGS

_LONGEST = 40
"""Most characters that a message quotes of a query."""
TOO_LARGE = "the query needs too much memory; narrow it, or add LIMIT"


def too_slow(seconds: float) -> str:
    """Say that a query was stopped after so many seconds."""
    return f"the query took longer than {seconds:g} seconds and was stopped; narrow it, or allow more time"


def wrong(reason: str) -> str:
    """Say that the database does not understand a query, for the reason that it gave."""
    return f"the query cannot be run: {reason}; correct it"


def ends_early(line: str) -> str:
    """
    Say that something is missing at the end of a query, of which this is the last line.

    >>> ends_early("RETURN p.title ORDER BY ")
    "the query ends too early, behind 'RETURN p.title ORDER BY'; complete it: what it gives stands behind RETURN"
    """
    text = line.strip()
    behind = text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"
    return f"the query ends too early, behind {behind!r}; complete it: what it gives stands behind RETURN"


def unknown(name: str, what: str, known: Sequence[str]) -> str:
    """
    Say that there is nothing of a name, and which known one may have been meant, or that it is a role.

    >>> unknown("Papre", "label", ["Dataset", "Paper"])
    'there is no label Papre; did you mean Paper?'
    >>> unknown("INTRODUCES", "relationship type", ["MENTIONS"])
    "there is no relationship type INTRODUCES; it is a role: write [:MENTIONS {role: 'introduces'}]"
    """
    if "type" in what and (written := _as_role(name)):
        return f"there is no {what} {name}; it is a role: write {written}"
    return f"there is no {what} {name}; {suggested(name, known)}"


def suggested(name: str, known: Sequence[str]) -> str:
    """Say which known name may have been meant."""
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}"


def _as_role(name: str) -> str | None:
    """Give how a query asks for the mentions of a role that is written like a type, such as EVALUATES_ON; or None."""
    roles = {role.upper(): role for role in ("introduces", *SAYINGS)}
    role = roles.get(name.replace("_", "").upper())
    if role == "introduces":
        return "[:MENTIONS {role: 'introduces'}]"
    return role and f"[m:MENTIONS] and WHERE '{role}' IN m.roles"
