"""
Named queries: one question a file, written in Cypher that every store answers alike.

A file begins with a comment that says what the query answers, what it needs and what it gives:

    // Which datasets do most papers mention?
    //
    // Needs: year
    // Stated: most-cited
    // Parameters:
    //   limit (int = 20): how many rows at most
    //   name (thing, such as "ImageNet"): a parameter without a default must be given
    //   since (date = ""): a year, month or day as "2025", "2025-01" or "2025-01-31"; dates are compared as text
    // Columns:
    //   dataset: name of the dataset
    MATCH ...

The line that begins with "Needs:" names a property of papers, or a type of link between them; where no paper has it,
there are no rows. The one that begins with "Stated:" names the query that gives as sources state it what this one
gives as texts say it. Most queries have no such lines.

The type of a parameter also says what `kg.explore.understood` does with what a person types: see `Kind`. That of the
first one says what the question is about, by which queries are listed.
"""

from __future__ import annotations

import difflib
import json
import re
import shlex
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast, get_args

from kg.errors import UsageError
from kg.graph import ENDS, NODES, Type
from kg.model import SAYINGS

_PACKAGED = Path(__file__).parent / "_queries"
_CHECKOUT = Path(__file__).parents[1] / "queries"
_SUFFIXES = (".cypher", ".cql")
_LARGEST = 1 << 20
_TOO_LARGE = 10**18
_PARAMETER = re.compile(r"(\w+) \((\w+)(?: = (.+?)|, such as (.+?))\): (.+)")
_COLUMN = re.compile(r"(\w+): (.+)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_WORD = re.compile(r"\w+")
_COUNT = re.compile(r"\b(?:LIMIT|SKIP)\s+\$(\w+)", re.IGNORECASE)
"""Where a query takes a parameter for a number of rows, which no store lets be negative."""

Meaning = Literal["thing", "dataset", "method", "paper", "listing"]
Kind = Type | Meaning | Literal["date", "author", "versions", "words", "roles"]
"""
What a parameter may be: as a property of a node, or a text or list of texts that means something.

A date is text as "2025", "2025-01" or "2025-01-31"; a thing (dataset, method or repository), a dataset, a method, a
paper and a listing are given by a name; an author is a list of names, versions are a list of ids, words are a list of
those of a text in small letters, without punctuation, roles are a list of those of inferred citations.
"""
ABOUT: Mapping[str, tuple[Kind, ...]] = {
    "a dataset, method or repository": ("thing", "dataset", "method", "versions"),
    "a paper": ("paper",),
    "a listing": ("listing",),
    "the whole graph": (),
}
"""What questions are about, in the order in which they are listed: the types of the first parameter that say so."""
_NAMED = get_args(Meaning)
_KINDS = (*get_args(Type), *_NAMED, "date", "author", "versions", "words", "roles")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query needs."""

    name: str
    type: Kind
    default: Any
    """The default; None where a value must be given."""
    example: Any
    """An example value; the default where there is one."""
    description: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query's answer."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with the question that it answers; one typed by a person has only its Cypher."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cypher: str
    needs: str = ""
    """The property of papers, or type of link between them, without which there are no rows; empty where there is none."""
    stated: str = ""
    """The query that gives as sources state it what this one gives as texts say it; empty where there is none."""

    def values(self, given: Mapping[str, str]) -> dict[str, Any]:
        """
        Give the value of every parameter from what was typed, `name` to text, and the defaults.

        The text may be in decomposed Unicode, as some systems write it; the graph holds composed characters.
        Text for a query that describes no parameters is read as JSON where it is JSON: `3`, `0.5`, `true`,
        `["a"]`, `"2011.14522"`; anything else is text. Raises UsageError where a value is missing, unknown or
        of another type.
        """
        given = {name: unicodedata.normalize("NFC", text) for name, text in given.items()}
        if not self.parameters:
            return self._counted({name: _guessed(text) for name, text in given.items()})
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UsageError(
                    f"the query {self.name} has no parameter {name!r}; {self._meant(name, given)}"
                )
        values = {name: _typed(known[name], text) for name, text in given.items()}
        for parameter in self.parameters:
            if parameter.name not in values and parameter.default is None:
                example = f"-p {parameter.name}={json.dumps(parameter.example, ensure_ascii=False)}"
                raise UsageError(f"the query {self.name} needs {parameter.name}; give it, such as {example}")
            values.setdefault(parameter.name, parameter.default)
        return self._counted(values)

    @property
    def about(self) -> str:
        """What the question is about, in words of `ABOUT`."""
        first = self.parameters[0].type if self.parameters else None
        return next((about for about, kinds in ABOUT.items() if first in kinds), [*ABOUT][-1])

    @property
    def texts(self) -> list[str]:
        """Give the names of the parameters that take a text of any kind."""
        return self.of(*_NAMED, "string", "strings", "author", "versions", "words")

    def of(self, *kinds: Kind) -> list[str]:
        """Give the names of the parameters of these types."""
        return [one.name for one in self.parameters if one.type in kinds]

    def _meant(self, name: str, given: Mapping[str, str]) -> str:
        """Say which parameter may be meant that was not given: one spelled like it, or the only one that takes a text."""
        known = [one.name for one in self.parameters]
        left = [one for one in known if one not in given]
        likely = difflib.get_close_matches(name, left, 1) or (self.texts if len(self.texts) == 1 else [])
        hint = (
            f"did you mean -p {shlex.quote(f'{likely[0]}={given[name]}')}? "
            if likely and likely[0] in left
            else ""
        )
        return f"{hint}its parameters: {', '.join(known)}"

    def _counted(self, values: dict[str, Any]) -> dict[str, Any]:
        """Give the values; raises UsageError where one that is a number of rows is negative."""
        for name in _COUNT.findall(self.cypher):
            value = values.get(name)
            if isinstance(value, int | float) and value < 0:
                raise UsageError(f"{name} must be 0 or more, not {value}; give one, such as -p {name}=20")
        return values


def names() -> list[str]:
    """Give the names of all named queries, sorted."""
    return sorted(path.stem for path in folder().glob("*.cypher"))


def folder() -> Path:
    """Give the folder of the named queries: inside the installed package, else beside it in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def load(name: str) -> NamedQuery:
    """Give a named query; raises UsageError where there is none of that name."""
    known = names()
    if name not in known:
        begun = [one for one in known if name and one.startswith(name)]
        close = difflib.get_close_matches(name, begun or known, 1) or begun
        hint = f"did you mean {close[0]}?" if close else "`kg queries` lists them"
        raise UsageError(f"there is no query named {name[:60]!r}; {hint}")
    return _read(folder() / f"{name}.cypher")


def resolve(text: str) -> NamedQuery:
    """
    Give the query that a person means: by its name, by the path of a file, or by its Cypher.

    Raises UsageError where it is none of these.
    """
    if text in names():
        return load(text)
    path = Path(text) if len(text) < 1000 and "\n" not in text else None
    if path and path.suffix in _SUFFIXES:
        return _read(path)
    if re.search(r"[\s(]", text):
        return parse(text)
    return load(text)


def parse(text: str, name: str = "") -> NamedQuery:
    """
    Give the query in a text; a comment at its beginning describes it, as shown above.

    Raises UsageError where the description of a parameter, a column or what is needed cannot be read.
    """
    header = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        header.append(line[2:].strip())
    question, _, description = "\n".join(header).partition("\n\n")
    sections: dict[str, list[str]] = {"Parameters:": [], "Columns:": []}
    lines: list[str] = []
    needs = stated = ""
    for line in description.splitlines():
        if line in sections:
            lines = sections[line]
        elif line.startswith("Needs:"):
            needs = _needed(line, name)
        elif line.startswith("Stated:"):
            stated = _beside(line, name)
        elif line:
            lines.append(line)
    return NamedQuery(
        name,
        " ".join(question.split()),
        tuple(_parameter(line, name) for line in sections["Parameters:"]),
        tuple(_column(line, name) for line in sections["Columns:"]),
        text,
        needs,
        stated,
    )


def read(stream: BinaryIO, called: str, name: str = "") -> NamedQuery:
    """Give the query in a file that messages call so; raises UsageError where it is too large or no UTF-8."""
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UsageError(f"{called}: larger than {_LARGEST >> 20} MiB; name a file with one query")
    try:
        return parse(data.decode("utf-8-sig").replace("\r\n", "\n"), name)
    except UnicodeDecodeError as error:
        raise UsageError(f"{called}: not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _read(path: Path) -> NamedQuery:
    try:
        with path.open("rb") as stream:
            return read(stream, str(path), path.stem)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file with a query") from error


def _parameter(line: str, query: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found or found[2] not in _KINDS:
        raise UsageError(
            f"the query {query} describes a parameter as {line!r}; write it as: limit (int = 20): how many rows"
        )
    name, type_, default, example, description = found.groups()
    try:
        value = json.loads(default or example)
    except ValueError as error:
        raise UsageError(
            f"the query {query} gives {name} a value that is not JSON; put text in quotes"
        ) from error
    return Parameter(name, cast(Kind, type_), value if default else None, value, description)


def _column(line: str, query: str) -> Column:
    found = _COLUMN.fullmatch(line)
    if not found:
        raise UsageError(f"the query {query} describes a column as {line!r}; write it as: name: what it is")
    return Column(*found.groups())


def _needed(line: str, query: str) -> str:
    name = line.removeprefix("Needs:").strip()
    if name not in NODES["Paper"] and ("Paper", "Paper") not in ENDS.get(name, ()):
        raise UsageError(
            f"the query {query} needs {name!r}, which is no property of papers; write it as: year"
        )
    return name


def _beside(line: str, query: str) -> str:
    name = line.removeprefix("Stated:").strip()
    if name not in names():
        raise UsageError(
            f"the query {query} names {name[:60]!r} for stated references, which is no named query; see kg queries"
        )
    return name


def _typed(parameter: Parameter, text: str) -> Any:
    """Convert what was typed to the parameter's type."""
    if parameter.type in ("string", *_NAMED):
        return text
    if parameter.type in ("strings", "author", "versions"):
        return _listed(text)
    if parameter.type == "words":
        return _words(parameter, text)
    if parameter.type == "roles":
        return [_role(role) for role in _listed(text)]
    if parameter.type == "date":
        return _dated(parameter, text.strip())
    if (value := _converted(parameter.type, text)) is not None:
        return value
    raise UsageError(
        f"{parameter.name} must be {_SPOKEN[parameter.type]}, not {text[:60]!r}; give one, "
        f"such as -p {parameter.name}={json.dumps(parameter.example)}"
    )


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _words(parameter: Parameter, text: str) -> list[str]:
    """Give the words of a text in small letters; raises UsageError where there are none."""
    if found := _WORD.findall(text.lower()):
        return found
    raise UsageError(
        f"{parameter.name} must hold a word; give some, such as -p {parameter.name}={json.dumps(parameter.example)}"
    )


def _role(name: str) -> str:
    """Give a role of inferred citations; raises UsageError where there is none of that name."""
    if name not in SAYINGS:
        raise UsageError(f"there is no role {name[:60]!r}; take some of {', '.join(SAYINGS)}")
    return name


def _dated(parameter: Parameter, text: str) -> str:
    """Give a date as the graph writes it; nothing where the parameter may be empty."""
    if found := _DATE.fullmatch(text):
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            pass
        else:
            return text
    elif not text and parameter.default == "":
        return text
    raise UsageError(
        f"{parameter.name} must be a year, month or day as in 2025, 2025-01 or 2025-01-31, not {text[:60]!r}; "
        f"give one, such as -p {parameter.name}=2025-01"
    )


_SPOKEN = {"int": "a whole number of at most 18 digits", "float": "a number", "bool": "true or false"}


def _converted(type_: str, text: str) -> bool | float | None:
    """Give the value that a text states, or None; an integer must be one that every store can take."""
    try:
        if type_ == "bool":
            return {"true": True, "false": False}[text.lower()]
        if type_ == "float":
            return float(text)
        number = int(text)
    except (ValueError, KeyError):
        return None
    return number if abs(number) < _TOO_LARGE else None


def _guessed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
