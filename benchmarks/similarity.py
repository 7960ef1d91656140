"""
Measure similarity between papers: how good it is, and what it costs.

    python -m benchmarks.similarity quality CORPUS.jsonl.xz CITATIONS.tsv
    python -m benchmarks.similarity quality CORPUS.jsonl.xz CITATIONS.tsv MODEL CACHE
    python -m benchmarks.similarity nearest 20000 50000
    python -m benchmarks.similarity cost PAPERS.jsonl.xz 10000 25000 80000
    python -m benchmarks.similarity growth PAPERS.jsonl.xz 25000 50000 100000 400000

CORPUS and PAPERS hold one JSON object a line with `id`, `title` and `abstract`; CITATIONS two columns, the id of the
citing paper and of the cited one, under a header. Quality is nDCG@10 of the papers that a paper cites, over papers
with three citations or more, in two halves: numbers were chosen on the first alone. With the folder of a
MODEL, as for kg build --encoder, it is that of the words, of the vectors, and of both; the vectors stay in the folder
CACHE, since making them takes far longer than all else. Nearest is the cost of exact neighbours among so many vectors of
384 numbers. Cost is seconds and peak memory
of the exact neighbours, by sparse-dot-topn, and of the pruned ones, each in a process of its own, and the share of the
former that the latter hold. Growth is the cost of the pruned ones alone, and that share for 500 papers; where PAPERS
has fewer than wanted they are repeated with changed words.
"""

import csv
import hashlib
import itertools
import lzma
import math
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from scipy.sparse import csr_matrix

from benchmarks import papers as source
from kg.link.similarity import FLOOR, encoder, similar
from kg.link.similarity.products import best_products
from kg.link.similarity.vectors import vectors
from kg.model import Paper
from kg.stores.embedded.cache import opened

Pairs = set[tuple[str, str]]
SAMPLE = 500
NEIGHBOURS = 10


def main() -> None:
    """Measure what the command line asks for."""
    match sys.argv[1:]:
        case ["quality", corpus, citations]:
            score("words", similar(read(Path(corpus))).iter_rows(), Path(citations))
        case ["quality", corpus, citations, model, cache]:
            quality(read(Path(corpus)), Path(citations), model, Path(cache))
        case ["nearest", *sizes] if sizes:
            for size in map(int, sizes):
                nearest(size)
        case ["cost", papers, *sizes] if sizes:
            for size in map(int, sizes):
                cost(Path(papers), size)
        case ["growth", papers, *sizes] if sizes:
            for size in map(int, sizes):
                growth(Path(papers), size)
        case _:
            sys.exit(__doc__)


def read(path: Path, size: int | None = None) -> list[Paper]:
    """Read the first papers of a file."""
    with lzma.open(path) as lines:
        records = map(orjson.loads, itertools.islice(lines, size))
        return [Paper(id=one["id"], title=one["title"], abstract=one["abstract"] or "") for one in records]


def quality(papers: list[Paper], citations: Path, model: str, folder: Path) -> None:
    """Print how well the nearest papers by words, by vectors and by both foretell citations."""
    papers = sorted(papers, key=lambda paper: paper.id)
    with opened(folder) as cache:
        started = time.process_time()
        vectors = encoder.encoded((model, encoder.version(model)), papers, cache=cache)
        print(f"{len(papers)} papers, encoded in {time.process_time() - started:.1f} s of processors")
    first, second = encoder.nearest(vectors, NEIGHBOURS)
    cosines = np.einsum("ij,ij->i", vectors[first], vectors[second], dtype=np.float64)
    rows = zip(first.tolist(), second.tolist(), cosines.tolist(), strict=True)
    score("words", similar(papers).iter_rows(), citations)
    score("vectors", ((papers[one].id, papers[other].id, value) for one, other, value in rows), citations)
    score("both", similar(papers, encoded=vectors).iter_rows(), citations)


def score(name: str, pairs: Iterable[tuple[Any, ...]], citations: Path) -> None:
    """Print how well pairs, each with a score, foretell citations."""
    cited = defaultdict(set)
    with citations.open(encoding="utf-8", newline="") as rows:
        for citing, other in itertools.islice(csv.reader(rows, delimiter="\t"), 1, None):
            cited[citing].add(other)
    near = defaultdict(list)
    for start, end, value, *_ in pairs:
        near[start].append((-value, end))
        near[end].append((-value, start))
    halves: tuple[list[float], list[float]] = ([], [])
    for paper, relevant in cited.items():
        if len(relevant) >= 3:
            half = halves[hashlib.md5(paper.encode()).digest()[-1] % 2]
            half.append(ndcg([other for _, other in sorted(near[paper])[:10]], relevant))
    for use, gains in zip(("chosen on", "set aside"), halves, strict=True):
        print(f"{name}, {use}: {len(gains)} papers, nDCG@10 {sum(gains) / len(gains):.4f}")


def nearest(size: int) -> None:
    """Print time and memory of exact neighbours among so many vectors, drawn around a hundredth as many centres."""
    numbers = np.random.default_rng(1)
    centres = numbers.normal(size=(size // 100, 384)).astype(np.float32)
    drawn = centres[numbers.integers(0, len(centres), size)] + numbers.normal(size=(size, 384))
    drawn *= 4_000 / np.linalg.norm(drawn, axis=1, keepdims=True)
    vectors = np.rint(drawn).astype(np.int16)
    del drawn
    started, worked = time.perf_counter(), time.process_time()
    encoder.nearest(vectors, 2 * NEIGHBOURS)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{size} vectors: {seconds:.1f} s ({work:.1f} s of processors), {memory / 1e6:.2f} GB", flush=True)


def ndcg(ranked: list[str], relevant: set[str]) -> float:
    """Give the gain of the first ten, discounted by their place, as a share of the best possible."""
    gain = sum(1 / math.log2(place + 2) for place, paper in enumerate(ranked) if paper in relevant)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(10, len(relevant))))


def cost(path: Path, size: int) -> None:
    """Print time, memory and recall for the first papers of a file."""
    found = {}
    for name, exact in (("exact", True), ("pruned", False)):
        with ProcessPoolExecutor(1) as process:
            found[name] = process.submit(timed, path, size, exact).result()
    print(f"{size} papers, recall {len(found['pruned'] & found['exact']) / len(found['exact']):.4f}")


def growth(path: Path, size: int) -> None:
    """Print time, memory and recall, the latter of a sample, for so many papers."""
    with ProcessPoolExecutor(1) as process:
        share, pairs = process.submit(grown, path, size).result()
    print(f"{size} papers, recall {share:.4f} of {pairs} pairs", flush=True)


def timed(path: Path, size: int, exact: bool) -> Pairs:
    """Give the pairs of the first papers of a file, and print what finding them took."""
    return measured(repeated(path, size), exact)


def grown(path: Path, size: int) -> tuple[float, int]:
    """Print what finding the pruned neighbours takes; give the share of a sample's exact ones among them, and their number."""
    papers = sorted(repeated(path, size), key=lambda paper: paper.id)
    found = measured(papers, exact=False)
    matrix = vectors(papers).matrix
    rows = np.random.default_rng(1).choice(size, min(SAMPLE, size), replace=False)
    products = best_products(matrix[rows], matrix, NEIGHBOURS)
    near = [
        tuple(sorted((papers[row].id, papers[other].id)))
        for row, line in zip(rows.tolist(), products, strict=True)
        for other, value in zip(line.indices.tolist(), line.data.tolist(), strict=True)
        if other != row and value >= FLOOR
    ]
    return sum(pair in found for pair in near) / len(near), len(near)


def repeated(path: Path, size: int) -> list[Paper]:
    """Give so many papers, those of the file first."""
    lines = enumerate(itertools.islice(source.papers(path), size))
    return [Paper(id=f"{n:08}", title=one["title"], abstract=one["abstract"] or "") for n, one in lines]


def measured(papers: list[Paper], exact: bool) -> Pairs:
    """Give the pairs; print the seconds that they took, those of all processors together, and the peak memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, worked = time.perf_counter(), time.process_time()
    pairs = similar(papers, exact=exact, product=by_library if exact else None)
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{len(papers)} papers, {'exact' if exact else 'pruned'}: {seconds:.1f} s ({work:.1f} s of processors), "
        f"{memory / 1e6:.2f} GB, {before / 1e6:.2f} of them before, {pairs.height} pairs",
        flush=True,
    )
    return set(pairs.select("start", "end").iter_rows())


def by_library(left: csr_matrix, right: csr_matrix, best: int) -> csr_matrix:
    """Multiply as `best_products` does, by sparse-dot-topn."""
    from sparse_dot_topn import sp_matmul_topn

    return sp_matmul_topn(left, right.T.tocsr(), top_n=best + 1, n_threads=os.cpu_count() or 1)


if __name__ == "__main__":
    main()
