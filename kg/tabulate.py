"""The last step of a build: papers, entities, their mentions and the links between papers as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
import polars as pl

from kg.graph import LEDGER, NODES, RELATIONSHIPS, Graph, Type, column
from kg.graph.evidence import record
from kg.model import FIELDS, Entity, Mention, Paper
from kg.names.code_hosts import parts_of
from kg.resolve import Resolution

_BLOCK = 5_000
"""How many rows of a table are made at a time."""


def tabulate(
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    resolution: Resolution,
    links: Mapping[str, pl.DataFrame],
) -> Graph:
    """Lay out papers, entities, their mentions and the links between papers as the tables of a graph."""
    mentioned = _mentions(mentions, resolution.entity_of)
    users = dict(mentioned.group_by("end").len().iter_rows())
    kinds: dict[str, list[Entity]] = {"dataset": [], "method": [], "repo": []}
    for entity in resolution.entities:
        kinds[entity.kind].append(entity)
    nodes = {
        "Paper": _frame(NODES["Paper"], map(_paper_row, papers)),
        "Dataset": _frame(NODES["Dataset"], (_entity_row(one, users[one.id]) for one in kinds["dataset"])),
        "Method": _frame(NODES["Method"], (_entity_row(one, users[one.id]) for one in kinds["method"])),
        "Repo": _frame(NODES["Repo"], (_repo_row(one, users[one.id]) for one in kinds["repo"])),
    }
    ledger = _ledger(resolution.entities, {paper.id: paper.listings for paper in papers})
    return Graph.of(nodes, {"MENTIONS": mentioned, **links}, _frame(LEDGER, ledger))


def _frame(columns: Mapping[str, Type], rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Make a table block by block, so that few rows are in memory in both forms."""
    rest = iter(rows)
    blocks = [_block(columns, [])]
    while block := list(islice(rest, _BLOCK)):
        blocks.append(_block(columns, block))
    return pl.concat(blocks)


def _block(columns: Mapping[str, Type], rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        {name: column([row.get(name) for row in rows], kind) for name, kind in columns.items()}
    )


def _paper_row(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "url": paper.url,
        "arxivId": paper.arxiv_id,
        "doi": paper.doi,
        "citationKey": paper.citation_key,
        "published": paper.published,
        "year": paper.year,
        "authors": paper.authors,
        "venue": paper.venue,
        "keywords": paper.keywords,
        "upvotes": paper.upvotes,
        "listings": paper.listings,
    }


def _entity_row(entity: Entity, papers: int) -> dict[str, Any]:
    aliases = sorted({alias.name for alias in entity.aliases} - {entity.name})
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": aliases,
        "family": entity.family,
        "papers": papers,
    }


def _repo_row(entity: Entity, papers: int) -> dict[str, Any]:
    host, owner, name = parts_of(entity.name)
    return {
        "id": entity.id,
        "name": name,
        "url": f"https://{entity.name}",
        "host": host,
        "owner": owner,
        "papers": papers,
    }


def _ledger(entities: Iterable[Entity], listings: Mapping[str, Sequence[str]]) -> Iterator[dict[str, Any]]:
    for entity in entities:
        for alias in entity.aliases:
            yield {
                "entity": entity.id,
                "name": entity.name,
                "alias": alias.name,
                "rule": alias.rule,
                "of": alias.of,
                "score": alias.score,
                "papers": len(alias.papers),
                "listings": sorted({name for paper in alias.papers for name in listings[paper]}),
                "evidence": _place(alias.evidence) if alias.evidence else None,
            }


def _place(mention: Mention) -> str:
    return orjson.dumps({"paper": mention.paper, **record(mention)}).decode()


def _mentions(mentions: Sequence[Mention], entity_of: Sequence[str]) -> pl.DataFrame:
    """Give one relationship for each paper and entity, whatever the number of places that name it."""
    together: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention, entity in zip(mentions, entity_of, strict=True):
        together[mention.paper, entity].append(mention)
    rows = (_mention_row(start, end, places) for (start, end), places in together.items())
    return _frame(RELATIONSHIPS["MENTIONS"], rows)


def _mention_row(start: str, end: str, places: list[Mention]) -> dict[str, Any]:
    ordered = sorted(places, key=lambda one: (FIELDS.index(one.field), one.start, one.end, one.rule))
    evidence = [record(one) for one in ordered]
    return {
        "start": start,
        "end": end,
        "role": "introduces" if any(one.role == "introduces" for one in places) else "mentions",
        "roles": sorted({role for one in places for role in one.roles}),
        "count": len({(one.field, one.start, one.end) for one in places}),
        "surfaces": sorted({one.surface for one in places}),
        # The places are not independent (one rule, one author), so they do not add up: the best one counts.
        "confidence": round(max(one.confidence for one in places), 4),
        "evidence": orjson.dumps(evidence).decode(),
    }
