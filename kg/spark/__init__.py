"""
Apache Spark as the engine of a build: the same stages, their work spread over the machines of a cluster.

Spark does the most expensive work: extraction, and the comparison of papers, block by block. The functions are those of the default engine and see the same papers in the same batches,
so the graph is the same, byte for byte. Everything else stays where the command runs (the driver), which therefore
holds the papers, their mentions and the tables, as it does without Spark.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from kg.build import Engine
from kg.extract import extract
from kg.link.similarity import comparing
from kg.spark.blocks import product
from kg.spark.mapping import over
from kg.spark.session import LOCAL_MASTER, session


@contextmanager
def engine(master: str = LOCAL_MASTER) -> Iterator[Engine]:
    """
    Give the engine that works on a cluster, for as long as the context lasts.

    `master` is the cluster's address as Spark writes it; a session that runs already is used as it is. Raises
    EngineError where Spark, Java or the cluster is not available.
    """
    with session(master) as spark:
        yield Engine(
            extract=partial(extract, over=partial(over, spark)),
            comparing=partial(comparing, product=partial(product, partial(over, spark))),
        )
