"""Which papers introduced well-known things: facts that ship with the lexicon; see `lexicon/README.md`."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files

from kg.extract.known import OWN, Known
from kg.ids import fold_title


def papers(known: Known) -> Set[str]:
    """Give the folded titles of the papers that introduced a known name, none where that is not listed."""
    return frozenset() if OWN in known.flags else load().get((known.kind, known.name), frozenset())


@cache
def load() -> Mapping[tuple[str, str], Set[str]]:
    """Give the folded titles by kind and canonical name."""
    text = (files("kg.extract") / "lexicon" / "introductions.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {(kind, name): frozenset(map(fold_title, titles.split(" | "))) for name, kind, titles in rows}
