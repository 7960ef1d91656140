"""Papers compared in a process of its own, where there are many, while the one that started it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import polars as pl

from kg.link.similarity.neighbours import Product, similar
from kg.model import Paper
from kg.system.processors import processors
from kg.system.subprocesses import beside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORTH_A_PROCESS = 30_000
"""Fewest papers for which starting one saves more than it costs."""
_AT_A_TIME = 2_000
"""Papers that are handed over at a time."""


@contextmanager
def comparing(
    papers: Sequence[Paper], *, product: Product | None = None, encoded: NDArray[np.int16] | None = None
) -> Iterator[Callable[[], pl.DataFrame]]:
    """
    Give what waits for the table of `similar`.

    The work is done meanwhile in a process of its own, where there are many papers and neither one processor alone nor a
    `product` of another engine, which needs this process; else when the table is asked for. Leaving the context ends it.
    """
    if len(papers) < _WORTH_A_PROCESS or product or processors() == 1:
        yield partial(similar, papers, product=product, encoded=encoded)
        return
    # Only what is compared, and in columns: a paper by itself takes ten times as long to hand over.
    columns = ([one.id for one in papers], [one.title for one in papers], [one.abstract for one in papers])
    starts = range(0, len(papers), _AT_A_TIME)
    blocks = [[column[at : at + _AT_A_TIME] for column in columns] for at in starts]
    with beside("compared papers", _similar, encoded, *blocks) as answer:
        del columns, blocks
        yield lambda: pl.read_parquet(answer())


def _similar(encoded: NDArray[np.int16] | None, *blocks: Sequence[Sequence[str]]) -> bytes:
    """Give the table as a Parquet file: pickled, it took several times its memory on both sides."""
    papers = [
        Paper(title, abstract, id=id_)
        for block in blocks
        for id_, title, abstract in zip(*block, strict=True)
    ]
    file = BytesIO()
    similar(papers, encoded=encoded).write_parquet(file, compression="lz4")
    return file.getvalue()
