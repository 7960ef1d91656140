"""
What is stored besides the graph: the records of each listing and the ledger, split into parts named by their content.

A part is a table as compressed JSON, a list of rows. An unchanged listing has the same parts again, so they are not sent
again. A text that is stored last says which parts belong together, and in which order.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

import orjson
import polars as pl

from kg.corpus import Corpus, Listing
from kg.corpus.tables import TABLES, from_tables, table, to_table
from kg.graph import LEDGER, schema
from kg.model import Decision

BYTES = 8 << 20
"""Approximate upper bound of the size of a part or of a batch of rows."""

_ROWS = 2_000


class Part(NamedTuple):
    """A piece of a table and its name."""

    name: str
    data: bytes


Keep = Callable[[Iterable[Part]], list[str]]
"""A function that stores parts, or only looks at them, and gives their names."""


@dataclass(frozen=True, slots=True)
class Content:
    """A description of what is stored: of each listing all but its records, and the names of all parts."""

    listings: list[dict[str, Any]] = field(default_factory=list)
    ledger: list[str] = field(default_factory=list)
    decisions: list[list[str]] = field(default_factory=list)
    """What the owner decided about names, as rows; few, so they need no part."""
    names: list[str] = field(default_factory=list)
    """Parts with the owner's own names."""
    extractors: list[list[str]] = field(default_factory=list)
    """Name and version of the extractors that the owner chose."""
    encoder: list[list[str]] = field(default_factory=list)
    """The same of the encoder, if there is one."""

    @classmethod
    def of(cls, text: str | None) -> Content:
        """Give the content from its text; without one nothing is stored."""
        return cls(**json.loads(text)) if text else cls()

    def text(self) -> str:
        """Give the text that describes the content."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def truth(self) -> Content:
        """Give the content without the ledger: that of the corpus."""
        return replace(self, ledger=[])

    def parts(self) -> list[str]:
        """Give the names of all parts."""
        return [*self.corpus_parts(), *self.ledger]

    def corpus_parts(self) -> list[str]:
        """Give the names of the parts that hold the corpus."""
        return [*(part for listing in self.listings for part in listing["parts"]), *self.names]


def describe(listing: Listing, parts: Sequence[str]) -> dict[str, Any]:
    """Give what is known of a listing, and the names of the parts that hold its records."""
    (known,) = to_table(Corpus((listing,)), "listings").to_dicts()
    return {**known, "parts": list(parts)}


def truth(corpus: Corpus, keep: Keep) -> Content:
    """Give the content that makes up a corpus; `keep` gives the names of parts."""
    return Content(
        [describe(one, keep(record_parts(one))) for one in corpus.listings],
        decisions=[list(row) for row in to_table(corpus, "decisions").rows()],
        names=keep(_parts(to_table(corpus, "names"))),
        extractors=[list(row) for row in to_table(corpus, "extractors").rows()],
        encoder=[list(row) for row in to_table(corpus, "encoder").rows()],
    )


def record_parts(listing: Listing) -> Iterator[Part]:
    """Give the records of a listing in parts."""
    return _parts(to_table(Corpus((listing,)), "records"))


def ledger_parts(ledger: pl.DataFrame) -> Iterator[Part]:
    """Give the ledger in parts."""
    return _parts(ledger)


def corpus(content: Content, data: Mapping[str, bytes]) -> Corpus:
    """Give the corpus from its parts."""
    records = [
        _records(data[part]).with_columns(pl.lit(number, pl.Int64).alias("listing"))
        for number, listing in enumerate(content.listings)
        for part in listing["parts"]
    ]
    listings = [[one[name] for name in TABLES["listings"]] for one in content.listings]
    names = [row for part in content.names for row in _rows(data[part])]
    return from_tables(
        {
            "listings": table("listings", listings),
            "records": pl.concat([table("records"), *records]),
            "decisions": table("decisions", content.decisions),
            "names": table("names", names),
            "extractors": table("extractors", content.extractors),
            "encoder": table("encoder", content.encoder),
        }
    )


def _records(data: bytes) -> pl.DataFrame:
    """Give a part with records; one that an earlier kg stored lacks their last fields."""
    width = len(TABLES["records"])
    return table("records", ([*row, *[None] * (width - len(row))] for row in _rows(data)))


def decisions(content: Content) -> tuple[Decision, ...]:
    """Give the decisions of the corpus."""
    return tuple(Decision(*row) for row in table("decisions", content.decisions).rows())


def ledger(content: Content, data: Mapping[str, bytes]) -> pl.DataFrame:
    """Give the ledger from its parts."""
    types = schema(LEDGER)
    pieces = [pl.DataFrame(_rows(data[part]), schema=types, orient="row") for part in content.ledger]
    return pl.concat([pl.DataFrame(schema=types), *pieces])


def fitting(rows: pl.DataFrame, most: int) -> int:
    """Give how many rows of a table make up a part or a batch, judged by their mean size."""
    return max(1, min(most, BYTES * len(rows) // max(int(rows.estimated_size()), 1)))


def _parts(rows: pl.DataFrame) -> Iterator[Part]:
    for piece in rows.iter_slices(fitting(rows, _ROWS)):
        text = orjson.dumps(piece.rows())
        yield Part(f"part:{hashlib.sha256(text).hexdigest()}", zlib.compress(text, 1))


def _rows(data: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = orjson.loads(zlib.decompress(data))
    return rows
