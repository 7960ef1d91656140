"""
What a step of a path costs: the less it says, the more. `kg path` and the page choose by these costs alone.

Costs are whole numbers, of which 100 stand for one bit, so that sums of them are the same in every order and language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import log2

from kg.model import SAYINGS, strongest

PAPER = 300
"""What it costs to pass through a paper: as much as through a thing that two or three papers mention."""
_FAMILY = 1500
"""What it costs more to pass through a family of methods, which joins papers that have little to do with one another."""
_UNCOUNTED = 7
"""Papers of a thing of which nobody says how many mention it."""

LINKS: Mapping[str, Mapping[str, int]] = {
    "MENTIONS": {"introduces": 200, **{role: said.cost for role, said in SAYINGS.items()}},
    "CITES": {"mentions": 250},
    "BUILDS_ON": {role: 2 * said.cost for role, said in SAYINGS.items()},
    "SIMILAR_TO": {"mentions": 2000},
}
"""
What it costs to follow a link, by its type and by the role that says most.

An inferred citation rests on a thing that the path does not name, and costs what the way through it may.
"""


def passing(papers: int | None, *, family: bool = False) -> int:
    """
    Give what it costs to pass through a dataset, method or repository that so many papers mention.

    >>> passing(3), passing(1000), passing(1000, family=True)
    (400, 1993, 3493)
    """
    return round(200 * log2(1 + max(0, _UNCOUNTED if papers is None else papers))) + family * _FAMILY


def following(kind: str, role: str | None, roles: Collection[str] | None) -> int:
    """
    Give what it costs to follow a link of a type, with its role and its finer roles.

    >>> following("MENTIONS", "introduces", []), following("MENTIONS", "mentions", ["extends"]), following("CITES", None, None)
    (200, 200, 250)
    """
    return LINKS[kind][role if kind == "MENTIONS" and role == "introduces" else strongest(roles or ())]
