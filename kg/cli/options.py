"""Options that several commands share."""

import shlex
from typing import Annotated

import typer

from kg.cli.output import Format
from kg.config import DEFAULT_STORE

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
    Format, typer.Option("--format", "-f", help="A table for people, JSON or CSV for programs.")
]
SpreadsheetSafeOption = Annotated[
    bool, typer.Option("--spreadsheet-safe", help="CSV without cells that a spreadsheet would evaluate.")
]
MOST = 1_000_000
"""Most rows, results or steps that an option may ask for."""


def examples(*commands: str) -> str:
    """Give the closing paragraph of a command's help: how the command is used."""
    return "\n\n".join(("[bold]Examples[/]", *(f"[dim]$[/] {command}" for command in commands)))


def elsewhere(store: str) -> str:
    """Give the option that a command needs to read this store: none for the default one."""
    return "" if store == DEFAULT_STORE else f" --store {shlex.quote(store)}"
