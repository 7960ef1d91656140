"""What the columns of a table hold that are called like no field of a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg import ids
from kg.readers import values
from kg.readers.fields import field_named
from kg.readers.text import shown

_MOST = 3
_FEWEST_WORDS = 20
_LONGEST_DATE = 30
_LONGEST_NAMES = 1_000
_ADDRESS = re.compile(r"https?://\S+")
_NAMES = re.compile(r"[^\W\d_][^\d_:!?()]*?(?:[;,&]|\band\b|\bet al)[^\d_:!?()]*")
_SMALL = frozenset("and et al al. von van der den de di da del la le du y und".split())
_OF_READERS = re.compile(
    r"add|modif|access|read|creat|updat|import|export|hinzu|gelesen|ajout|lu\b", re.IGNORECASE
)
"""Names of columns that say when somebody did something with a record, not when the paper appeared."""


def _is_abstract(cell: str) -> bool:
    words = len(cell.split())
    return words >= _FEWEST_WORDS and 10 * cell.count(";") < words


def _is_link(cell: str) -> bool:
    return bool(_ADDRESS.match(cell)) or ids.doi(cell) is not None or ids.arxiv_id(cell) is not None


def _is_date(cell: str) -> bool:
    return len(cell) <= _LONGEST_DATE and values.day(cell) is not None


def _are_authors(cell: str) -> bool:
    words = re.split(r"[\s,;&]+", cell[:_LONGEST_NAMES].strip(" ,;"))
    return _NAMES.fullmatch(cell[:_LONGEST_NAMES]) is not None and all(
        word[:1].isupper() or word in _SMALL for word in words
    )


_MISSING: Mapping[str, tuple[frozenset[str], str, Callable[[str], bool]]] = {
    "abstract": (frozenset({"abstract"}), "abstracts", _is_abstract),
    "link": (frozenset({"arxiv", "doi", "url", "file"}), "links", _is_link),
    "authors": (frozenset({"authors"}), "authors", _are_authors),
    "date": (frozenset({"date", "year"}), "dates", _is_date),
}
"""What a column is to be called: the fields without which it is missed, what it holds, and how that looks."""


def unused(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str | None:
    """
    Say which columns are not used though they seem to hold what no other column does, and how to call them.

    >>> unused(["Title", "Abstract", "Wer", "Jahr", "Link"], [["Owls", "They see.", "Ara, A.; Bunting, B.", "2020", ""]])
    "columns that are not used: 'Wer' (if it holds authors, call it authors)"
    """
    fields = {field_named(name) for name in header}
    left = [place for place, name in enumerate(header) if name.strip() and not field_named(name)]
    told: dict[str, str] = {}
    for name, (known, what, looks) in _MISSING.items():
        for place in left if known.isdisjoint(fields) else ():
            column = header[place].strip()
            cells = [row[place].strip() for row in rows]
            if column not in told and 2 * sum(map(looks, cells)) >= max(len(cells), 1):
                if name == "date" and _OF_READERS.search(column):
                    continue
                told[column] = f"{shown(column)} (if it holds {what}, call it {name})"
                break
    return f"columns that are not used: {', '.join(told.values())}" if told else None


def named(header: Sequence[str]) -> str:
    """
    Name the columns of a table for a message.

    >>> named(["Year", "Genre", "", "Rating", "Stars"])
    "'Year', 'Genre', 'Rating' and 1 more"
    """
    names = [shown(name.strip()) for name in header if name.strip()]
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more
