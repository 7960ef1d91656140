"""Candidates as arrays, as the network of kinds is trained on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from kg.extract.lexicon.tables import load_lexicon
from kg.extract.models.network import WINDOW
from kg.extract.paper import described
from kg.model import Paper
from kg.system.processors import processors
from kg.system.subprocesses import pool, with_shared
from kg.training.examples import Example

LEAST = 3
"""Fewest annotated candidates that have a feature with weights."""
WIDTH = 112
"""Most features of a candidate, of which the rarest are left out: one in a hundred has more."""
PLACES = 3
"""Most places of a candidate whose words the network is trained on."""
_AT_A_TIME = 200
"""Papers that a process describes at a time."""

Vocabulary = Mapping[str, int]
"""The number of each feature, from 1 for the most frequent; 0 is none."""


class Table(NamedTuple):
    """Candidates, a row for each."""

    features: Any
    """The numbers of the active features, `WIDTH` of them."""
    windows: Any
    """The words around the places: `PLACES` times `2 * WINDOW` numbers."""
    places: Any
    """How many of these places there are."""

    def rows(self, chosen: Any) -> Table:
        """Give some of the candidates, by an index or a slice."""
        return Table(*[column[chosen] for column in self])


def vocabulary(found: Iterable[Example]) -> Vocabulary:
    """Give the features that enough of the examples have."""
    seen = Counter(name for one in found for name in one.features)
    often = sorted(
        (name for name, count in seen.items() if count >= LEAST), key=lambda name: (-seen[name], name)
    )
    return {name: number for number, name in enumerate(often, start=1)}


def of_examples(found: Sequence[Example], known: Vocabulary) -> Table:
    """Give the table of training examples."""
    return _table(((one.features, one.windows) for one in found), known)


def of_papers(papers: Sequence[Paper], known: Vocabulary) -> Table:
    """Give the table of all candidates of papers; where there are many, processes of their own read them."""
    if len(papers) <= _AT_A_TIME:
        return _described(papers, known)
    parts = [papers[start : start + _AT_A_TIME] for start in range(0, len(papers), _AT_A_TIME)]
    with pool(processors(), known) as workers:
        found = list(workers.map(partial(with_shared, _described), parts))
    return Table(*map(np.concatenate, zip(*found, strict=True)))


def _described(papers: Sequence[Paper], known: Vocabulary) -> Table:
    return _table(_candidates(papers), known)


def _candidates(papers: Iterable[Paper]) -> Iterator[tuple[frozenset[str], Sequence[int]]]:
    """Give the features and the windows of each candidate of papers."""
    lexicon = load_lexicon()
    for paper in papers:
        [one] = described([paper], lexicon)
        for said, words in zip(one.features, one.windows, strict=True):
            yield said.names(), words


def _table(found: Iterable[tuple[Iterable[str], Sequence[int]]], known: Vocabulary) -> Table:
    """Give the table of candidates by their features and windows."""
    rows, around, places = [], [], []
    for names, words in found:
        active = sorted(filter(None, map(known.get, names)))[:WIDTH]
        rows.append(np.pad(np.array(active, np.int32), (0, WIDTH - len(active))))
        seen = np.array(words[: PLACES * 2 * WINDOW], np.int32)
        around.append(np.pad(seen, (0, PLACES * 2 * WINDOW - len(seen))))
        places.append(len(seen) // (2 * WINDOW))
    return Table(
        np.array(rows, np.int32).reshape(-1, WIDTH),
        np.array(around, np.int32).reshape(-1, PLACES, 2 * WINDOW),
        np.array(places, np.int32),
    )
