"""A function mapped over values on the workers of a cluster."""

from __future__ import annotations

import pickle  # between a driver and its own workers, as Spark itself does
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import EngineError
from kg.spark.session import reason

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.broadcast import Broadcast
    from pyspark.sql import SparkSession

_Value = TypeVar("_Value")
_Result = TypeVar("_Result")

_COLUMN = "value binary"
_WAVE = 16
"""Values for each processor that are under way at a time; bounds what the driver's Java process holds."""


def over(
    spark: SparkSession,
    function: Callable[..., _Result],
    values: Iterable[_Value],
    shared: Sequence[Any] = (),
) -> Iterator[_Result]:
    """
    Give what a function gives for each value, in their order, computed by the workers.

    With `shared`, each worker has these objects, and the function gets as its second argument an iterator that
    loads one after the other, so that they need not fit into memory together. Values, results and shared objects
    travel pickled, so any text arrives as it is. Raises EngineError where workers fail.
    """
    context = spark.sparkContext
    remaining = iter(values)
    sent: list[Broadcast[Any]] = []
    with _errors():
        try:
            sent += [context.broadcast(one) for one in shared]
            while wave := list(islice(remaining, _WAVE * context.defaultParallelism)):
                rows = [(bytearray(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)),) for value in wave]
                frame = spark.createDataFrame(rows, _COLUMN, verifySchema=False)
                found = frame.mapInArrow(partial(_work, function, sent), _COLUMN).collect()
                yield from (pickle.loads(row.value) for row in found)  # noqa: S301 - from the own workers
        finally:
            for one in sent:
                one.destroy()


def _work(
    function: Callable[..., Any], sent: Sequence[Broadcast[Any]], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Run on a worker: apply the function to the pickled values of a partition."""
    import pyarrow as pa

    for batch in batches:
        for value in batch.column(0):
            more = (_one_by_one(sent),) if sent else ()
            result = function(pickle.loads(value.as_buffer()), *more)  # noqa: S301 - from the own driver
            column = pa.array([pickle.dumps(result, pickle.HIGHEST_PROTOCOL)], pa.binary())
            yield pa.RecordBatch.from_arrays([column], [batch.schema.names[0]])


def _one_by_one(sent: Iterable[Broadcast[Any]]) -> Iterator[Any]:
    for one in sent:
        yield one.value
        del one._value  # Spark would keep all of them in the memory of each worker; the file remains


@contextmanager
def _errors() -> Iterator[None]:
    """Make an EngineError of what Spark raises."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError, EOFError) as error:
        told = reason(None, error)
        more = "; each worker needs kg and all that kg needs" if "ModuleNotFoundError" in told else ""
        raise EngineError(f"Spark could not finish the work: {told}{more}") from error
