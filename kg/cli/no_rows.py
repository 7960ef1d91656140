"""Why a query gives no rows, and what to do about it."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import NotFoundError, UsageError
from kg.wording import INFERRED, counted

if TYPE_CHECKING:
    from kg.queries import NamedQuery
    from kg.stores.base import Store

_NAMES = ("name", "paper", "otherPaper", "dataset", "method", "first", "second")
"""Parameters of named queries that take the name of a node."""
_LISTINGS = ("listing", "other")
"""Parameters of the named queries that take the name of a listing."""
_CALLED = {
    "year": "a date",
    "published": "a date",
    "CITES": "a reference to another, as its source states it",
}
"""What properties of papers and links are called, where not by their name."""
_STATED = {"lineage": "cites", "built-on": "cited-by", "most-built-on": "most-cited"}
"""Prepared queries about what texts say, and those about the references that sources state."""


def unknown_name(store: Store, asked: NamedQuery, values: Mapping[str, Any], at: str) -> str | None:
    """
    Say which name, paper, author, listing or role that a prepared query was given there is not, or None.

    `at` follows commands that are named.
    """
    from kg.queries import names

    if (
        asked.name not in names()
        or values.get("limit") == 0
        or (asked.needs and not _has(store, asked.needs))
    ):
        return None
    if roles := [role for role in values.get("roles") or () if role not in INFERRED]:
        return f"there is no role {roles[0]!r}; take some of {', '.join(INFERRED)}"
    if values.get("author"):
        return f"nobody here is called so; see who is with kg query busiest-authors -p limit=100{at}"
    for name in ("paper", "otherPaper"):
        if (paper := values.get(name)) and (meant := _paper_meant(store, str(paper))):
            value = shlex.quote(f"{name}={meant}")
            return f"a paper goes by its whole title, arXiv id or id; did you mean: -p {value}"
    listings = [str(values[name]) for name in _LISTINGS if values.get(name)]
    return _unknown_listing(store, listings) or _unknown(store, _names(values))


def no_rows(store: Store, asked: NamedQuery, values: Mapping[str, Any], at: str) -> str:
    """Say why there may be no rows although the graph has what was asked for; `at` follows commands that are named."""
    if asked.needs and not _has(store, asked.needs):
        needed = _CALLED.get(asked.needs, asked.needs)
        return f"0 rows: no paper here has {needed}; copied text states none, so add a listing that does"
    if told := _stated(store, asked, values, at):
        return f"0 rows; {told}"
    if names := _names(values):
        if told := _unknown(store, names):
            return f"0 rows; {told}"
        shows = " and ".join(f"kg show {shlex.quote(name)}{at}" for name in dict.fromkeys(names))
        return f"0 rows; {_mentioned(store, names)}see what the graph knows with {shows}"
    if re.search(r"arxivId\s*(=|IN\s*\[)\s*\d", asked.cypher, re.IGNORECASE) or (
        "arxivId" in asked.cypher and any(isinstance(value, float) for value in values.values())
    ):
        return "0 rows; an arXiv id is text, not a number: write '1512.03385', or -p 'id=\"1512.03385\"'"
    return f"0 rows; kg stats{at} shows what the graph knows, dates and code among it"


def _names(values: Mapping[str, Any]) -> list[str]:
    return [str(values[name]) for name in _NAMES if values.get(name)]


def _stated(store: Store, asked: NamedQuery, values: Mapping[str, Any], at: str) -> str | None:
    """Say which query has the stated references, where the texts of papers do not say what builds on what; or None."""
    from kg.queries import load

    beside = _STATED.get(asked.name)
    if not beside:
        return None
    stated = load(beside)
    known = {one.name: values[one.name] for one in stated.parameters}
    if not store.query(stated.cypher, {**known, "limit": 1}).rows:
        return None
    paper = f" -p {shlex.quote('paper=' + str(values['paper']))}" if values.get("paper") else ""
    return f"no text here says so; what sources state as references: kg query {beside}{paper}{at}"


def _has(store: Store, name: str) -> bool:
    """Tell whether any paper has a property, or a link to another."""
    from kg.graph import NODES

    if name not in NODES["Paper"]:
        return bool(store.query(f"MATCH (:Paper)-[r:{name}]->(:Paper) RETURN 1 LIMIT 1").rows)
    has = f"size(p.{name}) > 0" if NODES["Paper"][name] == "strings" else f"p.{name} IS NOT NULL"
    return bool(store.query(f"MATCH (p:Paper) WHERE {has} RETURN 1 LIMIT 1").rows)


def _paper_meant(store: Store, text: str) -> str | None:
    """Give the id of the paper that a text is only a part of the title of, or None."""
    from kg.ids import fold_title

    known = "MATCH (p:Paper) WHERE toLower(p.title) = toLower($text) OR p.arxivId = $text OR p.id = $text RETURN 1"
    words = fold_title(text).split()
    if not words or store.query(known, {"text": text}).rows:
        return None
    papers = [hit for hit in store.search(text) if hit.id.startswith("paper:")]
    papers.sort(key=lambda hit: not fold_title(hit.name).startswith(fold_title(text)))
    return next((hit.id for hit in papers if all(word in fold_title(hit.name) for word in words)), None)


def _unknown(store: Store, names: Iterable[str]) -> str | None:
    """Say which of some names nothing in the graph has, or None."""
    from kg.explore import find

    for name in names:
        try:
            find(store, name)
        except NotFoundError as error:
            return str(error)
        except UsageError:  # it means several things
            continue
    return None


def _mentioned(store: Store, names: Iterable[str]) -> str:
    """Say how many papers mention each of some things, and of which none introduces it."""
    from kg.explore import candidates

    told = ""
    for name in names:
        found = [node for node in candidates(store, name) if node.papers]
        if len(found) != 1:
            continue
        cypher = "MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method|Repo) WHERE e.id = $id RETURN 1 LIMIT 1"
        nobody = "" if store.query(cypher, {"id": found[0].id}).rows else ", none introduces it"
        told += f"{found[0].name} is in {counted(found[0].papers or 0, 'paper')}{nobody}; "
    return told


def _unknown_listing(store: Store, names: Iterable[str]) -> str | None:
    """Say which of some names no listing has, or None."""
    known = [
        row[0]
        for row in store.query("MATCH (p:Paper) UNWIND p.listings AS l RETURN DISTINCT l ORDER BY l").rows
    ]
    for name in names:
        if name not in known:
            meant = [one for one in known if one.startswith(name)] or difflib.get_close_matches(
                name, known, 1
            )
            cure = f"did you mean {meant[0]}?" if meant else "kg stats lists them"
            return f"there is no listing {name!r}; {cure}"
    return None
