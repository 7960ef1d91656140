"""The Cypher that the page offers to copy gives, on every store, exactly what the page shows."""

import json
from pathlib import Path

import pytest

from kg.stores import Store

COPIED = json.loads((Path(__file__).parents[1] / "golden" / "page-queries.json").read_text("utf-8"))


@pytest.mark.parametrize("name", COPIED)
def test_copied_query_gives_what_is_on_the_screen(stored: Store, name: str) -> None:
    """`tests/e2e/test_page.py` shows that the page copies these texts and shows these nodes and links."""
    rows = stored.query("\n".join(COPIED[name]["cypher"])).rows
    nodes = {row[place]["id"] for row in rows for place in (0, 2) if len(row) > place and row[place]}
    assert sorted(nodes) == COPIED[name]["ids"]
    assert sum(len(row) > 1 and row[1] is not None for row in rows) == COPIED[name]["links"]
