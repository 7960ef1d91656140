"""
Measure a build on Spark, with the processors of this machine as its cluster, against a build without it.

    python benchmarks/spark.py PAPERS.jsonl.xz 436 5000 20000

PAPERS holds one JSON object a line with at least `title` and `abstract`. For each size both engines build a new
store, one after the other. Printed are seconds, processor seconds of all processes (Java and the workers included),
the peak memory of the process that was started, and whether both stores hold the same tables.
"""

import ctypes
import itertools
import json
import lzma
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENGINES = {"local": (), "spark": ("--engine", "spark", "--master", "local[2]")}
_SUBREAPER = 36


def main() -> None:
    """Measure what the command line asks for."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    papers, *sizes = sys.argv[1:]
    # Workers that outlive Java become children of this process, so that their time is counted.
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    print(
        "| papers | engine | seconds | processor seconds | peak MiB | same tables |\n|---|---|---|---|---|---|"
    )
    for size in map(int, sizes):
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder) / "papers.jsonl"
            with lzma.open(papers, "rt", encoding="utf-8") as lines:
                listing.write_text("".join(itertools.islice(lines, size)), encoding="utf-8")
            generations = set()
            for engine, options in ENGINES.items():
                store = Path(folder) / engine
                seconds, processor, peak = measure(listing, store, options)
                generations.add(
                    json.loads((store / "manifest.json").read_text(encoding="utf-8"))["generation"]
                )
                same = len(generations) == 1
                print(
                    f"| {size:,} | {engine} | {seconds:.1f} | {processor:.1f} | {peak} | {same} |", flush=True
                )


def measure(listing: Path, store: Path, options: tuple[str, ...]) -> tuple[float, float, int]:
    """Build, and give seconds, processor seconds and the highest memory of the process that was started, in MiB."""
    before, started = children(), time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(listing),
        "--store",
        str(store),
        "--profile",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    print(done.stderr, file=sys.stderr)
    peak = max(int(line.split()[-1]) for line in done.stderr.splitlines() if line.strip()[-1:].isdigit())
    return seconds, children() - before, peak


def children() -> float:
    """Give the processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
