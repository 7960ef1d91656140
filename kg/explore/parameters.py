"""What the text that a person gives a prepared query means: the authors and the paper that are in the graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.explore.authors import authors
from kg.stores.base import Store


def understood(store: Store, values: Mapping[str, Any]) -> dict[str, Any]:
    """
    Give the values of a prepared query's parameters as the query needs them.

    A list of authors becomes all the names that it may mean (see `authors`); one that means nobody stays.
    """
    values = dict(values)
    if isinstance(wanted := values.get("author"), list) and wanted:
        values["author"] = authors(store, " ".join(wanted)) or wanted
    return values
