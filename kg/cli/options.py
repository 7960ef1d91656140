"""Options that several commands share, and the store that they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import Format
from kg.config import DEFAULT_STORE
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.stores.base import Store

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        "-s",
        envvar="KG_STORE",
        metavar="STORE",
        help="Folder of the graph, or address of a Neo4j server.",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", help="A table for people, JSON for programs, CSV for spreadsheets."),
]
SpreadsheetSafeOption = Annotated[
    bool, typer.Option("--spreadsheet-safe", help="CSV without cells that a spreadsheet would evaluate.")
]
_QUOTED = r"(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|\"(?:[^\"\\]|\\.)*\""
"""What a message repeats of what somebody typed, or of what the graph holds."""
_COMMAND = (
    r"\bkg (?:aliases(?: (?:forget|kind|list|merge|show|split))?|export(?: \w+)?|"
    r"(?:build|evaluate|path|query|remove|review|search|show|similar|stats)\b)(?! --store)"
)
"""A command that a message names and that takes the store, up to where its option may stand; not `kg load`, said of another store."""
MOST = 1_000_000
"""Most rows, results or steps that an option may ask for."""


def examples(*commands: str) -> str:
    """Give the closing paragraph of a command's help: how the command is used."""
    return "\n\n".join(("[bold]Examples[/]", *(f"[dim]$[/] {command}" for command in commands)))


def elsewhere(store: str) -> str:
    """Give the option that a command needs to read this store: none for the default one."""
    return "" if store == DEFAULT_STORE else f" --store {shlex.quote(store)}"


def placed(message: str, store: str) -> str:
    """
    Give a message in which each command that is named reads this store; what stands in quotation marks stays.

    >>> placed("look for words of it with kg search", "owls")
    'look for words of it with kg search --store owls'
    """
    at = "" if "://" in store and "@" in store else elsewhere(store)  # no message repeats a password
    if at in message:
        return message
    parts = re.compile(f"{_QUOTED}|{re.escape(store)}|(?P<command>{_COMMAND})")
    return parts.sub(lambda found: found[0] + (at if found["command"] else ""), message)


@contextmanager
def opened_at(store: str, *, create: bool = False) -> Iterator[Store]:
    """Open a store; the commands that its errors name, and those of what is done with it, read that store."""
    from kg.stores import open_store

    try:
        with open_store(store, create=create) as opened:
            yield opened
    except KgError as error:
        error.args = (placed(str(error), store),)
        raise
