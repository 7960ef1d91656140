"""Why a query gives no rows, and what to do about it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.errors import NotFoundError, QueryError, UsageError
from kg.explore.authors import have_written
from kg.explore.nodes import candidates, find
from kg.explore.parameters import introducing, is_paper, listings, no_listing
from kg.graph import NODES
from kg.model import SAYINGS
from kg.queries import Kind, NamedQuery, load
from kg.stores.base import Store
from kg.text.wording import counted

_CALLED = {
    "year": "a date",
    "published": "a date",
    "CITES": "a reference to another, as its source states it",
}
"""What properties of papers and links are called, where not by their name."""
_MOST_PAPERS = 5
"""Papers that are named where several may be meant."""
_PATIENCE = 5.0
"""Seconds that it may take to look whether a query has rows if it is asked otherwise."""


def unknown_name(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """
    Say which name, paper, author or listing that a query was given there is not, or None.

    What a parameter means is said by its type; that the graph lacks what the query needs is no fault of a value.
    """
    if values.get("limit") == 0 or (asked.needs and not _has(store, asked.needs)):
        return None
    people = [values[name] for name in asked.of("author") if values.get(name)]
    if not all(have_written(store, names) for names in people):
        return "nobody here is called so; see who is with kg query busiest-authors -p limit=100"
    for paper in _texts(asked, values, "paper"):
        if told := _no_paper(store, paper):
            return told
    versions = [one for name in asked.of("versions") for one in values.get(name, ())]
    if told := _unknown(store, versions):
        return told
    named = _texts(asked, values, "listing")
    return _unknown_listing(store, named) or _unknown(store, _names(asked, values))


def no_rows(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str:
    """Say why there may be no rows although the graph has what was asked for."""
    if asked.needs and not _has(store, asked.needs):
        needed = _CALLED.get(asked.needs, asked.needs)
        return f"0 rows: no paper here has {needed}; copied text states none, so add a listing that does"
    if told := _other_roles(store, asked, values) or _stated(store, asked, values):
        return f"0 rows; {told}"
    if told := _unknown(store, _names(asked, values)) or _wider(store, asked, values):
        return f"0 rows; {told}"
    perhaps = (text for text in _perhaps_names(asked, values) if candidates(store, text))
    if names := _names(asked, values) or list(perhaps):
        shows = " and ".join(f"kg show {shlex.quote(name)}" for name in dict.fromkeys(names))
        introduced = _asks_for_introductions(asked)
        return (
            f"0 rows; {_mentioned(store, names, introduced=introduced)}see what the graph knows with {shows}"
        )
    if ".listings" in asked.cypher and (told := _unknown_listing(store, _perhaps_names(asked, values))):
        return f"0 rows; {told}"
    if re.search(r"arxivId\s*(=|IN\s*\[)\s*\d", asked.cypher, re.IGNORECASE) or (
        "arxivId" in asked.cypher and any(isinstance(value, float) for value in values.values())
    ):
        return "0 rows; an arXiv id is text, not a number: write '1512.03385', or -p 'id=\"1512.03385\"'"
    return f"0 rows; {_lacking(store, asked)}kg stats shows what the graph knows, dates and code among it"


_LACKING = {
    ":Repo": ("MATCH (r:Repo) RETURN 1 LIMIT 1", "no paper here names a repository"),
    ":BUILDS_ON": ("MATCH (:Paper)-[r:BUILDS_ON]->(:Paper) RETURN 1 LIMIT 1", "no citation is inferred here"),
    ":SIMILAR_TO": ("MATCH (:Paper)-[r:SIMILAR_TO]-(:Paper) RETURN 1 LIMIT 1", "no papers here are similar"),
}
"""What a graph may lack, by how a query asks for it: a query that finds it, and what to say where it is not there."""


def _wider(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """Say that there are rows by families, which a query leaves out unless it is told otherwise; or None."""
    known = {one.name: one.default for one in asked.parameters}
    if known.get("families") is not False or values.get("families"):
        return None
    if not _finds(store, asked, {**values, "families": True}):
        return None
    return "there are some with families; -p families=true counts them as well"


def _finds(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> bool:
    """Tell whether a query has rows with other values; where that is not soon known, it has none to tell of."""
    first = {"limit": 1} if "limit" in values else {}
    try:
        found = store.query(asked.cypher, {**values, **first}, seconds=_PATIENCE, bounded=True)
    except QueryError:
        return False
    return bool(found.rows)


def _asks_for_introductions(asked: NamedQuery) -> bool:
    """Tell whether a query finds nothing of what no paper introduces."""
    return "introduces'" in asked.cypher or "BUILDS_ON" in asked.cypher


def _lacking(store: Store, asked: NamedQuery) -> str:
    """Say what the graph has none of although the query asks for it; empty where there is nothing to say."""
    for sign, (cypher, told) in _LACKING.items():
        if sign in asked.cypher and not store.query(cypher).rows:
            return f"{told}; "
    return ""


def _texts(asked: NamedQuery, values: Mapping[str, Any], *kinds: Kind) -> list[str]:
    """Give the texts that were given for parameters of these types, without empty ones."""
    return [str(values[name]) for name in asked.of(*kinds) if values.get(name)]


def _names(asked: NamedQuery, values: Mapping[str, Any]) -> list[str]:
    """Give the names of nodes that were given."""
    return _texts(asked, values, "thing", "dataset", "method", "paper")


def _perhaps_names(asked: NamedQuery, values: Mapping[str, Any]) -> list[str]:
    """Give the texts of which the query does not say what they are."""
    described = {one.name for one in asked.parameters if one.type != "string"}
    return [value for name, value in values.items() if isinstance(value, str) and name not in described]


def _other_roles(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """Say that there are rows by roles that do not count as the query was asked, such as comparisons; or None."""
    every = {name: list(SAYINGS) for name in asked.of("roles") if values.get(name) != list(SAYINGS)}
    if not every or not _finds(store, asked, {**values, **every}):
        return None
    given = " ".join(f"-p {name}={','.join(roles)}" for name, roles in every.items())
    return (
        f"what there is are comparisons, evaluations or roles that were left out; {given} counts them as well"
    )


def _stated(store: Store, asked: NamedQuery, values: Mapping[str, Any]) -> str | None:
    """Say which query has the stated references, where the texts of papers do not say what builds on what; or None."""
    if not asked.stated:
        return None
    stated = load(asked.stated)
    known = {one.name: values.get(one.name, one.default) for one in stated.parameters}
    if not store.query(stated.cypher, {**known, "limit": 1}).rows:
        return None
    papers = "".join(
        f" -p {shlex.quote(f'{name}={known[name]}')}" for name in stated.of("paper") if known[name]
    )
    return f"no text here says so; what sources state as references: kg query {stated.name}{papers}"


def _has(store: Store, name: str) -> bool:
    """Tell whether any paper has a property, or a link to another."""
    if name not in NODES["Paper"]:
        return bool(store.query(f"MATCH (:Paper)-[r:{name}]->(:Paper) RETURN 1 LIMIT 1").rows)
    has = f"size(p.{name}) > 0" if NODES["Paper"][name] == "strings" else f"p.{name} IS NOT NULL"
    return bool(store.query(f"MATCH (p:Paper) WHERE {has} RETURN 1 LIMIT 1").rows)


def _no_paper(store: Store, text: str) -> str | None:
    """Say why a text means no paper although it is the name of something, and what to ask; or None."""
    if is_paper(store, text):
        return None
    found = candidates(store, text)
    papers = [node for node in found if node.label == "Paper"]
    if len(papers) > 1:
        named = ", ".join(paper.id for paper in papers[:_MOST_PAPERS])
        return f"several papers are called {papers[0].name!r}; give the id of one: {named}"
    if not found or papers:
        return _unknown(store, [text])
    if introduced := introducing(store, found, limit=_MOST_PAPERS):
        named = ", ".join(f"{paper.id} ({paper.name})" for paper in introduced)
        return f"several papers introduce {found[0].name!r}; give the id of one: {named}"
    value = shlex.quote(f"name={found[0].name}")
    return (
        f"no paper here introduces {found[0].name!r}, and none is called so; "
        f"those that mention it: kg query who-mentions -p {value}"
    )


def _unknown(store: Store, names: Iterable[str]) -> str | None:
    """Say which of some names nothing in the graph has, or None."""
    for name in names:
        try:
            find(store, name)
        except NotFoundError as error:
            return str(error)
        except UsageError:  # it means several things
            continue
    return None


def _mentioned(store: Store, names: Iterable[str], *, introduced: bool) -> str:
    """Say how many papers mention each of some things and, where that is what was asked, of which none introduces it."""
    told = ""
    for name in names:
        found = [node for node in candidates(store, name) if node.papers]
        if len(found) != 1:
            continue
        nobody = ", none introduces it" if introduced and not introducing(store, found, limit=1) else ""
        told += f"{found[0].name} is in {counted(found[0].papers or 0, 'paper')}{nobody}; "
    return told


def _unknown_listing(store: Store, names: Sequence[str]) -> str | None:
    """Say which of some names no listing has, or None."""
    known = listings(store) if names else []
    return next((no_listing(known, name) for name in names if name not in known), None)
