"""
The page beside what plain pyvis makes of the same graph: seconds to write, size, seconds until it is drawn.

    python -m benchmarks.page 1000 5000
    python -m benchmarks.page 10000 50000 --plain no

The graph is made up: topics of papers with abstracts as long as real ones, things that few or many of them mention,
sentences behind each link. Times of the browser are those of Chromium without a graphics card. Plain pyvis gets the
graph by `from_nx`, as its users do, with and without its physics, which runs until it settles or a minute is over.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from kg.export import html
from kg.graph import Graph
from tests.browser import chromium

WORDS = (
    "we show that graph networks learn sparse deep fast models for images text speech and proteins".split()
)
PATIENCE = 60_000
"""Milliseconds after which a page that has not drawn itself is given up."""


def made_up(nodes: int, links: int, seed: int = 0) -> Graph:
    """Give a graph of so many nodes and about so many links."""
    draw = np.random.default_rng(seed)
    papers = nodes * 2 // 5
    kinds = ["dataset"] * (nodes // 10) + ["method"] * (nodes * 2 // 5)
    kinds += ["repo"] * (nodes - papers - len(kinds))
    topics = max(2, nodes // 100)
    topic = draw.integers(0, topics, papers)
    texts = [" ".join(draw.choice(WORDS, 190)) for _ in range(papers)]
    home = draw.integers(0, topics, len(kinds))
    of_topic = [np.flatnonzero(home == number) for number in range(topics)]
    popular = (np.arange(len(kinds)) + 10.0) ** -0.9
    popular /= popular.sum()
    mentions: dict[tuple[int, int], None] = {}
    while len(mentions) < links * 6 // 10:
        for paper in draw.integers(0, papers, links // 10).tolist():
            own = of_topic[topic[paper]]
            near = len(own) and draw.random() < 0.7
            mentions[(paper, int(draw.choice(own) if near else draw.choice(len(kinds), p=popular)))] = None
    by_topic = [np.flatnonzero(topic == number) for number in range(topics)]
    pairs = {
        kind: _pairs(draw, by_topic, topic, count)
        for kind, count in (("SIMILAR_TO", links * 3 // 10), ("CITES", links // 10))
    }
    return Graph.of(_nodes(texts, kinds, mentions), _links(texts, kinds, mentions, pairs))


def _pairs(draw: Any, by_topic: list[Any], topic: Any, count: int) -> list[tuple[int, int]]:
    found: dict[tuple[int, int], None] = {}
    while len(found) < count:
        a = int(draw.integers(0, len(topic)))
        b = int(draw.choice(by_topic[topic[a]])) if draw.random() < 0.8 else int(draw.integers(0, len(topic)))
        if a != b:
            found[(min(a, b), max(a, b))] = None
    return list(found)


def _nodes(
    texts: list[str], kinds: list[str], mentions: dict[tuple[int, int], None]
) -> dict[str, pl.DataFrame]:
    used = np.bincount([thing for _, thing in mentions], minlength=len(kinds)).tolist()
    papers = [
        {
            "id": f"paper:{n}",
            "title": f"{text[:60]} {n}",
            "abstract": text,
            "year": 2015 + n % 11,
            "authors": ["A. Author", "B. Author"],
        }
        for n, text in enumerate(texts)
    ]
    rows: dict[str, list[dict[str, Any]]] = {"Dataset": [], "Method": [], "Repo": []}
    for number, kind in enumerate(kinds):
        rows[kind.capitalize()].append(
            {"id": f"{kind}:{number}", "name": f"{kind.capitalize()}-{number}", "papers": used[number]}
        )
    return {"Paper": pl.DataFrame(papers), **{label: pl.DataFrame(some) for label, some in rows.items()}}


def _links(
    texts: list[str],
    kinds: list[str],
    mentions: dict[tuple[int, int], None],
    pairs: dict[str, list[tuple[int, int]]],
) -> dict[str, pl.DataFrame]:
    def evidence(paper: int, thing: int) -> str:
        start = texts[paper].index(" ", thing % 600) + 1
        end = texts[paper].index(" ", start)
        place = {"field": "abstract", "start": start, "end": end, "surface": texts[paper][start:end]}
        return json.dumps(
            [{**place, "sentence": texts[paper][max(0, start - 90) : end + 60], "rule": "made up"}]
        )

    mentioned = [
        {
            "start": f"paper:{paper}",
            "end": f"{kinds[thing]}:{thing}",
            "role": "mentions" if thing % 5 else "introduces",
            "count": 1,
            "confidence": 0.9,
            "evidence": evidence(paper, thing),
        }
        for paper, thing in mentions
    ]
    joined = {
        kind: pl.DataFrame([{"start": f"paper:{a}", "end": f"paper:{b}"} for a, b in some])
        for kind, some in pairs.items()
    }
    joined["SIMILAR_TO"] = joined["SIMILAR_TO"].with_columns(
        score=pl.lit(0.2), terms=pl.lit(["graph", "sparse"], dtype=pl.List(pl.String))
    )
    return {"MENTIONS": pl.DataFrame(mentioned), **joined}


def plain_pyvis(graph: Graph, out: Path, *, physics: bool) -> None:
    """Write the page that pyvis makes by itself."""
    import networkx as nx
    from pyvis.network import Network

    view = graph.to_networkx()
    simple = nx.MultiDiGraph()
    simple.add_nodes_from(
        (node, {"label": str(data.get("title") or data.get("name"))}) for node, data in view.nodes(data=True)
    )
    simple.add_edges_from((a, b) for a, b, _ in view.edges)
    page = Network(directed=True, cdn_resources="in_line")
    page.from_nx(simple)
    page.toggle_physics(physics)
    out.write_text(page.generate_html(), encoding="utf-8")


def written(name: str, write: Callable[[Path], object], out: Path) -> None:
    """Write a page and say how long that took, in processor time, and how large it is."""
    start = time.process_time()
    write(out)
    print(f"{name}: written in {time.process_time() - start:.1f} s, {out.stat().st_size / 1e6:.1f} MB")


def opened(name: str, browser: Any, file: Path, *actions: tuple[str, str]) -> None:
    """
    Open a page and say when its picture was drawn first, and how long some actions take until they are drawn.

    Each as seconds on the clock and, in brackets, of work of the page's process, which a busy machine does not change.
    """
    page = browser.new_page(viewport={"width": 1400, "height": 900}, offline=True)
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    worked = _clock(page)
    page.goto(file.as_uri(), wait_until="commit")
    drawn = page.evaluate(_DRAWN)
    if drawn is None:
        print(f"{name}: not drawn after {PATIENCE / 1000:.0f} s, given up")
    else:
        print(f"{name}: first drawn after {drawn / 1000:.2f} s ({worked():.2f} s)")
    for label, action in actions:
        worked()
        taken = page.evaluate(_TIMED % action) / 1000
        print(f"{name}: {label} {taken:.2f} s ({worked():.2f} s)")
    page.close()


def _clock(page: Any) -> Callable[[], float]:
    """Give a function that tells how many seconds the page's process has worked since it was asked before."""
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = 0.0

    def since() -> float:
        nonlocal before
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        now, last = metrics["ProcessTime"], before
        before = now
        return float(now - last)

    since()
    return since


# Resolves at the first frame after vis-network has drawn nodes (in milliseconds from the start of the page).
_WATCH = """
window.__drawn = new Promise((resolve) => {
    const fill = CanvasRenderingContext2D.prototype.fill;
    let done = false;
    CanvasRenderingContext2D.prototype.fill = function (...rest) {
        if (!done) { done = true; requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))); }
        return fill.apply(this, rest);
    };
});
"""
_DRAWN = f"() => Promise.race([window.__drawn, new Promise((resolve) => setTimeout(() => resolve(null), {PATIENCE}))])"
_TIMED = """() => new Promise((resolve) => {
    const start = performance.now();
    %s;
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""
_ACTIONS = (
    ("zoom", "network.moveTo({scale: network.getScale() * 1.5}); network.redraw()"),
    ("select a node", "select({node: 0})"),
    ("hide a kind", "change({hiddenKinds: new Set(['Repo'])})"),
    ("one step around", "walk(0, 1)"),
    ("everything again", "showEverything()"),
    ("search", "searchBox.value = 'method-1'; fillResults()"),
)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("nodes", type=int, nargs="?", default=1000)
    parser.add_argument("links", type=int, nargs="?", default=5000)
    parser.add_argument(
        "--plain", choices=("yes", "no"), default="yes", help="whether to measure plain pyvis, too"
    )
    chosen = parser.parse_args()
    graph = made_up(chosen.nodes, chosen.links)
    print(
        f"{sum(map(len, graph.nodes.values())):,} nodes, {sum(map(len, graph.relationships.values())):,} links"
    )
    with TemporaryDirectory() as folder, chromium() as browser:
        ours = Path(folder, "kg.html")
        written("kg", lambda out: html.export(graph, out), ours)
        opened("kg", browser, ours, *_ACTIONS)
        if chosen.plain == "yes":
            for name, physics in (("pyvis without physics", False), ("pyvis", True)):
                out = Path(folder, f"{physics}.html")
                written(name, partial(plain_pyvis, graph, physics=physics), out)
                opened(name, browser, out)


if __name__ == "__main__":
    main()
