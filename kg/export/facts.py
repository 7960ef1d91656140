"""From the tables of a graph to what pages and notes tell, one at a time, so that memory stays small."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from kg.export.pages import THINGS, Inferred, Link, Mentioned, Near, PaperPage, Quote, ThingPage
from kg.graph import MOST_TOGETHER, Graph, evidence, label_of
from kg.model import TELLING, strongest
from kg.names.folding import versions
from kg.text.wording import ROLES

USERS = 200
"""Most papers that one page lists with their sentences; the others are counted."""
NEAR = 12
"""Most neighbours that one page lists."""
MOST_YEARS = 60
"""Most years in a chart; one wrong date would otherwise give thousands of bars."""
_QUOTES = 3
"""Most sentences of one mention that a page quotes."""

_Row = Mapping[str, Any]
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Facts:
    """A graph as the pages need it: the path of each page, and the links of each node."""

    links: Mapping[str, Link]
    graph: Graph
    papers_of: Mapping[str, Sequence[_Row]]
    """Mentions by the thing that is mentioned."""
    things_of: Mapping[str, Sequence[_Row]]
    """Mentions by paper."""
    code_of: Mapping[str, Sequence[str]]
    """The code that a paper introduces, by paper: the first few repositories."""


def gather(graph: Graph, path: Callable[[str, str], str]) -> Facts:
    """
    Collect what all pages need; `path` gives where one lies, from the label and the id of its node.

    Relationships with an end that is not in the graph are left out.
    """
    links = {
        row["id"]: Link(label, path(label, row["id"]), _name(row), row.get("year"), row.get("papers"))
        for label, rows in graph.nodes.items()
        for row in rows.select(pl.col("^(id|title|name|year|papers)$")).iter_rows(named=True)
    }
    ids = pl.Series(list(links), dtype=pl.String).implode()
    whole = {
        kind: rows.filter(pl.col("start").is_in(ids) & pl.col("end").is_in(ids))
        for kind, rows in graph.relationships.items()
    }
    mentions = whole["MENTIONS"].select("start", "end", "role", "roles", "confidence", "evidence")
    papers_of, things_of, code_of = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in mentions.iter_rows(named=True):
        papers_of[row["end"]].append(row)
        things_of[row["start"]].append(row)
        if row["role"] == "introduces" and label_of(row["end"]) == "Repo":
            code_of[row["start"]].append(row["end"])
    first_code = {paper: sorted(repos)[:NEAR] for paper, repos in code_of.items()}
    return Facts(links, Graph(graph.nodes, whole, graph.ledger), papers_of, things_of, first_code)


def listed(known: Facts, label: str) -> list[tuple[Link, _Row]]:
    """Give all nodes of a label: things by how many papers mention them, papers by year, the latest first."""
    rows = list(known.graph.nodes[label].iter_rows(named=True))
    rows.sort(key=lambda row: (-(row.get("papers") or row.get("year") or 0), _name(row).lower(), row["id"]))
    return [(known.links[row["id"]], row) for row in rows]


def things(known: Facts) -> Iterator[ThingPage]:
    """Give the pages of all datasets, methods and repositories."""
    together = _together(known)
    alike = versions(
        {one: link.name for one, link in known.links.items() if link.label in ("Dataset", "Method")}
    )
    for label in THINGS:
        for row in known.graph.nodes[label].iter_rows(named=True):
            yield _thing(known, row, together.get(row["id"], []), alike.get(row["id"], []))


def papers(known: Facts, near: int | None = NEAR) -> Iterator[PaperPage]:
    """Give the pages of all papers, each with at most so many neighbours."""
    nearest = _nearest(known)
    builds_on, built_on_by = _both_ways(known, "BUILDS_ON", _inferred)
    cites, cited_by = _both_ways(known, "CITES", lambda _, link: link)
    for row in known.graph.nodes["Paper"].iter_rows(named=True):
        paper = row["id"]
        told = [_mentioned(one, known.links[one["end"]]) for one in known.things_of.get(paper, ())]
        told.sort(key=lambda one: (THINGS.index(one.link.label), one.link.path))
        yield PaperPage(
            known.links[paper],
            row,
            [one for one in told if one.role == "introduces"],
            [one for one in told if one.role != "introduces"],
            nearest.get(paper, [])[:near],
            builds_on.get(paper, []),
            sorted(built_on_by.get(paper, []), key=lambda one: (-one.confidence, one.link.path))[:USERS],
            cites.get(paper, []),
            cited_by.get(paper, []),
        )


def _thing(known: Facts, row: _Row, together: Sequence[Near], alike: Sequence[str]) -> ThingPage:
    told = [(one, known.links[one["start"]]) for one in known.papers_of.get(row["id"], ())]
    first = [pair for pair in told if pair[0]["role"] == "introduces"]
    users = [pair for pair in told if pair[0]["role"] != "introduces"]
    first.sort(key=lambda pair: (pair[1].year or 9999, pair[1].path))
    users.sort(key=_telling)
    code = {repo for one, _ in first for repo in known.code_of.get(one["start"], ())} - {row["id"]}
    return ThingPage(
        known.links[row["id"]],
        row,
        [_mentioned(*pair) for pair in first[:USERS]],
        [_mentioned(*pair) for pair in users[:USERS]],
        max(len(first) - USERS, 0) + max(len(users) - USERS, 0),
        years(link.year for _, link in told),
        together,
        [known.links[repo] for repo in sorted(code)],
        sorted((known.links[one] for one in alike), key=lambda one: (-(one.papers or 0), one.path))[:NEAR],
    )


def _telling(pair: tuple[_Row, Link]) -> tuple[int, int, float, str]:
    """Give the place of a mention and its paper among others: as `kg show` has it."""
    row, link = pair
    return TELLING.index(strongest(row["roles"])), -(link.year or 0), -(row["confidence"] or 0), link.path


def years(found: Iterable[int | None]) -> list[tuple[int, int]]:
    """Count papers year by year: without a gap, or, where that would be too many years, those with the most papers."""
    counts = Counter(year for year in found if year)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    if last - first < MOST_YEARS:
        return [(year, counts[year]) for year in range(first, last + 1)]
    return sorted(sorted(counts.items(), key=lambda one: (-one[1], -one[0]))[:MOST_YEARS])


def _mentioned(row: _Row, link: Link) -> Mentioned:
    told: dict[str, Quote] = {}
    for quote in evidence.telling(evidence.quotes(row["evidence"])):
        if divided := _divided(quote):
            told.setdefault(quote.sentence, divided)
    does = tuple(ROLES.get(role, role) for role in row["roles"])
    return Mentioned(
        link, row["role"] or "mentions", does, row["confidence"] or 0, tuple(told.values())[:_QUOTES]
    )


def _together(known: Facts) -> dict[str, list[Near]]:
    """Give for each thing what the same papers mention, by the cosine of the two sets of papers, as `kg.explore` does."""
    nodes = known.graph.nodes
    families = nodes["Method"].filter("family")["id"].implode()
    named = known.graph.relationships["MENTIONS"].select("start", "end")
    count = named.group_by("end").len("papers")
    named = named.filter(pl.len().over("start") <= MOST_TOGETHER)
    best = (
        named.join(named, on="start", suffix="_other")
        .filter(pl.col("end") != pl.col("end_other"))
        .group_by("end", "end_other")
        .len("shared")
        .join(count, on="end")
        .join(count, left_on="end_other", right_on="end", suffix="_other")
        .with_columns(
            last=pl.col("end_other").is_in(families) | (2 * pl.col("papers_other") > nodes["Paper"].height)
        )
        .filter(
            (pl.col("shared") > 1)
            | (pl.col("shared").max().over("end") == 1)
            | (~pl.col("last") & (pl.col("shared").max().over("end", "last") == 1))
        )
        .with_columns(
            score=pl.col("shared") / (pl.col("papers") * pl.col("papers_other")).sqrt(),
            near=pl.col("shared").cast(pl.Float64) ** 2 / pl.col("papers_other"),
        )
        .sort("end", "last", "near", "shared", "end_other", descending=[False, False, True, True, False])
        .group_by("end", maintain_order=True)
        .head(NEAR)
    )
    found: dict[str, list[Near]] = defaultdict(list)
    for thing, other, shared, score in best.select("end", "end_other", "shared", "score").iter_rows():
        found[thing].append(Near(known.links[other], score, papers=shared))
    return found


def _nearest(known: Facts) -> dict[str, list[Near]]:
    found: dict[str, list[Near]] = defaultdict(list)
    for row in known.graph.relationships["SIMILAR_TO"].iter_rows(named=True):
        for one, other in ((row["start"], row["end"]), (row["end"], row["start"])):
            found[one].append(Near(known.links[other], row["score"] or 0, tuple(row["terms"])))
    for near in found.values():
        near.sort(key=lambda one: (-one.score, one.link.path))
    return found


def _both_ways(
    known: Facts, kind: str, told: Callable[[_Row, Link], _Value]
) -> tuple[dict[str, list[_Value]], dict[str, list[_Value]]]:
    """Give the relationships of a type by their starts and by their ends."""
    outwards, inwards = defaultdict(list), defaultdict(list)
    for row in known.graph.relationships[kind].iter_rows(named=True):
        outwards[row["start"]].append(told(row, known.links[row["end"]]))
        inwards[row["end"]].append(told(row, known.links[row["start"]]))
    return outwards, inwards


def _inferred(row: _Row, link: Link) -> Inferred:
    reasons = tuple(
        (one.via, _divided(one.mentioned), _divided(one.introduced))
        for one in evidence.reasons(row["evidence"])
    )
    return Inferred(link, strongest(row["roles"]), row["confidence"] or 0, reasons)


def _divided(quote: evidence.Quote | None) -> Quote | None:
    """Give a sentence split at the name; None without one."""
    if quote is None or not quote.sentence:
        return None
    before, name, after = quote.sentence.partition(quote.surface or quote.sentence)
    return before, name, after


def _name(row: _Row) -> str:
    return str(row.get("title") or row.get("name") or row["id"])
