"""
Measure loading a graph into Neo4j, beside what people write by hand. Run it from the folder above:

    kg build PAPERS.jsonl --store STORE
    python -m benchmarks.neo4j_load STORE 5000 10000 20000

It loads as many papers of the store as the last number says, with all that hangs on them,

  - by kg, with batches of several sizes,
  - row by row: one MERGE in a transaction of its own, with an index (a part of the rows; the rest is reckoned),
  - in batches by UNWIND without an index (for a minute; it becomes slower with every row),

and then by kg in a process of its own for each number, of which it tells the peak memory. The server is the one that
NEO4J_URI names, whose database must be empty, else one from Maven Central as in the tests, with 2 GB of heap.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from benchmarks.measuring import measured
from kg.corpus import Corpus
from kg.graph import NODES, Graph, label_of
from kg.graph.neo4j_schema import GRAPH_SCHEMA
from kg.stores import open_store
from kg.stores.neo4j import load
from tests.neo4j.server import Address, MavenServer

BATCHES = (100, 1_000, 2_500, 5_000, 10_000, 20_000)
SAMPLE = 3_000
MINUTE = 60


def main() -> None:
    """Measure everything."""
    match sys.argv[1:]:
        case [store, *sizes] if sizes:
            with server() as address:
                os.environ.update(address.environment)
                compare(store, int(sizes[-1]), address)
                for size in map(int, sizes):
                    memory(store, size, address)
        case _:
            sys.exit(__doc__)


@contextmanager
def server() -> Iterator[Address]:
    """Give a running server with an empty database."""
    if uri := os.environ.get("NEO4J_URI"):
        yield Address(uri, os.environ["NEO4J_PASSWORD"], os.environ.get("NEO4J_USERNAME", "neo4j"))
        return
    with tempfile.TemporaryDirectory() as home:
        settings = {"db.memory.transaction.max": "0", "server.memory.pagecache.size": "512m"}
        started = MavenServer(Path(home), settings, ("-Xmx2g", "-XX:TieredStopAtLevel=4"))
        try:
            started.start()
            yield started.address
        finally:
            started.kill()


def compare(store: str, papers: int, address: Address) -> None:
    """Print how long each way takes."""
    graph = first(read(store), papers)
    nodes, links = (sum(map(len, tables.values())) for tables in (graph.nodes, graph.relationships))
    print(f"{papers:,} papers: {nodes:,} nodes and {links:,} relationships\n")
    by_kg(graph, address)  # warms the server
    took = {}
    for rows in BATCHES:
        load.ROWS = rows
        took[rows] = by_kg(graph, address)
        print(
            f"kg, {rows:6,} rows a batch   {took[rows]:8.1f} s {(nodes + links) / took[rows]:10,.0f} rows/s"
        )
    best = min(took.values())
    each_node, each_link = row_by_row(graph, address)
    seconds = nodes / each_node + links / each_link
    print(
        f"row by row, with an index {seconds:8.1f} s (reckoned)  {each_node:,.0f} nodes/s, "
        f"{each_link:,.0f} relationships/s: kg is {seconds / best:.0f} times faster"
    )
    done, seconds = unwind_without_index(graph, address)
    print(
        f"UNWIND without an index   {seconds:8.1f} s for {done:,} of {nodes + links:,} rows: "
        f"kg takes {(nodes + links) / best * seconds / done:.0f} times as many rows in that time\n"
    )


def by_kg(graph: Graph, address: Address) -> float:
    """Give the seconds that kg takes for an empty database."""
    clear(address)
    with open_store(address.uri) as store:
        started = time.perf_counter()
        store.write(Corpus(), graph)
        return time.perf_counter() - started


def row_by_row(graph: Graph, address: Address) -> tuple[float, float]:
    """Give nodes and relationships a second, one transaction each."""
    clear(address, GRAPH_SCHEMA)
    rows = graph.nodes["Paper"].head(SAMPLE).to_dicts()
    mentions = graph.relationships["MENTIONS"].select("start", "end")
    ends = mentions.sample(min(SAMPLE, len(mentions)), seed=1).to_dicts()
    with address.driver() as driver, driver.session(database=address.database) as session:
        started = time.perf_counter()
        for row in rows:
            session.run("MERGE (n:Paper:_Kg {id: $id}) SET n += $row", id=row["id"], row=row).consume()
        half = time.perf_counter()
        for row in ends:
            merge = f"MERGE (a:Paper:_Kg {{id: $start}}) MERGE (b:{label_of(row['end'])}:_Kg {{id: $end}})"
            session.run(f"{merge} MERGE (a)-[r:LINKS]->(b) SET r += $row", **row, row=row).consume()
    return len(rows) / (half - started), len(ends) / (time.perf_counter() - half)


def unwind_without_index(graph: Graph, address: Address) -> tuple[int, float]:
    """Give how many rows are loaded in a minute, and the seconds taken."""
    clear(address)
    with address.driver() as driver, driver.session(database=address.database) as session:
        started, done = time.perf_counter(), 0
        for statement, rows in statements(graph):
            for batch in rows.iter_slices(1_000):
                session.run(f"UNWIND $rows AS row {statement}", rows=batch.to_dicts()).consume()
                done += len(batch)
                if time.perf_counter() - started > MINUTE:
                    return done, time.perf_counter() - started
    return done, time.perf_counter() - started


def statements(graph: Graph) -> Iterator[tuple[str, pl.DataFrame]]:
    """Give the statement for each table as people write it."""
    for label in NODES:
        yield f"MERGE (n:{label} {{id: row.id}}) SET n += row", graph.nodes[label]
    for kind, rows in graph.relationships.items():
        yield f"MATCH (a {{id: row.start}}), (b {{id: row.end}}) MERGE (a)-[:{kind}]->(b)", rows


def memory(store: str, papers: int, address: Address) -> None:
    """Print what a load takes beyond the graph itself, in a process of its own."""
    clear(address)
    took = measured(loaded, store, papers, address.uri)
    print(
        f"{papers:6,} papers: {took.value} MiB with the graph in memory, {took.memory - took.value} MiB more while loading"
    )


def loaded(store: str, papers: int, uri: str) -> int:
    """Load so many papers, and give the peak memory in MiB before that."""
    graph = first(read(store), papers)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    with open_store(uri) as target:
        target.write(Corpus(), graph)
    return before


def read(store: str) -> Graph:
    """Give the graph of a store."""
    with open_store(store) as opened:
        return opened.graph()


def first(graph: Graph, papers: int) -> Graph:
    """Give the graph of the first papers: they, what they mention, and the links among them."""
    chosen = graph.nodes["Paper"].head(papers)
    mentions = graph.relationships["MENTIONS"].join(chosen, left_on="start", right_on="id", how="semi")
    nodes = {
        label: rows.join(mentions, left_on="id", right_on="end", how="semi")
        for label, rows in graph.nodes.items()
    }
    between = {
        kind: rows.join(chosen, left_on="start", right_on="id", how="semi").join(
            chosen, left_on="end", right_on="id", how="semi"
        )
        for kind, rows in graph.relationships.items()
    }
    return Graph.of({**nodes, "Paper": chosen}, {**between, "MENTIONS": mentions})


def clear(address: Address, schema: tuple[str, ...] = ()) -> None:
    """Empty the database, and leave it with this schema alone."""
    address.empty(1_000)
    for (name,) in address.run("SHOW CONSTRAINTS YIELD name"):
        address.run(f"DROP CONSTRAINT {name}")
    for (name,) in address.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
        address.run(f"DROP INDEX {name}")
    for statement in (*schema, "CALL db.awaitIndexes(300)"):
        address.run(statement)


if __name__ == "__main__":
    main()
