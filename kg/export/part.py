"""The part of a graph that is worth looking at: around one node, the most important, or some kinds only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import polars as pl

from kg.errors import NotFoundError, UsageError
from kg.graph import LABELS, NODES, Graph
from kg.names.folding import fold_name


def part(
    graph: Graph,
    *,
    around: str | None = None,
    depth: int = 1,
    top: int | None = None,
    only: Collection[str] | None = None,
    listing: str | None = None,
) -> Graph:
    """
    Give the part of a graph that meets all conditions, with the links inside it.

    `listing` keeps the papers of this listing and what they mention; `only` keeps nodes of these kinds ("paper",
    "dataset", "method", "repo"); `around` keeps what is at most
    `depth` links from the node of this id, over links of any type and direction between nodes that `only`
    keeps; `top` keeps that many nodes (see `foremost`), the node of `around` always. Properties, such as how many
    papers mention a dataset, stay those of the whole graph.

    Raises NotFoundError where `around` is not a node, UsageError for a number or a kind that cannot be.
    """
    if depth < 0 or (top is not None and top < 1):
        raise UsageError("depth must be 0 or more and top 1 or more")
    if listing is not None:
        graph = _induced(graph, _of_listing(graph, listing))
    if only is not None:
        graph = _induced(graph, _of_kinds(graph, only))
    if around is not None:
        graph = _induced(graph, _near(graph, around, depth))
    if top is not None:
        first = [around] if around is not None else []
        graph = _induced(graph, list(dict.fromkeys([*first, *foremost(graph, top)]))[:top])
    return graph


def foremost(graph: Graph, most: int) -> list[str]:
    """
    Give the ids of so many nodes that show what a graph is about: the most important things, and papers that name them.

    Half are things and half are papers, as far as there are so many. Of the things at most half are families of methods,
    where there are others. Papers come in turns, so that each thing has one before any has many: see `_in_turns`. The
    most linked nodes alone would be no picture: those of 100,000 papers are things, of which hardly a paper among them
    names any, and the papers that name most things all name the same few.
    """
    order = by_importance(graph)
    known = set(graph.nodes["Paper"]["id"])
    papers = [node for node in order if node in known]
    families = set(graph.nodes["Method"].filter("family")["id"])
    wanted = max(most - len(papers), (most + 1) // 2)
    things = _mixed([node for node in order if node not in known], families, wanted)
    return [*things, *_in_turns(graph, things, papers, most - len(things))][:most]


def _mixed(things: Sequence[str], families: Container[str], most: int) -> list[str]:
    """Give so many of the things in their order, at most half of them families as far as there are others."""
    room = max(most // 2, most - sum(thing not in families for thing in things))
    chosen: list[str] = []
    for thing in things:
        if len(chosen) == most:
            break
        if thing in families:
            room -= 1
        if thing not in families or room >= 0:
            chosen.append(thing)
    return chosen


def _in_turns(graph: Graph, things: Sequence[str], papers: Sequence[str], most: int) -> list[str]:
    """
    Give so many papers: in the n-th turn each thing that less than n chosen papers name has its best one chosen.

    The best is the one that names most of the things, of equal ones the most important. Papers that name none come last.
    """
    names = graph.relationships["MENTIONS"].select("start", "end")
    within = [pl.Series(ids, dtype=pl.String).implode() for ids in (papers, things)]
    named = names.filter(pl.col("start").is_in(within[0]) & pl.col("end").is_in(within[1]))
    users, used = defaultdict(list), defaultdict(list)
    for paper, thing in named.iter_rows():
        users[thing].append(paper)
        used[paper].append(thing)
    # Equal ones stay in the order of importance.
    best = sorted(papers, key=lambda paper: -len(used.get(paper, ())))
    rank = {paper: place for place, paper in enumerate(best)}
    waiting = {
        thing: sorted(users[thing], key=rank.__getitem__, reverse=True) for thing in things if thing in users
    }
    turns = islice(_turns(waiting, used), most)
    return list(dict.fromkeys([*turns, *best]))[:most]


def _turns(waiting: dict[str, list[str]], used: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give the papers that are `waiting` for each thing, the best of them last, in turns; `used` has the things of each."""
    chosen: set[str] = set()
    count = Counter[str]()
    turn = 0
    while waiting:
        turn += 1
        for thing in list(waiting):
            while waiting[thing] and waiting[thing][-1] in chosen:
                waiting[thing].pop()
            if not waiting[thing]:
                del waiting[thing]
            elif count[thing] < turn:
                paper = waiting[thing].pop()
                chosen.add(paper)
                count.update(used[paper])
                yield paper


def importance(graph: Graph) -> dict[str, int]:
    """
    Give for every node how often it is linked, in table order: for a thing, in how many papers it is named.

    A thing has its count in the whole graph, even in a part of it. Similarity does not count: every paper has a few
    nearest ones, whatever its importance.
    """
    ends = [
        rows[side]
        for kind, rows in graph.relationships.items()
        if kind != "SIMILAR_TO"
        for side in ("start", "end")
    ]
    counts = dict(pl.concat(ends).value_counts().iter_rows())
    return {
        row["id"]: max(counts.get(row["id"], 0), row.get("papers") or 0)
        for rows in graph.nodes.values()
        for row in rows.select(pl.col("^(id|papers)$")).iter_rows(named=True)
    }


def by_importance(graph: Graph) -> list[str]:
    """Give the ids of all nodes, the most important first, equally important ones sorted by id."""
    links = importance(graph)
    return sorted(links, key=lambda node: (-links[node], node))


def _of_kinds(graph: Graph, only: Collection[str]) -> list[str]:
    unknown = sorted(set(only) - set(LABELS))
    if unknown:
        raise UsageError(f"no such kind of node: {', '.join(unknown)}; choose from {', '.join(LABELS)}")
    return [node for kind in LABELS if kind in only for node in graph.nodes[LABELS[kind]]["id"]]


def _of_listing(graph: Graph, listing: str) -> list[str]:
    """Give the ids of the papers of a listing, and of what they mention."""
    papers = graph.nodes["Paper"].filter(pl.col("listings").list.contains(listing))["id"]
    mentions = graph.relationships["MENTIONS"]
    things = mentions.filter(pl.col("start").is_in(papers.implode()))["end"]
    return [*papers, *things.unique(maintain_order=True)]


def _near(graph: Graph, centre: str, depth: int) -> set[str]:
    """Give the ids of the nodes at most `depth` links away."""
    if not any(centre in rows["id"] for rows in graph.nodes.values()):
        raise NotFoundError(
            f"no node {centre!r} among the kinds of nodes that are asked for; {_cure(graph, centre)}"
        )
    links = pl.concat(rows.select("start", "end") for rows in graph.relationships.values())
    reached = {centre}
    for _ in range(depth):
        inside = pl.Series(list(reached), dtype=pl.String).implode()
        touching = links.filter(pl.col("start").is_in(inside) | pl.col("end").is_in(inside))
        wider = reached.union(touching["start"], touching["end"])
        if wider == reached:
            break
        reached = wider
    return reached


def _cure(graph: Graph, name: str) -> str:
    """Say which id is meant by a name, or what an id looks like."""
    if name.partition(":")[0] in LABELS:
        return "name its kind as well, or see kg search"
    ids = [
        row[0]
        for label, rows in graph.nodes.items()
        for row in rows.select("id", "title" if label == "Paper" else "name").iter_rows()
        if row[1] and fold_name(row[1]) == fold_name(name)
    ]
    if ids:
        return f"give its id: {' or '.join(ids)}"
    return "a node goes by its id, such as dataset:glue; kg search finds it"


def _induced(graph: Graph, keep: Iterable[str]) -> Graph:
    """Give the graph of these nodes, the links between them and their aliases."""
    kept = pl.Series(list(keep), dtype=pl.String).implode()
    return Graph.of(
        {label: graph.nodes[label].filter(pl.col("id").is_in(kept)) for label in NODES},
        {
            kind: rows.filter(pl.col("start").is_in(kept) & pl.col("end").is_in(kept))
            for kind, rows in graph.relationships.items()
        },
        graph.ledger.filter(pl.col("entity").is_in(kept)),
    )
