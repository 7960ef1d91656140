"""What is to be said of an answer besides its rows: the papers that it leaves out, and what else may be meant."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from kg.explore.nodes import Node, named
from kg.explore.versions import papers_of_any, versions_of
from kg.queries import Kind, NamedQuery
from kg.stores.base import Store
from kg.text.wording import counted

_DATES = ("year", "published")
_LABELS: Mapping[Kind, Sequence[str]] = {
    "thing": ("Dataset", "Method"),
    "dataset": ("Dataset",),
    "method": ("Method",),
}
"""Labels of what has versions, by type of a parameter."""


def undated(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """
    Say how many papers a question about time leaves out because they have no date; None where it leaves out none.

    A question is about time where it needs dates, or was given one. That no paper at all has a date is said where there
    are no rows for it.
    """
    if asked.needs not in _DATES and not any(values.get(name) for name in asked.of("date")):
        return None
    listing = next((values[name] for name in asked.of("listing") if values.get(name)), "")
    cypher = (
        "MATCH (p:Paper) WHERE $listing = '' OR $listing IN p.listings RETURN count(*), count(p.published)"
    )
    [[papers, dated]] = store.query(cypher, {"listing": listing}).rows
    return left_out(papers, dated) if dated else None


def left_out(papers: int, dated: int) -> str | None:
    """
    Say that a question about time leaves out the papers without a date; None where all have one.

    >>> left_out(3, 2), left_out(3, 3)
    ('1 of 3 papers has no date and is left out', None)
    """
    if papers <= dated:
        return None
    has, is_ = ("has", "is") if papers - dated == 1 else ("have", "are")
    return f"{papers - dated:,} of {counted(papers, 'paper')} {has} no date and {is_} left out"


def of_any_version(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """Say how many papers mention any version of the one thing that was asked for, and how to ask for all; or None."""
    given = [
        (str(values[name]), _LABELS[kind]) for kind in _LABELS for name in asked.of(kind) if values.get(name)
    ]
    if len(given) != 1:
        return None
    [(text, labels)] = given
    found = [node for node in named(store, text) if node.label in labels]
    meant = max(found, key=_mentions, default=None)
    if not meant or not (others := versions_of(store, meant)):
        return None
    papers = papers_of_any(store, [meant, *others])
    if papers <= (meant.papers or 0):
        return None
    value = shlex.quote(f"name={meant.name}")
    return f"{counted(papers, 'paper')} mention any version: kg query versions-of -p {value}"


def _mentions(node: Node) -> tuple[int, str]:
    return node.papers or 0, node.id
