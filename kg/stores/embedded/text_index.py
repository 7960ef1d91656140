"""
The full-text index of a generation: titles, abstracts, names and aliases in an SQLite FTS5 table.

The database behind Cypher has a full-text extension too, but that must be downloaded; SQLite is always there.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph import NODES
from kg.stores import fulltext
from kg.stores.base import Hit
from kg.stores.embedded import tables

if TYPE_CHECKING:
    import polars as pl

FILE = "text.sqlite"

_COLUMNS = ("id", "name", "aliases", "abstract")

_SETTINGS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""
_SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(
    id UNINDEXED, name, aliases, joined, abstract, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TABLE names (folded TEXT, text INTEGER, PRIMARY KEY (folded, text)) WITHOUT ROWID;
"""
_WEIGHTS = {
    "whole": fulltext.WHOLE_NAME,
    "named": fulltext.NAME,
    "aliases": fulltext.ALIASES,
    "joined": 5,
    "abstract": fulltext.ABSTRACT,
}
"""The last but one is that of a name written as one word."""
_RANKED = """
SELECT rowid, :whole * (rowid IN (SELECT text FROM names WHERE folded = :name))
              - bm25(texts, 0, :named, :aliases, :joined, :abstract) AS score
FROM texts WHERE texts MATCH :expression ORDER BY score DESC, id LIMIT :limit
"""
_NAMED = """
SELECT names.text, :whole FROM names JOIN texts ON texts.rowid = names.text
WHERE folded = :name ORDER BY id LIMIT :limit
"""
_FOUND = "SELECT id, name, aliases, abstract FROM texts WHERE rowid = :row"
_SNIPPET = """
SELECT snippet(texts, 4, '', '', '…', :words) FROM texts WHERE texts MATCH :expression AND rowid = :row
"""
_PLACE = """
SELECT texts.rowid FROM names JOIN texts ON texts.rowid = names.text WHERE folded = :name AND id = :id
"""
_BETWEEN = " · "
"""What stands between other names."""
_GATHERED = 1 << 24
"""Bytes of words that are gathered before they are written; with the default, a sixteenth, merging takes a sixth longer."""


def version() -> str:
    """Give the version that an index must have been made by; it changes whenever older ones must be made again."""
    return "fts5 2"


def build(generation: Path, target: Path, before: Path | None = None) -> None:
    """
    Make the index of the tables in a folder; `target` must not exist.

    `before` is an intact generation: its index is copied and only changed texts are replaced, unless a paper is gone, whose
    words must not stay in the file.
    """
    changes = _changes(before, generation) if before else None
    if before and changes:
        shutil.copyfile(before / FILE, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(_SETTINGS if changes else _SETTINGS + _SCHEMA)
        connection.execute("INSERT INTO texts(texts, rank) VALUES ('hashsize', ?)", (_GATHERED,))
        for label in NODES:
            if changes:
                gone, new = changes[label]
                _remove(connection, gone)
            else:
                new = _texts(generation, label).collect()
            _add(connection, new)
        connection.commit()


def _changes(before: Path, after: Path) -> dict[str, tuple[pl.DataFrame, pl.DataFrame]] | None:
    """Give for each label the texts that are gone and those that are new; None where a paper is gone."""
    import polars as pl

    changes = {}
    for label in NODES:
        known, texts = (_texts(folder, label).collect() for folder in (before, after))
        # Joined by id alone and then compared: a join of whole texts computes a hash of each, and takes three times as long.
        same = [pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in _COLUMNS if name != "id"]
        kept = known.join(texts, on="id", suffix="_now").filter(same).select("id")
        gone, new = (some.join(kept, on="id", how="anti", maintain_order="left") for some in (known, texts))
        if label == "Paper" and gone.height:
            return None
        changes[label] = gone, new
    return changes


def _add(connection: sqlite3.Connection, texts: pl.DataFrame) -> None:
    ((last,),) = connection.execute("SELECT coalesce(max(rowid), 0) FROM texts")
    names: list[tuple[str, int]] = []
    # One statement for all: a call for each takes a seventh longer.
    connection.executemany(
        "INSERT INTO texts(rowid, id, name, aliases, joined, abstract) VALUES (?, ?, ?, ?, ?, ?)",
        _rows(texts, last + 1, names),
    )
    # Sorted, they are written one beside the other.
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", sorted(names))


def _rows(
    texts: pl.DataFrame, first: int, names: list[tuple[str, int]]
) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Give the rows of texts, numbered from `first` on, and add what finds them by a whole name to `names`."""
    for row, (node, name, aliases, abstract) in enumerate(texts.iter_rows(), start=first):
        joined = " ".join(map(fulltext.joined, (name, *aliases))) if abstract is None else ""
        names += [(fulltext.search_form(one), row) for one in (name, *aliases)]
        yield row, node, name, _BETWEEN.join(aliases), joined, abstract or ""


def _remove(connection: sqlite3.Connection, texts: pl.DataFrame) -> None:
    for node, name, aliases, _ in texts.iter_rows():
        found = connection.execute(_PLACE, {"id": node, "name": fulltext.search_form(name)}).fetchall()
        connection.executemany("DELETE FROM texts WHERE rowid = ?", found)
        for one in (name, *aliases):
            connection.executemany(
                "DELETE FROM names WHERE folded = ? AND text = ?",
                [(fulltext.search_form(one), row) for (row,) in found],
            )


def search(path: Path, words: str, limit: int) -> list[Hit]:
    """
    Find the nodes that hold all words, else those that hold any word or one that begins with it, if it is long enough.

    A node whose whole name or alias was asked for comes first, those that have the words as they are before those
    with words of the same stem; equally good ones are sorted by id.
    """
    words = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    known = fulltext.asked(words)
    values: dict[str, str | int] = {**_WEIGHTS, "name": fulltext.search_form(words), "limit": max(limit, 0)}
    if not values["name"]:
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        if not known:
            return [
                _hit(connection, row, score, '""', whole=True)
                for row, score in connection.execute(_NAMED, values).fetchall()
            ]
        values["limit"] = max(limit, 0) + fulltext.EXTRA
        for expression, whole in ((" AND ".join(map(_either, known)), True), (_any_of(known), False)):
            values["expression"] = expression
            if rows := connection.execute(_RANKED, values).fetchall():
                best = sorted((_scored(connection, words, *row) for row in rows), key=lambda row: -row[1])
                return [
                    _hit(connection, row, score, expression, whole=whole)
                    for row, score in best[: max(limit, 0)]
                ]
    return []


def _scored(connection: sqlite3.Connection, words: str, row: int, score: float) -> tuple[int, float]:
    _, name, aliases, abstract = connection.execute(_FOUND, {"row": row}).fetchone()
    return row, score + fulltext.bonus((name, *aliases.split(_BETWEEN)), abstract, words)


def _hit(connection: sqlite3.Connection, row: int, score: float, expression: str, *, whole: bool) -> Hit:
    values = {"row": row, "expression": expression, "words": fulltext.SNIPPET}
    node, name, aliases, abstract = connection.execute(_FOUND, values).fetchone()
    snippet = connection.execute(_SNIPPET, values).fetchone() if abstract else None
    text = (
        snippet[0]
        if snippet
        else abstract[:200] or fulltext.instead_of_abstract(name, aliases.split(_BETWEEN))
    )
    return Hit(node, name, score, " ".join(text.split()), whole)


def _texts(generation: Path, label: str) -> pl.LazyFrame:
    """Give id, name, aliases and abstract of the nodes of a label; only papers have an abstract."""
    import polars as pl

    columns = NODES[label]
    name = "title" if "title" in columns else "name"
    aliases = pl.col("aliases") if "aliases" in columns else pl.lit([], dtype=pl.List(pl.String))
    abstract = pl.col("abstract").fill_null("") if "abstract" in columns else pl.lit(None)
    rows = pl.scan_parquet(generation / tables.file(label), glob=False)
    return rows.select(
        "id", pl.col(name).fill_null("").alias("name"), aliases.alias("aliases"), abstract.alias("abstract")
    )


def _either(word: str) -> str:
    """Give the expression for a word as it may be written or, in names, without signs: "ResNet-50", "resnet50"."""
    ways = " OR ".join(map(_quoted, fulltext.spellings(word)))
    return f"({ways} OR joined : {_quoted(fulltext.joined(word))})"


def _any_of(words: Sequence[str]) -> str:
    ways = ((way, " *" * fulltext.begins_others(way)) for word in words for way in fulltext.spellings(word))
    return " OR ".join(f"{_quoted(way)}{longer}" for way, longer in ways)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
