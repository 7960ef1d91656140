"""
The file of a review: rows to look at, and decisions read back from it.

A table separated by tabs (or commas, where its name ends in .csv), in UTF-8, for a text editor or a spreadsheet. A cell
that a spreadsheet would take for a formula begins with an apostrophe, which is removed on reading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from kg.curate.review import Row
from kg.errors import InputError
from kg.model import Decision, Kind, Verdict
from kg.text.csv_injection import FORMULAS
from kg.text.wording import shortened

COLUMNS = ("decision", "about", "name", "other", "kind", "papers", "why", "sentence", "other_sentence")
_GUARDED = (*FORMULAS, "'")
"""Before what an apostrophe stands: formulas, and an apostrophe that is part of the text."""
_ABOUT_ONE = ("dataset", "method", "other")
_ABOUT_TWO = {"merge": "merge", "apart": "split", "keep apart": "split", "split": "split"}
_LARGEST = 50_000_000
"""Most bytes of a file; a review is far smaller."""
_LONGEST = 300
"""Characters of a sentence in a cell."""


def text_of(rows: Iterable[Row], path: Path) -> str:
    """Give the text of the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="," if path.suffix == ".csv" else "\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        sentences = [shortened(" ".join(one.split()), _LONGEST) for one in (row.sentence, row.other_sentence)]
        cells = (row.about, row.name, row.other, row.kind, row.papers, row.why, *sentences)
        writer.writerow(["", *(_guarded(cell) for cell in cells)])
    return text.getvalue()


def decisions(path: Path) -> list[Decision]:
    """
    Give the decisions in a file, sorted; rows without one are skipped.

    Raises InputError for a file of another kind, or for an invalid decision.
    """
    found = [one for line, row in _rows(path) if (one := _decision(f"{path}:{line}", row))]
    return sorted(found)


def is_review(path: Path) -> bool:
    """Tell whether there is such a file, however a spreadsheet has saved it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return COLUMNS[0].encode() in file.read(40).replace(b"\0", b"")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path}: too large for a review; name the file that kg review wrote")
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not in UTF-8; save it so") from error
    head = text.partition("\n")[0]
    delimiter = max("\t,;", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        if not {"decision", "name", "other", "kind"} <= set(reader.fieldnames or ()):
            raise InputError(f"{path}: not a review, it has no columns {', '.join(COLUMNS[:5])}")
        for row in reader:
            yield reader.line_num, {name: (value or "") for name, value in row.items() if name in COLUMNS}
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.line_num}: cannot be read ({error}); save it as a plain table"
        ) from error


def _decision(place: str, row: dict[str, str]) -> Decision | None:
    verdict = " ".join(row["decision"].lower().split())
    if not verdict:
        return None
    name, other = (" ".join(_unguarded(row[column]).split()) for column in ("name", "other"))
    if not name:
        raise InputError(f"{place}: a decision without a name; give the row its name, or empty the decision")
    if other and verdict in _ABOUT_TWO:
        if row["kind"] not in ("dataset", "method"):
            raise InputError(f"{place}: kind is {row['kind']!r}; it is dataset or method")
        return Decision(cast("Verdict", _ABOUT_TWO[verdict]), cast("Kind", row["kind"]), name, other)
    if not other and verdict in _ABOUT_ONE:
        return Decision(cast("Verdict", verdict), "dataset" if verdict == "dataset" else "method", name)
    allowed = "merge or apart" if other else ", ".join(_ABOUT_ONE)
    raise InputError(f"{place}: {verdict!r} is no decision here; write {allowed}, or nothing")


def _guarded(cell: object) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(cell))
    return f"'{text}" if text.startswith(_GUARDED) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_GUARDED) else cell
