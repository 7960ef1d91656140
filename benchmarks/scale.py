"""
Measure building and asking graphs of several sizes, beside what a person would pick instead.

    python -m benchmarks.scale PAPERS.jsonl.xz 10000 50000 100000 400000 --page docs/speed.md

PAPERS holds one JSON object a line with `id`, `title` and `abstract`; larger sizes repeat it with changed words
(`benchmarks.papers`). Every figure comes from a process of its own. Seconds are those of processors, which other
programs on the machine disturb less than the clock; both are told for the whole build. With `--page` the tables
take the place of those between the markers of that page.

Measured are: a build, the same listing again, 1,000 papers more, writing the store beside a bare COPY of the same
tables, the slowest of the named queries, and the commands. The alternatives (`benchmarks.alternatives`), for the first
size: exact neighbours by scikit-learn alone, and by scikit-learn with sparse-dot-topn; the graph as networkx in
GraphML and pickle; pyvis' from_nx; names by spaCy's entity ruler where spaCy is installed.
"""

import argparse
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.alternatives import alternatives, aside, stored_graph, written
from benchmarks.measuring import command_work, measured, work
from benchmarks.papers import write

MORE = 1_000
SLOWEST = 3
NAMES = {
    "first": "ImageNet",
    "second": "CIFAR-10",
    "name": "ImageNet",
    "dataset": "ImageNet",
    "method": "Adam",
}
BEGIN, END = "<!-- scale: begin -->\n", "<!-- scale: end -->"


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
            comparison(given.sizes[0], place),
        ]
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
    rows["all"] = f"{whole.work:.0f} s"
    rows["all, seconds by the clock"] = f"{whole.seconds:.0f} s"
    rows["most memory"] = f"{whole.memory:,} MiB"
    rows["the same listing again, share of all"] = f"{again.work / whole.work:.1%}"
    rows[f"{MORE:,} papers more, share of all"] = f"{added.work / whole.work:.1%}"
    print(size, rows, file=sys.stderr)  # a long run that is interrupted has told something
    return rows


def build_table(sizes: list[int], builds: list[dict[str, str]]) -> str:
    """Give the table of the builds."""
    head = ["seconds of processors", *(f"{size:,} papers" for size in sizes)]
    return table(head, [[name, *(one.get(name, "") for one in builds)] for name in builds[0]])


def asking(store: Path, size: int) -> str:
    """Give the table of what reading commands, queries and writing take on a store."""
    paper, queries = measured(_queries, store).value
    rows = [
        [f"query `{name}`", f"{seconds:.2f} s", ""] for seconds, name in sorted(queries)[: -SLOWEST - 1 : -1]
    ]
    for command in (["show", "dataset:imagenet"], ["similar", paper], ["--help"]):
        at = [] if command[0] == "--help" else ["--store", str(store)]
        took = command_work([*command, *at])
        rows.append([f"`kg {command[0]}`, start-up included", f"{took:.2f} s", ""])
    writing, bare = measured(written, store), measured(_copy, store)
    rows.append(
        ["writing the store", f"{writing.work:.1f} s", f"{writing.work / bare.work:.1f} times a bare COPY"]
    )
    return table([f"on {size:,} papers", "seconds of processors", ""], rows)


def comparison(size: int, place: Path) -> str:
    """Give the table of what a person would pick instead, on one size."""
    rows = []
    for name, other, own, path in alternatives(place / f"papers-{size}.jsonl", place / f"store-{size}"):
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
    head = ["its seconds of processors", "kg's", "times", "its memory", "kg's memory"]
    return table([f"on {size:,} papers", *head], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _build(store: Path, listing: Path) -> Any:
    from kg.build import add
    from kg.readers import read
    from kg.stores import open_store

    with open_store(store, create=True) as opened:
        change = add(opened, read([str(listing)]))
        return change.built.stages if change.built else ()


def _queries(store: Path) -> tuple[str, list[tuple[float, str]]]:
    from kg import queries
    from kg.explore import understood
    from kg.stores import open_store

    found = []
    with open_store(store) as opened:
        ((paper,), (other,)) = opened.query(
            "MATCH (p:Paper)-[:MENTIONS]->(x) WITH p, count(x) AS n RETURN p.id ORDER BY n DESC, p.id LIMIT 2"
        ).rows
        for query in map(queries.load, queries.names()):
            given = {**NAMES, "paper": paper, "otherPaper": other, "listing": opened.corpus().names()[0]}
            texts = {
                one.name: given.get(one.name, one.example)
                for one in query.parameters
                if one.name in given or one.default is None
            }
            values = understood(opened, query, query.values(texts))[0]
            before = work()
            opened.query(query.cypher, values, seconds=600)
            found.append((work() - before, query.name))
    return paper, found


def _copy(store: Path) -> None:
    """Copy the tables of a store into a database of their own, and do nothing else."""
    import ladybug

    from kg.stores.embedded import graph_index

    graph = stored_graph(store)
    filled = {name for name, rows in graph.tables.items() if rows.height}
    (generation,) = (store / "generations").glob("[0-9a-f]*")
    with (
        aside() as folder,
        ladybug.Database(folder / "bare.lbug") as database,
        ladybug.Connection(database) as connection,
    ):
        for statement in graph_index.statements(generation, filled):
            connection.execute(statement)


if __name__ == "__main__":
    main()
