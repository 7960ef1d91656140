"""`kg query` and `kg queries`: the graph asked in Cypher."""

from __future__ import annotations

import json
import re
import shlex
import signal
from collections.abc import Iterator, Mapping, Sequence
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
    examples,
    opened_at,
    placed,
)
from kg.cli.output import Format, cell, put, say, show, show_table, write_json
from kg.cli.texts import excerpt
from kg.config import DEFAULT_STORE
from kg.errors import NotFoundError, UsageError
from kg.wording import counted

if TYPE_CHECKING:
    from kg.queries import NamedQuery, Parameter
    from kg.stores.base import Result, Store

app = typer.Typer()

_EVIDENCE = re.compile(r"(?:.*\.)?evidence|(\w+)Evidence")
"""The name of a column of evidence."""


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

    An answer without rows is no error. A name, paper, author or listing that the graph does not have, given to a named
    query, is one: the exit code is 1, and JSON and CSV are empty.
    """
    from kg.explore import no_rows, unknown_name
    from kg.queries import resolve

    asked = resolve(question)
    values = asked.values(dict(_pair(text) for text in parameters or ()))
    with opened_at(store) as opened, _ended_by_interrupt():
        values = _understood(opened, asked, values)
        result = opened.query(asked.cypher, values, seconds=seconds)
        told, fault = _counted(len(result.rows), values), None
        if not result.rows:
            fault = unknown_name(opened, asked, values)
            told = fault or no_rows(opened, asked, values)
    if style is not Format.table:
        show(style, result.columns, result.rows, spreadsheet_safe=spreadsheet_safe)
    elif not fault:
        _print(_with_sentences(result), rows or len(result.rows), asked.question, placed(told, store))
    if fault:
        raise NotFoundError(placed(fault, store))


@app.command(rich_help_panel="Ask", epilog=examples("kg queries", "kg queries --format json"))
def queries(style: FormatOption = Format.table) -> None:
    """List the named queries: the question that each answers, and its parameters."""
    from kg.queries import load, names

    known = [load(name) for name in names()]
    if style is Format.json:
        write_json(known)
    elif style is Format.csv:
        rows = [(one.name, one.question, "\n".join(map(_described, one.parameters))) for one in known]
        show(style, ("name", "question", "parameters"), rows)
    else:
        for one in known:
            _print_query(one)
        say("\nRun one: kg query NAME -p PARAMETER=VALUE")
        say("Parameters in brackets may be left out; each query takes limit, the most rows, as well.")


def _print_query(query: NamedQuery) -> None:
    """Print a query's name, its parameters apart from limit, and below them its question."""
    from rich.padding import Padding
    from rich.text import Text

    taken = " ".join(_brief(one) for one in query.parameters if one.name != "limit")
    put(Text.assemble((query.name, "bold"), f"  {taken}" if taken else ""))
    put(Padding(Text(query.question), (0, 0, 0, 4)))


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """
    Let Ctrl-C end the program at once: Python handles no signals while a database computes.

    A query changes nothing; an index that it finds missing is made beside the graph, and used once it is whole.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _understood(store: Store, asked: NamedQuery, values: dict[str, Any]) -> dict[str, Any]:
    """Give the values that a query needs; says so where a text was taken for something that is called otherwise."""
    from kg.explore import understood

    meant, taken = understood(store, asked, values)
    for parameter, what in taken.items():
        say(f"kg: note: {values[parameter]!r} taken for {what}")
    return meant


def _with_sentences(result: Result) -> Result:
    """Give a result for people: in place of evidence, which is JSON, the most telling sentence of it."""
    from kg.explore import first_sentence

    def said(value: Any) -> Any:
        """Give the sentence of a piece of evidence; anything else stays."""
        quote = first_sentence(value) if isinstance(value, str) else None
        return excerpt(quote.sentence, quote.surface) if quote else value

    titles = [_titled(name) for name in result.columns]
    is_evidence = [title != name for title, name in zip(titles, result.columns, strict=True)]
    rows = [
        tuple(said(value) if is_it else value for value, is_it in zip(row, is_evidence, strict=True))
        for row in result.rows
    ]
    return replace(result, columns=tuple(titles), rows=rows)


def _titled(column: str) -> str:
    """Give the title of a column, where it holds evidence that of its sentences: "sentence", or "methodSentence"."""
    found = _EVIDENCE.fullmatch(column)
    if not found:
        return column
    return f"{found[1]}Sentence" if found[1] else "sentence"


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


def _described(parameter: Parameter) -> str:
    if parameter.default is None:
        return f"{parameter.name}: {parameter.type}, must be given"
    if parameter.default in ("", []):
        return f"{parameter.name}: {parameter.type}, all unless given"
    return f"{parameter.name}: {parameter.type} = {json.dumps(parameter.default, ensure_ascii=False)}"


def _brief(parameter: Parameter) -> str:
    """
    Give a parameter as help texts do: in brackets, with a default that means something, where it may be left out.

    >>> from kg.queries import Parameter
    >>> _brief(Parameter("name", "string", "", "", "a name")), _brief(Parameter("of", "strings", ["a", "b"], "", "some"))
    ('[name]', '[of=a,b]')
    """
    default = parameter.default
    if default is None:
        return parameter.name
    listed = isinstance(default, list)
    value = ",".join(map(str, default)) if listed else json.dumps(default, ensure_ascii=False)
    return f"[{parameter.name}={value}]" if default not in ("", []) else f"[{parameter.name}]"


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"-p {text}: expected KEY=VALUE, such as -p limit=20")
    return name, value
