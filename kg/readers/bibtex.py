"""
BibTeX and BibLaTeX, as Zotero, JabRef, Mendeley, Google Scholar, DBLP, the ACL Anthology and arXiv export them.

bibtexparser splits a document into entries and continues after a broken one. The values of fields are parsed here:
parts joined by "#", names of `@string`, lists of people, and the braces and commands that are meant for TeX.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Paper, Problem
from kg.readers.base import Document, Doubts
from kg.readers.latex import address, typeset
from kg.readers.record import Stated, to_papers
from kg.readers.text import decode, shown

if TYPE_CHECKING:
    from bibtexparser.model import Entry

NAME = "bibtex"
_PIECE = 4 << 20
"""Characters that bibtexparser gets at a time: it needs several times their memory."""
_START = re.compile(r"^[ \t]*@[ \t]*\w{1,40}[ \t]*[{(]", re.MULTILINE)
_ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?!comment|preamble|string)\w{1,40}\s*[{(][^,{}()=\"\n]{0,200},\s*[\w:.+-]{1,60}\s*=",
    re.MULTILINE | re.IGNORECASE,
)
_MOST_LINES_BEFORE = 8
_OF_ANOTHER_KIND = re.compile(r"[`\\<]|~~~|\w+ ?=|import |from |def |class |package ")
"""Beginnings of lines before the first entry that show that a document is notes or source code with an entry in it."""
_WHOLE = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection", "periodical", "set"})
_SOFTWARE = {kind: {"itemtype": kind} for kind in ("software", "dataset")}
"""What a record says of entries that are no papers."""
_MARK = re.compile(r"(?<!\\)[{}\"#]")
_BARE = re.compile(r"[^\s=,{}\"]*")
_LONGEST_VALUE = 200_000
_LONGEST_STRING = 2_000
_ADDRESSES = frozenset({"url", "doi", "eprint", "howpublished", "pdf", "code", "github", "link"})
_INHERITED = {
    "year": "year",
    "month": "month",
    "date": "date",
    "booktitle": "booktitle",
    "title": "booktitle",
}
_MONTH = re.compile(r".*?([A-Za-z]{3,})|(\d\d?)", re.DOTALL)

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # each of its warnings becomes a problem


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    kind: str
    line: int
    fields: dict[str, str]


def recognises(head: bytes) -> bool:
    """Tell whether a document has a BibTeX entry, and before it at most a few words about itself."""
    text, _ = decode(head)
    first = _START.search(text)
    if not first or "\0" in text[: first.start()] or not _ENTRY.search(text, first.start()):
        return False
    before = [line.strip() for line in text[: first.start()].splitlines()]
    before = [line for line in before if line and not line.startswith("%")]
    return len(before) <= _MOST_LINES_BEFORE and not any(map(_OF_ANOTHER_KIND.match, before))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the entries; whole proceedings and the like are left out."""
    text, guess = decode(document.rest())
    if guess:
        yield document.problem(guess, lost=False)
    doubts = Doubts(document)
    yield from to_papers(_stated(document, text, doubts), document, doubts, outcome="it is skipped")


def _stated(document: Document, text: str, doubts: Doubts) -> Iterator[Stated | Problem]:
    entries = list(_entries(document, text.replace("\r\n", "\n").replace("\r", "\n")))
    parents = {"xdata", *_WHOLE}
    whole = {
        one.key.lower(): one.fields for one in entries if isinstance(one, _Entry) and one.kind in parents
    }
    for one in entries:
        if isinstance(one, Problem):
            yield one
        elif one.kind in _WHOLE:
            doubts.line = one.line
            doubts.note("whole proceedings and the like are no papers and are left out", shown(one.key))
        elif one.kind != "xdata":
            record = _record(one.fields, whole) | _SOFTWARE.get(one.kind, {})
            if "title" in record:  # no problem with a record names a field that it does not have
                record["citationkey"] = one.key
            yield Stated(record, one.line, f"the entry {shown(one.key)}")


def _entries(document: Document, text: str) -> Iterator[_Entry | Problem]:
    """Give the entries of a document, and problems for broken ones."""
    from bibtexparser.model import Entry, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    strings: dict[str, str] = {}
    for first, piece in _pieces(text):
        for block in Splitter(piece).split().blocks:
            line = first + (block.start_line or 0)
            # A key that was used before, or a field that stands twice, is no reason to lose an entry.
            inner = getattr(block, "ignore_error_block", None)
            one = inner if isinstance(inner, Entry | String) else block
            try:
                if isinstance(one, String):
                    strings[one.key.lower()] = _value(one.value, strings)[:_LONGEST_STRING]
                elif isinstance(one, Entry):
                    yield _Entry(one.key, one.entry_type, line, _fields(one, strings))
                elif isinstance(one, ParsingFailedBlock):
                    yield document.problem(
                        f"a broken entry, {_reason(one.error)}", line, outcome="it is skipped"
                    )
            except ValueError as reason:
                named = (
                    f"the {'string' if isinstance(one, String) else 'entry'} {shown(getattr(one, 'key', ''))}"
                )
                yield document.problem(f"{named}: {reason}", line, outcome="it is skipped")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Split a document where entries begin, as bibtexparser does, and give each piece with the number of its first line."""
    start, line = 0, 1
    for found in _START.finditer(text):
        if found.start() - start > _PIECE:
            yield line, text[start : found.start()]
            line += text.count("\n", start, found.start())
            start = found.start()
    yield line, text[start:]


def _fields(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """Give the values of an entry by the lower-case names of their fields; the first of a name counts."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        try:
            fields.setdefault(field.key.lower(), _value(field.value, strings))
        except ValueError as reason:
            raise ValueError(f"the field {shown(field.key)} {reason}") from None
    return fields


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """
    Give a value without what encloses it, its parts joined; raises ValueError where something stands behind it.

    >>> _value('{Proc. of } # nests # " " # 2021', {"nests": "Nests"})
    'Proc. of Nests 2021'
    """
    if raw[:1] == "{" and raw[-1:] == "}" and raw.find("{", 1) < 0 and raw.find("}") == len(raw) - 1:
        return raw[1:-1]
    value = ""
    for part in _parts(raw):
        value += part[1:-1] if part[:1] in ("{", '"') else strings.get(part.lower(), part)
        if len(value) > _LONGEST_VALUE:
            break
    return value


def _parts(raw: str) -> Iterator[str]:
    """Give the parts of a value: what braces or quotation marks enclose, a number, or the name of a string."""
    depth, start, quoted, closed = 0, 0, False, False
    for mark in _MARK.finditer(raw):
        sign, inside = mark.group(), depth > 0 or quoted
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(depth - 1, 0)
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "#" and not inside:
            yield _part(raw[start : mark.start()], closed)
            start, closed = mark.end(), False
            continue
        if closed and not inside:
            raise ValueError("does not end where it should; is a comma missing behind it?")
        closed = inside and depth == 0 and not quoted
    yield _part(raw[start:], closed)


def _part(text: str, closed: bool) -> str:
    part = text.strip()
    if not (closed and part[0] in '{"' and part[-1] in '}"') and not (not closed and _BARE.fullmatch(part)):
        raise ValueError("does not end where it should; is a comma missing behind it?")
    return part


def _record(fields: Mapping[str, str], whole: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Give an entry as a record for `kg.readers.record`."""
    stated = dict(fields)
    for key in stated.get("xdata", "").lower().split(","):  # fields that several entries share
        stated = {**whole.get(key.strip(), {}), **stated}
    for name, target in _INHERITED.items():  # from the proceedings that a chapter names
        if value := whole.get(stated.get("crossref", "").lower(), {}).get(name):
            stated.setdefault(target, value)
    archive = stated.get("archiveprefix") or stated.get("eprinttype") or "arxiv"
    if "arxiv" not in archive.lower():
        stated.pop("eprint", None)
    record: dict[str, Any] = {
        name: address(value) if name in _ADDRESSES else typeset(value)
        for name, value in stated.items()
        if name != "author"
    }
    if "howpublished" in record:
        record.setdefault("url", record["howpublished"])
    if "author" in stated:
        record["author"] = list(_people(stated["author"]))
    if "date" not in record and (month := _MONTH.match(record.get("month", ""))):
        name, number = month.groups()
        record["date"] = f"{name} {record.get('year')}" if name else f"{record.get('year')}-{number}"
    return record


def _people(names: str) -> Iterator[str]:
    """Give the individual names, each as it is or with the given name first."""
    if "{" in names:  # an "and" inside braces joins no two people
        from bibtexparser.middlewares.names import split_multiple_persons_names

        single = split_multiple_persons_names(names)
    else:
        single = re.split(r"(?<!\s)\s+and\s+", names)
    for name in single:
        if name.startswith("{") and name.find("}") == len(name) - 1:
            yield typeset(name).replace(",", "")  # an institution
        elif "family=" in name:
            parts = dict(part.strip().split("=", 1) for part in name.split(",") if "=" in part)
            yield typeset(" ".join(parts.get(part, "") for part in ("given", "prefix", "family", "suffix")))
        elif name.strip() != "others":
            yield typeset(name)


def _reason(error: Exception) -> str:
    """Give bibtexparser's message about a broken entry in one short line."""
    line = " ".join((getattr(error, "abort_reason", "") or str(error)).split()).strip(" .")
    return (line[:1].lower() + line[1:])[:200]
