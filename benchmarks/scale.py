"""
Measure building and asking graphs of several sizes, beside what a person would pick instead.

    python -m benchmarks.scale PAPERS.jsonl.xz 10000 50000 100000 400000 --page docs/speed.md

PAPERS holds one JSON object a line with `id`, `title` and `abstract`; larger sizes repeat it with changed words
(`benchmarks.papers`). Every figure comes from a process of its own. Seconds are those of processors, which other
programs on the machine disturb less than the clock; both are told for the whole build. With `--page` the tables
take the place of those between the markers of that page.

Measured are: a build, the same listing again, 1,000 papers more, writing the store beside a bare COPY of the same tables, the slowest of the named queries, and the commands.
The alternatives, for the first size: exact neighbours by scikit-learn alone, and by scikit-learn with
sparse-dot-topn; the graph as networkx in GraphML and pickle; pyvis' from_nx; names by spaCy's entity ruler where
spaCy is installed.
"""

import argparse
import multiprocessing
import os
import pickle  # of a graph made here
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.papers import write

MORE = 1_000
SLOWEST = 3
PAGE_NODES = 1_000
NAMES = {
    "first": "ImageNet",
    "second": "CIFAR-10",
    "name": "ImageNet",
    "dataset": "ImageNet",
    "method": "Adam",
}
BEGIN, END = "<!-- scale: begin -->\n", "<!-- scale: end -->"


@dataclass(frozen=True)
class Took:
    """What a measured piece of work took."""

    value: Any
    seconds: float
    work: float
    """Seconds of processors."""
    memory: int
    """Most resident memory of the process and of all that it starts, at one time, in MiB."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        builds = [build_rows(given.papers, size, place) for size in given.sizes]
        tables = [
            build_table(given.sizes, builds),
            asking(place / f"store-{given.sizes[-1]}", given.sizes[-1]),
        ]
        tables.append(alternatives(given.sizes[0], place))
    text = "\n\n".join(tables) + "\n"
    print(text)
    if given.page:
        old = given.page.read_text(encoding="utf-8")
        begin, end = old.index(BEGIN) + len(BEGIN), old.index(END)
        given.page.write_text(old[:begin] + text + old[end:], encoding="utf-8")


def build_rows(source: Path, size: int, place: Path) -> dict[str, str]:
    """Build a store of so many papers and give what each step took."""
    listing = write(source, size, place / f"papers-{size}.jsonl")
    more = write(source, MORE, place / f"more-{size}.jsonl", first=size)
    store = place / f"store-{size}"
    whole = measured(_build, store, listing)
    again = measured(_build, store, listing)
    added = measured(_build, store, more)
    stages = {stage.name: stage for stage in whole.value}
    rows = {name: f"{stage.work:.1f} s" for name, stage in stages.items()}
    rows["all, seconds of processors"] = f"{whole.work:.0f} s"
    rows["all, by the clock"] = f"{whole.seconds:.0f} s"
    rows["most memory"] = f"{whole.memory:,} MiB"
    rows["the same listing again"] = f"{again.work / whole.work:.1%}"
    rows[f"{MORE:,} papers more"] = f"{added.work / whole.work:.1%}"
    print(size, rows, file=sys.stderr)  # a long run that is interrupted has told something
    return rows


def build_table(sizes: list[int], builds: list[dict[str, str]]) -> str:
    """Give the table of the builds."""
    head = ["stage", *(f"{size:,} papers" for size in sizes)]
    return table(head, [[name, *(one.get(name, "") for one in builds)] for name in builds[0]])


def asking(store: Path, size: int) -> str:
    """Give the table of what reading commands, queries and writing take on a store."""
    paper, queries = measured(_queries, store).value
    rows = [
        [f"query `{name}`", f"{seconds:.2f} s", ""] for seconds, name in sorted(queries)[: -SLOWEST - 1 : -1]
    ]
    for command in (["show", "dataset:imagenet"], ["similar", paper], ["--help"]):
        at = [] if command[0] == "--help" else ["--store", str(store)]
        took = _command([*command, *at])
        rows.append([f"`kg {command[0]}`, start-up included", f"{took:.2f} s", ""])
    writing, bare = measured(_write, store), measured(_copy, store)
    rows.append(
        ["writing the store", f"{writing.work:.1f} s", f"{writing.work / bare.work:.1f} times a bare COPY"]
    )
    return table([f"on {size:,} papers", "processors", ""], rows)


def alternatives(size: int, place: Path) -> str:
    """Give the table of what a person would pick instead, on one size."""
    listing, store = place / f"papers-{size}.jsonl", place / f"store-{size}"
    ways: list[tuple[str, Callable[..., Any], Callable[..., Any], Path]] = [
        ("neighbours: TF-IDF of scikit-learn, its brute-force neighbours", _brute, _similar, listing),
        ("neighbours: TF-IDF of scikit-learn, sparse-dot-topn", _topn, _similar, listing),
        ("store: networkx, written and read as GraphML", _graphml, _stored, store),
        ("store: networkx, written and read as pickle", _pickled, _stored, store),
        (f"page of {PAGE_NODES:,} nodes: pyvis from_nx", _pyvis, _page, store),
        ("names: spaCy with an entity ruler", _spacy, _extracted, listing),
    ]
    rows = []
    for name, other, own, path in ways:
        mine = measured(own, path)
        with suppress(ImportError):
            theirs = measured(other, path)
            ratio = f"{theirs.work / mine.work:.1f}"
            rows.append(
                [
                    name,
                    f"{theirs.work:.1f} s",
                    f"{mine.work:.1f} s",
                    ratio,
                    f"{theirs.memory:,} MiB",
                    f"{mine.memory:,} MiB",
                ]
            )
    return table([f"on {size:,} papers", "it", "kg", "times", "its memory", "kg's memory"], rows)


def measured(function: Callable[..., Any], *arguments: Any) -> Took:
    """Run a function in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_timed, function, *arguments).result()


def _timed(function: Callable[..., Any], *arguments: Any) -> Took:
    started, before = time.perf_counter(), _work()
    with _watched() as most:
        value = function(*arguments)
    return Took(value, time.perf_counter() - started, _work() - before, most() >> 20)


@contextmanager
def _watched() -> Iterator[Callable[[], int]]:
    """Look at the memory of this process and of all that it starts ten times a second; give the most, in bytes."""
    here, over, seen = psutil.Process(), threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.1):
            with suppress(psutil.Error):  # one that has just ended
                seen.append(sum(one.memory_info().rss for one in (here, *here.children(recursive=True))))
                seen[:] = [max(seen)]

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: max(*seen, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10)
    finally:
        over.set()
        watcher.join()


def _work() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _command(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _build(store: Path, listing: Path) -> Any:
    from kg.build import add
    from kg.readers import read
    from kg.stores import open_store

    with open_store(store, create=True) as opened:
        change = add(opened, read([str(listing)]))
        return change.built.stages if change.built else ()


def _queries(store: Path) -> tuple[str, list[tuple[float, str]]]:
    from kg import queries
    from kg.stores import open_store

    found = []
    with open_store(store) as opened:
        ((paper,),) = opened.query(
            "MATCH (p:Paper)-[:MENTIONS]->(x) WITH p, count(x) AS n RETURN p.id ORDER BY n DESC, p.id LIMIT 1"
        ).rows
        for query in map(queries.load, queries.names()):
            given = {**NAMES, "paper": paper, "listing": opened.corpus().names()[0]}
            values = {one.name: given.get(one.name, one.default or one.example) for one in query.parameters}
            before = _work()
            opened.query(query.cypher, values, seconds=600)
            found.append((_work() - before, query.name))
    return paper, found


def _graph(store: Path) -> Any:
    from kg.stores import open_store

    with open_store(store) as opened:
        return opened.graph()


@contextmanager
def _aside() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _write(store: Path) -> None:
    from kg.corpus import Corpus
    from kg.stores.embedded import EmbeddedStore

    with _aside() as folder, EmbeddedStore(folder / "graph", create=True) as target:
        target.write(Corpus(), _graph(store))


def _copy(store: Path) -> None:
    """Copy the tables of a store into a database of their own, and do nothing else."""
    import ladybug

    from kg.stores.embedded import graph_index

    graph = _graph(store)
    filled = {name for name, rows in graph.tables.items() if rows.height}
    (generation,) = (store / "generations").glob("[0-9a-f]*")
    with (
        _aside() as folder,
        ladybug.Database(folder / "bare.lbug") as database,
        ladybug.Connection(database) as connection,
    ):
        for statement in graph_index.statements(generation, filled):
            connection.execute(statement)


def _papers(listing: Path) -> Any:
    from kg.corpus import Corpus
    from kg.readers import read

    return Corpus().add(one.listing for one in read([str(listing)])).papers()[0]


def _similar(listing: Path) -> None:
    from kg.link.similarity import similar

    similar(_papers(listing))


def _extracted(listing: Path) -> None:
    from kg.extract import extract

    extract(_papers(listing))


def _matrix(listing: Path) -> Any:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{paper.title} {paper.abstract}" for paper in _papers(listing)]
    return TfidfVectorizer(stop_words="english", dtype=np.float32).fit_transform(texts)


def _brute(listing: Path) -> None:
    from sklearn.neighbors import NearestNeighbors

    matrix = _matrix(listing)
    NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(matrix).kneighbors(matrix)


def _topn(listing: Path) -> None:
    from sparse_dot_topn import sp_matmul_topn

    matrix = _matrix(listing)
    sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=11, n_threads=os.cpu_count() or 1)


def _stored(store: Path) -> None:
    _write(store)


def _flat(store: Path) -> Any:
    """Give the networkx graph with what GraphML can hold: lists as text."""
    view = _graph(store).to_networkx()
    for *_, values in (*view.nodes(data=True), *view.edges(data=True)):
        values.update({name: str(value) for name, value in values.items() if isinstance(value, list)})
    return view


def _graphml(store: Path) -> None:
    import networkx as nx

    with _aside() as folder:
        nx.write_graphml(_flat(store), folder / "graph.graphml")
        nx.read_graphml(folder / "graph.graphml")


def _pickled(store: Path) -> None:
    with _aside() as folder:
        (folder / "graph").write_bytes(pickle.dumps(_graph(store).to_networkx()))
        pickle.loads((folder / "graph").read_bytes())


def _part(store: Path) -> Any:
    view = _graph(store).to_networkx()
    linked = sorted(view.nodes, key=lambda node: (-view.degree(node), node))[:PAGE_NODES]
    return view.subgraph(linked).copy()


def _pyvis(store: Path) -> None:
    from pyvis.network import Network

    plain = _part(store)
    for *_, values in (*plain.nodes(data=True), *plain.edges(data=True)):
        values.clear()
    with _aside() as folder:
        page = Network(cdn_resources="in_line", directed=True)
        page.from_nx(plain)
        (folder / "page.html").write_text(page.generate_html(), encoding="utf-8")


def _page(store: Path) -> None:
    with _aside() as folder:
        command = [
            sys.executable,
            "-m",
            "kg",
            "export",
            "html",
            "-o",
            str(folder / "page.html"),
            "--top",
            str(PAGE_NODES),
        ]
        subprocess.run([*command, "--store", str(store)], check=True, capture_output=True)


def _spacy(listing: Path) -> None:
    import spacy

    from kg.extract import lexicon

    pipeline = spacy.blank("en")
    ruler: Any = pipeline.add_pipe("entity_ruler")
    names = {one.name: one.kind for known in lexicon.load().names.values() for one in known}
    ruler.add_patterns([{"label": kind, "pattern": name} for name, kind in sorted(names.items())])
    for document in pipeline.pipe(f"{paper.title}\n{paper.abstract}" for paper in _papers(listing)):
        list(document.ents)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
