"""
Measure a build on Spark, with the processors of this machine as its cluster, against a build without it.

    python -m benchmarks.spark compare PAPERS.jsonl.xz 436 5000 20000
    python -m benchmarks.spark plan PAPERS.jsonl.xz 10000

PAPERS holds one JSON object a line with at least `title` and `abstract`. `compare` builds a new store with both
engines, one after the other, for each size, and prints seconds, processor seconds of all processes (Java and the
workers included), the peak memory of the process that was started, and whether both stores hold the same tables.
`plan` prints what a paper costs in one process: processor time by where Spark does the work, and what travels.
"""

import itertools
import json
import lzma
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from scipy.sparse import csr_matrix

from kg.build import Engine, add
from kg.extract import extract
from kg.link.similarity import comparing
from kg.link.similarity.products import best_products
from kg.model import Paper
from kg.readers import read
from kg.stores import open_store

ENGINES = {"local": (), "spark": ("--engine", "spark", "--master", "local[2]")}
_LOOK = 0.1
"""Seconds between looks at the processes; what they do after the last look is not counted."""
_STAGE = re.compile(
    r" (Reading|Joining|Extracting|Resolving|Comparing|Inferring|Matching|Laying|Writing) .*\d *$"
)


def main() -> None:
    """Measure what the command line asks for."""
    match sys.argv[1:]:
        case ["compare", papers, *sizes] if sizes:
            compare(Path(papers), [int(size) for size in sizes])
        case ["plan", papers, size]:
            plan(Path(papers), int(size))
        case _:
            sys.exit(__doc__)


@contextmanager
def listing(papers: Path, size: int) -> Iterator[Path]:
    """Give a folder that holds the first papers of a file as `papers.jsonl`, and is deleted."""
    with tempfile.TemporaryDirectory() as folder, lzma.open(papers, "rt", encoding="utf-8") as lines:
        text = "".join(itertools.islice(lines, size))
        (Path(folder) / "papers.jsonl").write_text(text, encoding="utf-8")
        yield Path(folder)


def compare(papers: Path, sizes: list[int]) -> None:
    """Print what both engines take for builds of these sizes."""
    print(
        "| papers | engine | seconds | processor seconds | peak MiB | same tables |\n|---|---|---|---|---|---|"
    )
    for size in sizes:
        with listing(papers, size) as folder:
            generations = set()
            for engine, options in ENGINES.items():
                store = folder / engine
                seconds, processor, peak = measure(folder / "papers.jsonl", store, options)
                manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
                generations.add(manifest["generation"])
                same = len(generations) == 1
                print(
                    f"| {size:,} | {engine} | {seconds:.1f} | {processor:.1f} | {peak} | {same} |", flush=True
                )


def plan(papers: Path, size: int) -> None:
    """Print what a paper costs: milliseconds of one processor, and bytes."""
    spent: dict[str, float] = defaultdict(float)
    bytes_: Counter[str] = Counter()

    def over(
        function: Callable[[Sequence[Paper]], list[bytes]], portions: Iterable[Sequence[Paper]]
    ) -> Iterator[list[bytes]]:
        for portion in portions:
            bytes_["papers to the workers"] += len(pickle.dumps(portion, 5))
            started = time.process_time()
            found = function(portion)
            spent["extraction on the workers"] += time.process_time() - started
            bytes_["mentions from the workers"] += len(pickle.dumps(found, 5))
            yield found

    def product(left: csr_matrix, right: csr_matrix, best: int) -> csr_matrix:
        started = time.process_time()
        found = best_products(left, right, best)
        spent["products on the workers"] += time.process_time() - started
        bytes_["vectors"] += len(pickle.dumps(right, 5))
        return found

    engine = Engine(extract=partial(extract, over=over), comparing=partial(comparing, product=product))
    with listing(papers, size) as folder, open_store(str(folder / "store"), create=True) as store:
        started = time.process_time()
        add(store, read([folder / "papers.jsonl"]), engine=engine)
        spent["all else"] = time.process_time() - started - sum(spent.values())
        for path in (folder / "store").rglob("*"):
            if path.is_file():
                bytes_[f"store, {path.suffix or 'else'}"] += path.stat().st_size
        graph = store.graph()
    for name, value in spent.items():
        print(f"{name}: {value / size * 1000:.2f} ms, {value / sum(spent.values()):.0%}")
    for name, value in bytes_.items():
        print(f"{name}: {value / size:.0f} bytes")
    for kind, rows in graph.relationships.items():
        print(f"{kind}: {rows.height / size:.2f}")


def measure(papers: Path, store: Path, options: tuple[str, ...]) -> tuple[float, float, int]:
    """Build, and give seconds, processor seconds and the highest memory of the process that was started, in MiB."""
    command = [sys.executable, "-m", "kg", "build", str(papers), "--store", str(store), "--profile", *options]
    started = time.perf_counter()
    # Parents do not learn the time of all workers that end, so that each process is looked at while it runs.
    used: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True)
        while process.poll() is None:
            used |= processors(process.pid)
            time.sleep(_LOOK)
        seconds = time.perf_counter() - started
        told.seek(0)
        lines = told.read().splitlines()
    if process.returncode:
        sys.exit("\n".join(lines))
    peak = max(int(line.split()[-1]) for line in lines if _STAGE.match(line))
    return seconds, sum(used.values()), peak


def processors(session: int) -> dict[int, float]:
    """Give the processor seconds of each process of a session so far, by its number."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == session:
                found[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


if __name__ == "__main__":
    main()
