"""
Cluster the words of many abstracts by their contexts; `make groups` calls it.

    python -m kg.training.word_groups LISTING... --without ANNOTATIONS...

Each word has a row of co-occurrence counts with the most frequent words at the offsets -2 to +2 (positional contexts).
The counts are weighted by positive pointwise mutual information with context distribution smoothing (O. Levy,
Y. Goldberg and I. Dagan, "Improving Distributional Similarity with Lessons Learned from Word Embeddings", TACL 2015),
reduced by truncated singular value decomposition, and clustered by k-means. The papers of ANNOTATIONS are left out, so
that figures measured on them are not biased by their words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import kg.extract
from kg.extract.text import groups
from kg.extract.text.sentences import passage
from kg.model import Paper
from kg.names.folding import fold_title
from kg.readers import read as read_listings

LEAST = 12
"""Least number of occurrences of a word that is clustered."""
BESIDE = 3_000
"""Number of context words: the most frequent words."""
DIMENSIONS = 64
"""Dimensions of the word vectors."""
COUNT = 256
"""Number of clusters, chosen by cross-validation of the classifiers that use them."""
PLACES = (-2, -1, 1, 2)
"""Offsets of the context words."""
SMOOTHING = 0.75
"""Exponent of the context counts (context distribution smoothing), which damps the information of rare contexts."""


def words(papers: Iterable[Paper]) -> Iterator[list[str]]:
    """Give the words of each title and each abstract, normalised as word groups have them; see `groups.form`."""
    for paper in papers:
        for text in (paper.title, paper.abstract):
            found = filter(lambda word: word.text, passage(text).words)
            yield [groups.form(word.text, word.lower, named=word.named) for word in found]


def sort(texts: Iterable[list[str]]) -> list[list[str]]:
    """Give the clusters of the words, the largest first, each with its words in alphabetical order."""
    from sklearn.cluster import KMeans

    known, found_vectors = vectors(texts)
    labels = KMeans(COUNT, n_init=1, max_iter=60, random_state=0).fit_predict(found_vectors)
    found: dict[int, list[str]] = {}
    for word, label in zip(known, labels, strict=True):
        found.setdefault(int(label), []).append(word)
    return sorted((sorted(group) for group in found.values()), key=lambda group: (-len(group), group))


def vectors(texts: Iterable[list[str]], *, least: int = LEAST) -> tuple[list[str], Any]:
    """Give the words that occur often enough, the most frequent first, and their vectors."""
    known, counts = _counts(texts, least)
    return known, _vectors(counts)


def _counts(texts: Iterable[list[str]], least: int) -> tuple[list[str], Any]:
    """Give the words and a sparse matrix of counts: a row for each, a column for each offset and context word."""
    import numpy as np
    from scipy.sparse import coo_matrix

    kept = [[*text, "", ""] for text in texts]
    seen = Counter(chain.from_iterable(kept))
    del seen[""]
    known = [
        word for word, count in sorted(seen.items(), key=lambda one: (-one[1], one[0])) if count >= least
    ]
    number = {word: at for at, word in enumerate(known)}
    row = np.fromiter((number.get(word, -1) for word in chain.from_iterable(kept)), dtype=np.int32)
    total = None
    for at, place in enumerate(PLACES):
        one, other = (row[:-place], row[place:]) if place > 0 else (row[-place:], row[:place])
        both = (one >= 0) & (other >= 0) & (other < BESIDE)
        pairs = (one[both], other[both] + at * BESIDE)
        shape = (len(known), len(PLACES) * BESIDE)
        found = coo_matrix((np.ones(len(pairs[0]), dtype=np.float32), pairs), shape=shape).tocsr()
        total = found if total is None else total + found
    return known, total


def _vectors(counts: Any) -> Any:
    """Give word vectors of unit length: truncated singular value decomposition of the smoothed PPMI of counts."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    table = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** SMOOTHING
    expected = rows[table.row] * columns[table.col] / columns.sum()
    information = np.log(table.data / expected)
    more = information > 0
    places = (table.row[more], table.col[more])
    left, values, _ = randomized_svd(
        csr_matrix((information[more], places), shape=table.shape), DIMENSIONS, n_iter=3, random_state=0
    )
    vectors = left * np.sqrt(values)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def main() -> None:
    """Write the word groups to the file that the extraction loads."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.training.word_groups", description=__doc__.split("\n")[1]
    )
    parser.add_argument("listings", nargs="+", help="listings whose words are sorted")
    parser.add_argument(
        "--without", nargs="*", default=[], type=Path, help="annotations whose papers stay out"
    )
    options = parser.parse_args()
    out = {
        fold_title(one["title"]) for file in options.without for one in json.loads(file.read_text("utf-8"))
    }
    papers = (paper for reading in read_listings(options.listings) for paper in reading.listing.papers)
    found = sort(words(paper for paper in papers if fold_title(paper.title) not in out))
    body = "".join(" ".join(group) + "\n" for group in found)
    (Path(kg.extract.__file__).parent / "weights" / groups.GROUPS).write_text(body, "utf-8")


if __name__ == "__main__":
    main()
