"""
What is stored beside the graph: the records of each listing and the ledger, cut into parts named by their content.

A part is a table as compressed JSON, a list of rows. An unchanged listing has the same parts again, so they are not sent
again. What belongs together, and in which order, says a text that is stored last.
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

from kg.corpus import (
    DECISION_COLUMNS,
    EXTRACTOR_COLUMNS,
    LISTING_COLUMNS,
    NAME_COLUMNS,
    RECORD_COLUMNS,
    Corpus,
    Listing,
)
from kg.graph import LEDGER, polars_type

BYTES = 8 << 20
"""Size of a part, or of a batch of rows, roughly, at most."""

_ROWS = 2_000
_LEDGER_COLUMNS = {name: polars_type(kind) for name, kind in LEDGER.items()}


class Part(NamedTuple):
    """A piece of a table and its name."""

    name: str
    data: bytes


Keep = Callable[[Iterable[Part]], list[str]]
"""What stores parts, or not, and gives their names."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is stored: of each listing what is known besides its records, and the names of all parts."""

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
        """Give the text that names the content."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def truth(self) -> Content:
        """Give what makes up the corpus: everything but the ledger."""
        return replace(self, ledger=[])

    def parts(self) -> list[str]:
        """Give the names of all parts."""
        return [*self.corpus_parts(), *self.ledger]

    def corpus_parts(self) -> list[str]:
        """Give the names of the parts that hold the corpus."""
        return [*(part for listing in self.listings for part in listing["parts"]), *self.names]


def describe(listing: Listing, parts: Sequence[str]) -> dict[str, Any]:
    """Give what is known of a listing, and the names of the parts that hold its records."""
    (known,) = Corpus((listing,)).tables()[0].to_dicts()
    return {**known, "parts": list(parts)}


def truth(corpus: Corpus, keep: Keep) -> Content:
    """Give the content that makes up a corpus; `keep` gives the names of parts."""
    return Content(
        [describe(one, keep(record_parts(one))) for one in corpus.listings],
        decisions=[list(row) for row in corpus.decision_table().iter_rows()],
        names=keep(_parts(corpus.name_table())),
        extractors=[list(row) for row in corpus.extractor_table().iter_rows()],
        encoder=[list(row) for row in corpus.encoder_table().iter_rows()],
    )


def record_parts(listing: Listing) -> Iterator[Part]:
    """Give the records of a listing in parts."""
    return _parts(Corpus((listing,)).tables()[1])


def ledger_parts(ledger: pl.DataFrame) -> Iterator[Part]:
    """Give the ledger in parts."""
    return _parts(ledger)


def corpus(content: Content, data: Mapping[str, bytes]) -> Corpus:
    """Give the corpus from its parts."""
    records = [
        _table(data[part], RECORD_COLUMNS).with_columns(pl.lit(number, pl.Int64).alias("listing"))
        for number, listing in enumerate(content.listings)
        for part in listing["parts"]
    ]
    listings = [{name: one[name] for name in LISTING_COLUMNS} for one in content.listings]
    return Corpus.of(
        pl.DataFrame(listings, schema=LISTING_COLUMNS),
        pl.concat([pl.DataFrame(schema=RECORD_COLUMNS), *records]),
        pl.DataFrame(content.decisions, schema=DECISION_COLUMNS, orient="row"),
        pl.concat(
            [pl.DataFrame(schema=NAME_COLUMNS), *(_table(data[part], NAME_COLUMNS) for part in content.names)]
        ),
        pl.DataFrame(content.extractors, schema=EXTRACTOR_COLUMNS, orient="row"),
        pl.DataFrame(content.encoder, schema=EXTRACTOR_COLUMNS, orient="row"),
    )


def ledger(content: Content, data: Mapping[str, bytes]) -> pl.DataFrame:
    """Give the ledger from its parts."""
    pieces = [_table(data[part], _LEDGER_COLUMNS) for part in content.ledger]
    return pl.concat([pl.DataFrame(schema=_LEDGER_COLUMNS), *pieces])


def fitting(rows: pl.DataFrame, most: int) -> int:
    """Give how many rows of a table make up a part or a batch, judged by their mean size."""
    return max(1, min(most, BYTES * len(rows) // max(int(rows.estimated_size()), 1)))


def _parts(rows: pl.DataFrame) -> Iterator[Part]:
    for piece in rows.iter_slices(fitting(rows, _ROWS)):
        text = orjson.dumps(piece.rows())
        yield Part(f"part:{hashlib.sha256(text).hexdigest()}", zlib.compress(text, 1))


def _table(data: bytes, columns: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(orjson.loads(zlib.decompress(data)), schema=dict(columns), orient="row")
