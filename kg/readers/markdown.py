"""
Markdown notes on papers: YAML between two lines of dashes with a title, and an abstract there or under a heading.

A file may hold several notes, one behind the other. Notes without an abstract are no papers, for there is nothing to
read, unless kg wrote them itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from kg.model import Paper, Problem
from kg.readers.base import Aside, Document, Doubts
from kg.readers.record import Stated, paper_or_problem
from kg.readers.text import decode

NAME = "markdown"
_LARGEST = 64 << 20
_LONGEST_HEAD = 200
_MOST_OF_HEAD = 100_000
"""Lines and characters of the YAML of a note."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK = "\ufeff\t "
"""What a line may hold before the first note."""
_RULE = re.compile(r"---[ \t]*")
_KEY = re.compile(r"[\"']?[\w -]{1,50}[\"']?[ \t]*:(?:[ \t].*)?$")
_TITLE = re.compile(r"[\"']?title[\"']?[ \t]*:", re.IGNORECASE)
_ABSTRACT = re.compile(r"[\"']?abstract[\"']?[ \t]*:", re.IGNORECASE)
_TYPE = re.compile(r"[\"']?type[\"']?[ \t]*:")
_HEADING = re.compile(r"#{1,6}[ \t]")
_HEADING_OF_ABSTRACT = re.compile(r"#{1,6}[ \t]+\W{0,9}abstract\W{0,9}", re.IGNORECASE)
_CALLOUT = re.compile(r">[ \t]*\[!abstract\][-+]?.{0,200}", re.IGNORECASE)
_BEFORE_ABSTRACT = re.compile(r"(?:\*\*|__)abstract(?::?(?:\*\*|__):?)[ \t]*(.*)", re.IGNORECASE)
_OVERVIEW = "overview"
_OF_KG = frozenset({"paper", "dataset", "method", "repo", _OVERVIEW})
"""What notes of `kg export obsidian` tell of, by their type; an id that begins so shows that they are kg's."""
_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,500})\]\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class _Note:
    line: int
    head: Sequence[str]
    body: Sequence[str]

    def stated(self) -> dict[str, Any]:
        """Give the fields of the YAML; raises ValueError for damage."""
        return _head("\n".join(self.head))

    def fields(self) -> dict[str, Any]:
        """Give what the note states as a record for `kg.readers.record`; raises ValueError for damaged YAML."""
        stated = self.stated()
        if not any(name.lower() == "abstract" and value for name, value in stated.items()):
            stated["abstract"] = _ESCAPED.sub(r"\1", " ".join(_abstract(self.body)))
        return {name: _unlinked(value) for name, value in stated.items()}


def recognises(head: bytes) -> bool:
    """Tell whether a document begins with a note that has a title and an abstract."""
    text, _ = decode(head)
    note = next(_notes(text), None)
    if note is None:
        return False
    return any(map(_ABSTRACT.match, note.head)) or any(_abstract(note.body)) or bool(_told_of(note))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of the notes; raises `Aside` where kg itself wrote them, about anything else than papers."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    notes = list(_notes(text))
    things = [thing for thing in map(_told_of, notes) if thing not in ("", "paper")]
    if things and len(things) == len(notes):
        about = f"about a {things[0]}" if things[0] != _OVERVIEW else "of what there is"
        raise Aside(document.problem(f"a note {about}, which kg wrote beside those about papers", lost=False))
    doubts, told = Doubts(document), Doubts(document)
    for note in notes:
        thing = _told_of(note)
        if thing in ("", "paper"):  # what is doubtful in a note of its own kg told when it read the listing
            yield _paper(note, document, told if thing else doubts)
    yield from doubts.problems()


def _paper(note: _Note, document: Document, doubts: Doubts) -> Paper | Problem:
    try:
        record = Stated(note.fields(), note.line)
    except ValueError as damage:
        return document.problem(str(damage), note.line, outcome="the record is skipped")
    return paper_or_problem(record, document, doubts, "the record is skipped")


def _told_of(note: _Note) -> str:
    """Give what a note that kg wrote tells of, such as "paper" or "dataset"; "" for a note of somebody else."""
    if not any(map(_TYPE.match, note.head)):
        return ""
    try:
        stated = note.stated()
    except ValueError:
        return ""
    kind, named = str(stated.get("type")), str(stated.get("id"))
    return kind if kind in _OF_KG and named.startswith(f"{kind}:") else ""


def _notes(text: str) -> Iterator[_Note]:
    """Give the notes of a text that begins with one; any other has none."""
    lines = _LINE_END.split(text)
    start = next((number for number, line in enumerate(lines) if line.strip(_BLANK)), 0)
    lines[start] = lines[start].lstrip(_BLANK)
    end = _end_of_head(lines, start)
    while end:
        after = end + 1
        while after < len(lines) and not (following := _end_of_head(lines, after)):
            after += 1
        yield _Note(start + 1, lines[start + 1 : end], lines[end + 1 : after])
        start, end = after, following if after < len(lines) else 0


def _end_of_head(lines: Sequence[str], start: int) -> int:
    """Give where the YAML of a note ends that begins in a line; 0 where none does."""
    if not _RULE.fullmatch(lines[start]) or not (start + 1 < len(lines) and _KEY.match(lines[start + 1])):
        return 0
    for end in range(start + 2, min(start + _LONGEST_HEAD, len(lines))):
        if _RULE.fullmatch(lines[end]):
            return end if any(map(_TITLE.match, lines[start + 1 : end])) else 0
    return 0


def _head(text: str) -> dict[str, Any]:
    """Give the fields of the YAML of a note, each a text, or a list of texts and objects; raises ValueError for damage."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # eight times faster, where PyYAML has it
    head = text[:_MOST_OF_HEAD]
    try:
        if "*" in head and any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(head, loader)):
            raise ValueError(
                "YAML with an alias (*name), which no note needs; put texts into quotation marks"
            )
        stated = yaml.load(head, Loader=loader)  # noqa: S506  # makes texts alone
    except yaml.MarkedYAMLError as error:
        raise ValueError(f"YAML that is damaged ({error.problem}); put texts into quotation marks") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("YAML that is damaged, or nested too deeply") from error
    fields = stated if isinstance(stated, dict) else {}
    return {name: _plain(value) for name, value in fields.items() if isinstance(name, str)}


def _plain(value: Any) -> str | list[str | dict[str, str]]:
    """Give a value without what is nested deeper."""
    if isinstance(value, str):
        return value
    members = map(_linked, value) if isinstance(value, list) else [value]
    return [
        one if isinstance(one, str) else {key: of for key, of in one.items() if isinstance(of, str)}
        for one in members
        if isinstance(one, str | dict)
    ]


def _linked(member: Any) -> Any:
    """Give the member of a list; a link that stands without quotation marks, [[Doe, Jane]], is a list to YAML."""
    if isinstance(member, list) and len(member) == 1 and isinstance(member[0], list):
        member = member[0]
    if isinstance(member, list) and member and all(isinstance(one, str) for one in member):
        return f"[[{', '.join(member)}]]"
    return member


def _abstract(lines: Sequence[str]) -> list[str]:
    """Give the lines of the abstract in the body of a note; none where nothing is called so."""
    for number, line in enumerate(lines):
        if _HEADING_OF_ABSTRACT.fullmatch(line.strip()):
            return _until(lines[number + 1 :], _HEADING.match)
        if _CALLOUT.fullmatch(line.strip()):
            quoted = _until(lines[number + 1 :], lambda one: not one.lstrip().startswith(">"))
            return [one.lstrip().lstrip(">") for one in quoted]
        if found := _BEFORE_ABSTRACT.fullmatch(line.strip()):
            return [found[1], *_until(lines[number + 1 :], lambda one: not one.strip())]
    return []


def _until(lines: Sequence[str], ends: Callable[[str], object]) -> list[str]:
    """Give the lines before the first that ends them."""
    return list(takewhile(lambda line: not ends(line), lines))


def _unlinked(value: Any) -> Any:
    """Give a text without the brackets of links to other notes; of a list each."""
    if isinstance(value, list):
        return [_unlinked(one) for one in value]
    return _LINK.sub(r"\1", value) if isinstance(value, str) else value
