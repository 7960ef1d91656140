"""Notes on what the text that a person typed was taken for."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from kg.cli.output import say

if TYPE_CHECKING:
    from kg.explore import Node
    from kg.stores.base import Store

_MOST = 3
"""Things of the same name that a note tells of."""


def tell_meant(store: Store, node: Node, asked: str, at: str) -> None:
    """Say so where another thing may have been meant than the one that was found (see `doubt`)."""
    if told := doubt(store, node, asked, at):
        say(told)


def doubt(store: Store, node: Node, asked: str, at: str) -> str | None:
    """
    Give a note where another thing may have been meant than the one that was found.

    That is where the text is only some words of its name, or part of one, as others may have, and where others are called
    so as well. `at` follows a command that the note gives.
    """
    from kg.explore import candidates, is_guess

    if is_guess(node, asked):
        words = shlex.join(asked.split())
        return (
            f"kg: note: nothing is called {asked!r}; taken for {node.name!r}; others: kg search {words}{at}"
        )
    if others := [one for one in candidates(store, asked) if one.id != node.id]:
        named = ", ".join(f"{one.id} ({one.name})" for one in others[:_MOST])
        return f"kg: note: {asked!r} taken for {node.id} ({node.name}); it is also a name of {named}"
    return None
