"""Tests of `kg.cli.options`."""

import pytest

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
        ("`kg queries` lists them", "`kg queries` lists them"),
        ("did you mean: kg search owl --store owls", "did you mean: kg search owl --store owls"),
    ],
)
def test_commands_that_a_message_names_read_the_same_store(message, expected):
    assert placed(message, "owls") == expected
    assert placed(message, DEFAULT_STORE) == message


def test_a_name_of_a_store_is_quoted_and_a_password_is_not_repeated():
    assert placed("kg stats", "my owls") == "kg stats --store 'my owls'"
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
