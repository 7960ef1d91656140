"""Tests of `kg.cli.options`."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from kg.cli.app import app
from kg.cli.options import opened_at, placed
from kg.config import DEFAULT_STORE
from kg.errors import NotFoundError, StoreError


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("look with kg search", "look with kg search --store owls"),
        ("fill it with `kg build` or `kg load`", "fill it with `kg build --store owls` or `kg load`"),
        ("see kg aliases list", "see kg aliases list --store owls"),
        ("write it with kg export html --top", "write it with kg export html --store owls --top"),
        ("kg query lineage -p paper=x", "kg query --store owls lineage -p paper=x"),
        ("kg path A B gives one", "kg path --store owls A B gives one"),
        ("`kg queries` lists them", "`kg queries` lists them"),
        ("no 'zz kg search qq'; see kg search", "no 'zz kg search qq'; see kg search --store owls"),
        ("no 'o\\'kg stats' nor \"kg path's\"", "no 'o\\'kg stats' nor \"kg path's\""),
        ("the graph's is old: kg stats", "the graph's is old: kg stats --store owls"),
        ("did you mean: kg search owl --store owls", "did you mean: kg search owl --store owls"),
    ],
)
def test_commands_that_a_message_names_read_the_same_store(message, expected):
    assert placed(message, "owls") == expected
    assert placed(message, DEFAULT_STORE) == message


def commands(command: Any, name: str = "kg") -> Iterator[tuple[str, bool]]:
    """Give the name of each command, and whether it takes the store."""
    for word, one in getattr(command, "commands", {}).items():
        yield from commands(one, f"{name} {word}")
    if not hasattr(command, "commands"):
        yield name, any("--store" in option.opts for option in command.params)


def test_every_command_of_the_program_that_takes_a_store_is_made_to_read_it():
    known = dict(commands(get_command(app)))
    assert {"kg path", "kg aliases show", "kg queries"} <= set(known)
    for name, takes_store in known.items():
        at = " --store owls" if takes_store and name != "kg load" else ""  # that is said of another store
        assert placed(f"see {name}, or do without", "owls") == f"see {name}{at}, or do without"


def test_a_name_of_a_store_is_quoted_and_a_password_is_not_repeated():
    assert placed("kg stats", "my owls") == "kg stats --store 'my owls'"
    assert placed("my kg build: fill it", "my kg build") == "my kg build: fill it"
    assert placed("kg stats", "neo4j://me:secret@host") == "kg stats"


def test_errors_of_a_store_and_of_what_is_done_with_it_name_it(tmp_path):
    missing = str(tmp_path / "none")
    with pytest.raises(StoreError, match=f"kg build --store {missing}"), opened_at(missing):
        pass
    empty = str(tmp_path / "empty")
    with (
        pytest.raises(NotFoundError, match=f"^try kg search --store {empty}$"),
        opened_at(empty, create=True),
    ):
        raise NotFoundError("try kg search")
