"""
The data of the page as plain values: nodes with their texts, links with the sentences behind them.

Titles and abstracts are as they are read (`kg.text.display`). A sentence in one is five numbers (field, from, start, end, to: where the
sentence and the surface in it begin and end, in characters); the page cuts it out of the text. Any other is
three texts: before the surface, the surface, after it. Behind them stand the finer roles that the sentence states.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.export.addresses import ways
from kg.export.part import by_importance, importance
from kg.graph import Graph
from kg.graph.evidence import records, reticence
from kg.graph.path_costs import PAPER, passing
from kg.names.folding import other_names, versions
from kg.text.display import Shown, shown

Texts = Mapping[str, tuple[str, str]]
"""Title and abstract of each paper by its id."""
Quote = list[int | str]

FIELDS = ("title", "abstract")
_NOT_SHOWN = frozenset({"id", "title", "name", "listings", "url", "papers", "host", "owner"})


@dataclass(frozen=True)
class Content:
    """Nodes, the most important first, and links between them by their place in that list."""

    nodes: list[dict[str, Any]]
    passing: list[int]
    """What it costs a path to pass through each node."""
    edges: list[dict[str, Any]]
    ends: list[tuple[int, int]]
    listings: list[str]
    """Names of the listings; nodes name them by their place in this list."""
    unread: int
    """Links whose evidence is damaged and not shown."""


def content(graph: Graph) -> Content:
    """
    Give everything that the page shows.

    Links to nodes that the graph does not hold are left out.
    """
    order = {node: place for place, node in enumerate(by_importance(graph))}
    links = importance(graph)
    listings = sorted({name for names in graph.nodes["Paper"]["listings"] for name in names})
    place = {name: number for number, name in enumerate(listings)}
    nodes: list[dict[str, Any]] = [{}] * len(order)
    through = [PAPER] * len(order)
    for label, rows in graph.nodes.items():
        for row in rows.iter_rows(named=True):
            listed = [place[name] for name in row.get("listings") or ()]
            nodes[order[row["id"]]] = _node(label, row, links[row["id"]], listed)
            if label != "Paper":
                through[order[row["id"]]] = passing(row["papers"], family=bool(row.get("family")))
    texts = {
        row["id"]: (row["title"] or "", row["abstract"] or "")
        for row in graph.nodes["Paper"].select("id", "title", "abstract").iter_rows(named=True)
    }
    edges, ends, unread = [], [], 0
    for kind, rows in graph.relationships.items():
        for row in rows.iter_rows(named=True):
            if row["start"] in order and row["end"] in order:
                found = records(row.get("evidence"))
                edges.append(_edge(kind, row, found or [], texts))
                ends.append((order[row["start"]], order[row["end"]]))
                unread += found is None
    things = {node["id"]: node["name"] for node in nodes if node["kind"] in ("Dataset", "Method")}
    for one, others in versions(things).items():
        nodes[order[one]]["versions"] = sorted(order[other] for other in others)
    return Content(nodes, through, edges, ends, listings, unread)


def _node(label: str, row: dict[str, Any], links: int, listings: list[int]) -> dict[str, Any]:
    """
    Give a node: its kind, names, links and other properties, without empty ones.

    Where not all aliases are worth showing beside its name, `otherNames` has those that are.
    """
    name = row.get("title") or row.get("name") or row["id"]
    known = {
        key: value for key, value in row.items() if key not in _NOT_SHOWN and value not in (None, "", [])
    }
    if label == "Paper":
        known |= {"abstract": shown(text)} if (text := row.get("abstract")) else {}
        name = shown(name)
    found = ways(row)
    aliases = row.get("aliases") or []
    others = other_names(name, aliases) if aliases else aliases
    return {
        "id": row["id"],
        "kind": label,
        "name": name,
        "links": links,
        **known,
        **({"listings": listings} if listings else {}),
        **({"addresses": found} if found else {}),
        **({"otherNames": others} if others != aliases else {}),
    }


def _edge(kind: str, row: dict[str, Any], evidence: list[dict[str, Any]], texts: Texts) -> dict[str, Any]:
    """Give a link: its type, properties and sentences; nothing empty, no role where it is just "mentions"."""
    known = {
        key: round(value, 3) if isinstance(value, float) else value
        for key, value in row.items()
        if key not in ("start", "end", "evidence", "surfaces")
        and value not in (None, [], "mentions")
        and not (isinstance(value, float) and not math.isfinite(value))
    }
    if kind == "BUILDS_ON":
        known["reasons"] = [_reason(record, row, texts) for record in evidence]
    elif evidence:
        known["quotes"] = [_quote(record, row["start"], texts) for record in sorted(evidence, key=_reticence)]
    return {"type": kind, **known}


def _reticence(record: dict[str, Any]) -> tuple[bool, bool]:
    return reticence(record.get("field"), _roles(record))


def _roles(record: dict[str, Any]) -> list[str]:
    found = record.get("roles")
    return [str(role) for role in found] if isinstance(found, list) else []


def _reason(record: dict[str, Any], row: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """Give why one paper builds on another: what they share and the sentences of both."""
    sides = {}
    for side, paper in (("mentioned", row["start"]), ("introduced", row["end"])):
        half = record.get(side)
        if isinstance(half, dict):
            sides[side] = _quote(half, paper, texts)
    return {"via": str(record.get("via") or ""), "entity": str(record.get("entity") or ""), **sides}


def _quote(record: dict[str, Any], paper: str, texts: Texts) -> Quote:
    """Give a sentence by its place in the paper's text, or as text where it is not there, and its roles."""
    return [*_place(record, paper, texts), *_roles(record)]


def _place(record: dict[str, Any], paper: str, texts: Texts) -> Quote:
    sentence, surface = str(record.get("sentence") or ""), str(record.get("surface") or "")
    field, start, end = record.get("field"), record.get("start"), record.get("end")
    if field in FIELDS and isinstance(start, int) and isinstance(end, int) and paper in texts:
        number = FIELDS.index(field)
        text = texts[paper][number]
        if 0 <= start < end <= len(text) and text[start:end] == surface:
            begin = (
                text.rfind(sentence, max(0, end - len(sentence)), start + len(sentence)) if sentence else -1
            )
            if begin < 0:
                begin, sentence = start, surface
            display = _shown(text)
            return [number, *map(display.at, (begin, start, end, begin + len(sentence)))]
    before, found, after = sentence.partition(surface) if surface else (sentence, "", "")
    return list(map(shown, [before, found, after] if found else [sentence, "", ""]))


@lru_cache(maxsize=8)
def _shown(text: str) -> Shown:
    return Shown(text)
