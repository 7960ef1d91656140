"""`kg query` and `kg queries`: the graph asked in Cypher."""

from __future__ import annotations

import difflib
import json
import re
import shlex
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from kg.cli.options import (
    MOST,
    FormatOption,
    SpreadsheetSafeOption,
    StoreOption,
    elsewhere,
    examples,
    opened_at,
    placed,
)
from kg.cli.output import Format, cell, say, show, show_table, write_json
from kg.cli.texts import excerpt
from kg.config import DEFAULT_STORE
from kg.errors import NotFoundError, UsageError
from kg.wording import counted

if TYPE_CHECKING:
    from kg.queries import NamedQuery, Parameter
    from kg.stores.base import Result, Store

app = typer.Typer()

_SENTENCES = {"evidence": "sentence", "otherEvidence": "otherSentence"}
"""Columns of evidence, and what they are called where sentences are shown in its place."""
_NAMES = ("name", "paper", "otherPaper", "dataset", "method", "first", "second")
"""Parameters of named queries that take the name of a node."""
_LISTINGS = ("listing", "other")
"""Parameters of the named queries that take the name of a listing."""
_CALLED = {
    "year": "a date",
    "published": "a date",
    "CITES": "a reference to another, as its source states it",
}
"""What properties of papers and links are called, where not by their name."""
_STATED = {"lineage": "cites", "built-on": "cited-by", "most-built-on": "most-cited"}
"""Prepared queries about what texts say, and those about the references that sources state."""


class _WithParameters(TyperCommand):
    """Says how a question is given that was not put as one, or a parameter that was typed like an option or an argument."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments as Typer does; raises UsageError for "--limit 5", "limit=5", and more words than one."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException:
            if meant := _parameter_meant(given):
                raise UsageError(meant) from None
            raise


def _parameter_meant(args: Sequence[str]) -> str | None:
    """Say how to give the parameter of a named query that stands among arguments in another way, or None."""
    from kg.queries import load, names

    asked = next((load(one) for one in args if one in names()), None)
    known = {one.name: one.example for one in asked.parameters} if asked else {}
    for place, one in enumerate(args):
        name, equals, value = one.lstrip("-").partition("=")
        if name in known and (equals or one.startswith("-")) and args[place - 1] not in ("-p", "--param"):
            after = args[place + 1 : place + 2]
            stated = value if equals else after[0] if after and not after[0].startswith("-") else known[name]
            return f"{name} is a parameter of the query; give it as -p {shlex.quote(f'{name}={stated}')}"
    if asked and (words := list(takewhile(_is_word, args[args.index(asked.name) + 1 :]))):
        if not asked.texts:
            return f"the query {asked.name} takes no words; its parameters: {', '.join(known)}"
        values = words if len(words) == len(asked.texts) else [" ".join(words)]
        named = zip(asked.texts, values, strict=False)
        stated = " ".join(f"-p {shlex.quote(f'{name}={value}')}" for name, value in named)
        return f"what a query asks for is given by parameters: kg query {asked.name} {stated}"
    if not asked and len(args) > 1 and all(map(_is_word, args)):
        return "put Cypher into quotation marks; for questions in plain words see kg queries"
    return None


def _is_word(argument: str) -> bool:
    return not argument.startswith("-")


Question = Annotated[
    str,
    typer.Argument(metavar="NAME|FILE|CYPHER", help="A named query, a .cypher file, or Cypher itself."),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter; may be given several times."),
]
Rows = Annotated[
    int,
    typer.Option(
        "--rows", min=0, max=MOST, help="Rows of a table to show, 0 for all; JSON and CSV are complete."
    ),
]
Seconds = Annotated[float, typer.Option("--seconds", min=0.1, max=86_400, help="Give up after this time.")]


@app.command(
    cls=_WithParameters,
    rich_help_panel="Ask",
    epilog=examples(
        "kg query most-used-datasets",
        "kg query who-mentions -p name=ImageNet -p limit=100 --format csv",
        "kg query 'MATCH (p:Paper) WHERE p.year = $year RETURN p.title' -p year=2024",
        "kg query my-question.cypher --format json",
    ),
)
def query(
    question: Question,
    parameters: Parameters = None,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    rows: Rows = 50,
    seconds: Seconds = 60,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """
    Query the graph: run a named query, a file, or Cypher.

    Queries are read-only. The value of a parameter is text, a number, or JSON, as the query needs it.
    """
    from kg.queries import resolve

    asked = resolve(question)
    values = asked.values(dict(_pair(text) for text in parameters or ()))
    with opened_at(store) as opened, _ended_by_interrupt():
        values = _understood(opened, asked, values)
        result = opened.query(asked.cypher, values, seconds=seconds)
        empty = style is Format.table and not result.rows
        told = (
            placed(_no_rows(opened, asked, values, elsewhere(store)), store)
            if empty
            else _counted(len(result.rows), values)
        )
    if style is Format.table:
        _print(_with_sentences(result), rows or len(result.rows), asked.question, told)
    else:
        show(style, result.columns, result.rows, spreadsheet_safe=spreadsheet_safe)


@app.command(rich_help_panel="Ask", epilog=examples("kg queries", "kg queries --format json"))
def queries(style: FormatOption = Format.table) -> None:
    """List the named queries: the question that each answers, and its parameters."""
    from kg.queries import load, names

    known = [load(name) for name in names()]
    if style is Format.json:
        write_json(known)
        return
    rows = [(one.name, one.question, "\n".join(map(_described, one.parameters))) for one in known]
    show(style, ("name", "question", "parameters"), rows)
    if style is Format.table:
        say("Run one: kg query NAME -p PARAMETER=VALUE")


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the program at once: Python handles no signals while a database computes, and a query only reads."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _understood(store: Store, asked: NamedQuery, values: dict[str, Any]) -> dict[str, Any]:
    """Give the values that a prepared query needs; says so where a text was taken for a paper of another title."""
    from kg.explore import understood
    from kg.ids import fold_title
    from kg.queries import names

    if asked.name not in names():
        return values
    meant, papers = understood(store, values)
    for parameter, paper in papers.items():
        if fold_title(paper.name) != fold_title(values[parameter]):
            say(f"kg: note: {values[parameter]!r} taken for {paper.name!r} ({paper.id})")
    return meant


def _with_sentences(result: Result) -> Result:
    """Give a result for people: in place of evidence, which is JSON, the most telling sentence of it."""
    from kg.explore import first_sentence

    def said(value: Any) -> Any:
        """Give the sentence of a piece of evidence; anything else stays."""
        quote = first_sentence(value) if isinstance(value, str) else None
        return excerpt(quote.sentence, quote.surface) if quote else value

    names = [_SENTENCES.get(name.rpartition(".")[2]) for name in result.columns]
    rows = [
        tuple(said(value) if name else value for value, name in zip(row, names, strict=True))
        for row in result.rows
    ]
    columns = tuple(name or column for name, column in zip(names, result.columns, strict=True))
    return replace(result, columns=columns, rows=rows)


def _print(result: Result, most: int, question: str, told: str) -> None:
    """Print the first rows for people, without the columns that no row fills, and what is to be said of all."""
    filled = [n for n in range(len(result.columns)) if any(cell(row[n]).strip() for row in result.rows)]
    kept = filled or range(len(result.columns))
    rows = [[row[n] for n in kept] for row in result.rows[:most]]
    show_table([result.columns[n] for n in kept], rows, title=question or None)
    if left := [name for n, name in enumerate(result.columns) if n not in kept]:
        say(f"the table leaves out {' and '.join(left)}, empty in every row")
    more = f"{most:,} of {len(result.rows):,} rows; --rows 0 shows all, --format csv or json writes all"
    say(more if most < len(result.rows) else told)


def _counted(rows: int, values: Mapping[str, Any]) -> str:
    """Say how many rows there are and, where the limit was reached, what to do about it."""
    more = f", the limit; -p limit={10 * rows} may give more" if rows == values.get("limit") else ""
    return counted(rows, "row") + more


def _no_rows(store: Store, asked: NamedQuery, values: Mapping[str, Any], at: str) -> str:
    """Say why there may be no rows, and what to do about it; `at` follows commands that are named."""
    if asked.needs and not _has(store, asked.needs):
        needed = _CALLED.get(asked.needs, asked.needs)
        return f"0 rows: no paper here has {needed}; copied text states none, so add a listing that does"
    if values.get("author"):
        return f"0 rows; nobody here is called so; see who is with kg query busiest-authors -p limit=100{at}"
    for name in ("paper", "otherPaper"):
        if (paper := values.get(name)) and (meant := _paper_meant(store, str(paper))):
            value = shlex.quote(f"{name}={meant}")
            return f"0 rows; a paper goes by its whole title, arXiv id or id; did you mean: -p {value}"
    if told := _unknown_listing(store, [str(values[name]) for name in _LISTINGS if values.get(name)]):
        return f"0 rows; {told}"
    if told := _stated(store, asked, values, at):
        return f"0 rows; {told}"
    if names := [str(values[name]) for name in _NAMES if values.get(name)]:
        if told := _unknown(store, names):
            return f"0 rows; {told}"
        shows = " and ".join(f"kg show {shlex.quote(name)}{at}" for name in names)
        return f"0 rows; {_mentioned(store, names)}see what the graph knows with {shows}"
    if re.search(r"arxivId\s*(=|IN\s*\[)\s*\d", asked.cypher, re.IGNORECASE) or (
        "arxivId" in asked.cypher and any(isinstance(value, float) for value in values.values())
    ):
        return "0 rows; an arXiv id is text, not a number: write '1512.03385', or -p 'id=\"1512.03385\"'"
    return f"0 rows; kg stats{at} shows what the graph knows, dates and code among it"


def _stated(store: Store, asked: NamedQuery, values: Mapping[str, Any], at: str) -> str | None:
    """Say which query has the stated references, where the texts of papers do not say what builds on what; or None."""
    from kg.queries import load

    beside = _STATED.get(asked.name)
    if not beside or not store.query(load(beside).cypher, {**values, "limit": 1}).rows:
        return None
    paper = f" -p {shlex.quote('paper=' + str(values['paper']))}" if values.get("paper") else ""
    return f"no text here says so; what sources state as references: kg query {beside}{paper}{at}"


def _has(store: Store, name: str) -> bool:
    """Tell whether any paper has a property, or a link to another."""
    from kg.graph import NODES

    if name not in NODES["Paper"]:
        return bool(store.query(f"MATCH (:Paper)-[r:{name}]->(:Paper) RETURN 1 LIMIT 1").rows)
    has = f"size(p.{name}) > 0" if NODES["Paper"][name] == "strings" else f"p.{name} IS NOT NULL"
    return bool(store.query(f"MATCH (p:Paper) WHERE {has} RETURN 1 LIMIT 1").rows)


def _paper_meant(store: Store, text: str) -> str | None:
    """Give the id of the paper that a text is only a part of the title of, or None."""
    from kg.ids import fold_title

    known = "MATCH (p:Paper) WHERE toLower(p.title) = toLower($text) OR p.arxivId = $text OR p.id = $text RETURN 1"
    words = fold_title(text).split()
    if not words or store.query(known, {"text": text}).rows:
        return None
    papers = [hit for hit in store.search(text) if hit.id.startswith("paper:")]
    papers.sort(key=lambda hit: not fold_title(hit.name).startswith(fold_title(text)))
    return next((hit.id for hit in papers if all(word in fold_title(hit.name) for word in words)), None)


def _unknown(store: Store, names: Iterable[str]) -> str | None:
    """Say which of some names nothing in the graph has, or None."""
    from kg.explore import find

    for name in names:
        try:
            find(store, name)
        except NotFoundError as error:
            return str(error)
        except UsageError:  # it means several things
            continue
    return None


def _mentioned(store: Store, names: Iterable[str]) -> str:
    """Say how many papers mention each of some things, and of which none introduces it."""
    from kg.explore import candidates

    told = ""
    for name in names:
        found = [node for node in candidates(store, name) if node.papers]
        if len(found) != 1:
            continue
        cypher = "MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method|Repo) WHERE e.id = $id RETURN 1 LIMIT 1"
        nobody = "" if store.query(cypher, {"id": found[0].id}).rows else ", none introduces it"
        told += f"{found[0].name} is in {counted(found[0].papers or 0, 'paper')}{nobody}; "
    return told


def _unknown_listing(store: Store, names: Iterable[str]) -> str | None:
    """Say which of some names no listing has, or None."""
    known = [
        row[0]
        for row in store.query("MATCH (p:Paper) UNWIND p.listings AS l RETURN DISTINCT l ORDER BY l").rows
    ]
    for name in names:
        if name not in known:
            meant = [one for one in known if one.startswith(name)] or difflib.get_close_matches(
                name, known, 1
            )
            cure = f"did you mean {meant[0]}?" if meant else "kg stats lists them"
            return f"there is no listing {name!r}; {cure}"
    return None


def _described(parameter: Parameter) -> str:
    if parameter.default is None:
        return f"{parameter.name}: {parameter.type}, must be given"
    if parameter.default in ("", []):
        return f"{parameter.name}: {parameter.type}, all unless given"
    return f"{parameter.name}: {parameter.type} = {json.dumps(parameter.default, ensure_ascii=False)}"


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"-p {text}: expected KEY=VALUE, such as -p limit=20")
    return name, value
