"""
The full-text index of a generation: titles, abstracts, names and aliases in an SQLite FTS5 table.

The database behind Cypher has a full-text extension too, but that must be downloaded; SQLite is always there.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.model import NODES
from kg.stores import tables
from kg.stores.base import Hit

FILE = "text.sqlite"

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE texts USING fts5(
    id UNINDEXED, name, aliases, joined, abstract, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TABLE names (folded TEXT, text INTEGER, PRIMARY KEY (folded, text)) WITHOUT ROWID;
"""
# A word in a name weighs more than one in an abstract; the whole name weighs more than all words together.
_RANKED = """
SELECT rowid, 1000 * (rowid IN (SELECT text FROM names WHERE folded = :name))
              - bm25(texts, 0, 10, 8, 5, 1) AS score
FROM texts WHERE texts MATCH :expression ORDER BY score DESC, id LIMIT :limit
"""
_NAMED = """
SELECT names.text, 1000 FROM names JOIN texts ON texts.rowid = names.text
WHERE folded = :name ORDER BY id LIMIT :limit
"""
_FOUND = "SELECT id, name, aliases, abstract FROM texts WHERE rowid = :row"
_SNIPPET = """
SELECT snippet(texts, 4, '', '', '…', 32) FROM texts WHERE texts MATCH :expression AND rowid = :row
"""
_MOST_WORDS = 32
_GATHERED = 1 << 24
"""Bytes of words that are gathered before they are written; at a sixteenth, as usual, merging takes a sixth longer."""


def version() -> str:
    """Give what an index must have been made by; changes whenever older ones must be made again."""
    return "fts5 1"


def build(generation: Path, target: Path) -> None:
    """Make the index of the tables in a folder; `target` must not exist."""
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO texts(texts, rank) VALUES ('hashsize', ?)", (_GATHERED,))
        for row, (node, name, aliases, abstract) in enumerate(_texts(generation), start=1):
            joined = " ".join(_joined(one) for one in (name, *aliases)) if abstract is None else ""
            connection.execute(
                "INSERT INTO texts(rowid, id, name, aliases, joined, abstract) VALUES (?, ?, ?, ?, ?, ?)",
                (row, node, name, " · ".join(aliases), joined, abstract or ""),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO names VALUES (?, ?)", [(_folded(one), row) for one in (name, *aliases)]
            )
        connection.commit()


def search(path: Path, words: str, limit: int) -> list[Hit]:
    """
    Find the nodes that hold all words, else those that hold any word or one that begins with it.

    A node whose whole name or alias was asked for comes first; equally good ones are sorted by id.
    """
    words = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    known = [word for word in words.split() if any(c.isalnum() for c in word)][:_MOST_WORDS]
    values: dict[str, str | int] = {"name": _folded(words), "limit": max(limit, 0)}
    if not values["name"]:
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        if not known:
            return _hits(connection, connection.execute(_NAMED, values).fetchall(), '""')
        for expression in (" AND ".join(map(_either, known)), " OR ".join(f"{_quoted(w)} *" for w in known)):
            values["expression"] = expression
            if rows := connection.execute(_RANKED, values).fetchall():
                return _hits(connection, rows, expression)
    return []


def _hits(connection: sqlite3.Connection, rows: list[tuple[int, float]], expression: str) -> list[Hit]:
    hits = []
    for row, score in rows:
        values = {"row": row, "expression": expression}
        node, name, aliases, abstract = connection.execute(_FOUND, values).fetchone()
        snippet = connection.execute(_SNIPPET, values).fetchone() if abstract else None
        text = snippet[0] if snippet else abstract[:200] or aliases or name
        hits.append(Hit(node, name, score, " ".join(text.split())))
    return hits


def _texts(generation: Path) -> Iterator[tuple[str, str, list[str], str | None]]:
    """Give id, name, aliases and abstract of each node; only papers have an abstract."""
    import polars as pl

    for label, columns in NODES.items():
        name = "title" if "title" in columns else "name"
        aliases = pl.col("aliases") if "aliases" in columns else pl.lit([], dtype=pl.List(pl.String))
        abstract = pl.col("abstract").fill_null("") if "abstract" in columns else pl.lit(None)
        rows = pl.scan_parquet(generation / tables.file(label), glob=False)
        yield from (
            rows.select(
                "id", pl.col(name).fill_null(""), aliases.alias("aliases"), abstract.alias("abstract")
            )
            .collect()
            .iter_rows()
        )


def _either(word: str) -> str:
    """Give the expression for a word as it is or, in names, with its signs left out: "ResNet-50", "resnet50"."""
    return f"({_quoted(word)} OR joined : {_quoted(_joined(word))})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _joined(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())
