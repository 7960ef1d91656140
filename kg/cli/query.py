"""`kg query` and `kg queries`: the graph asked in Cypher."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.answers import rows_counted, show_answer, with_records, with_sentences
from kg.cli.arguments import WithParameters
from kg.cli.options import (
    MOST,
    FormatOption,
    SpreadsheetSafeOption,
    StoreOption,
    examples,
    opened_at,
    placed,
)
from kg.cli.output import Format, put, say, show, write_json
from kg.cli.signals import handled
from kg.config import DEFAULT_STORE
from kg.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.queries import NamedQuery, Parameter
    from kg.stores.base import Result, Store

app = typer.Typer()


Question = Annotated[
    str,
    typer.Argument(
        metavar="NAME|FILE|CYPHER",
        help="A named query, a .cypher file, Cypher itself, or - for Cypher on stdin.",
    ),
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
    cls=WithParameters,
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
    from kg.queries import names, resolve

    asked = _typed() if question == "-" else resolve(question)
    given = dict(_pair(text) for text in parameters or ())
    values = asked.values(given)
    bounded = question not in names()
    # Python handles no signals while a database computes, so Ctrl-C ends the program at once unless a process apart computes.
    # A query changes nothing; an index that it finds missing is made beside the graph, and used once it is whole.
    ending = nullcontext() if bounded else handled(signal.SIGINT, signal.SIG_DFL)
    with opened_at(store) as opened, ending:
        values = _understood(opened, asked, values)
        result = opened.query(asked.cypher, values, seconds=seconds, bounded=bounded)
        told, fault, left = _remarks(opened, asked, values, result, style)
    if style is not Format.table:
        found = with_records(result) if style is Format.json else with_sentences(result, whole=True)
        show(style, found.columns, found.rows, spreadsheet_safe=spreadsheet_safe)
    elif not fault:
        most = rows or len(result.rows)
        show_answer(with_sentences(result), most, asked.question, placed(told, store), given)
    if left:
        say(f"kg: note: {left}")
    if fault:
        raise NotFoundError(placed(fault, store))


def _remarks(
    store: Store, asked: NamedQuery, values: Mapping[str, Any], result: Result, style: Format
) -> tuple[str, str | None, str | None]:
    """Give what is said below an answer, the name that was given and is not there, and which papers it leaves out."""
    from kg.cli.no_answer import no_rows, unknown_name
    from kg.explore import of_any_version, undated

    told = rows_counted(len(result.rows), values)
    if not result.rows:
        if fault := unknown_name(store, asked, values):
            return fault, fault, None
        told = no_rows(store, asked, values)
    elif style is Format.table and (more := of_any_version(store, asked, values)):
        told = f"{told}; {more}"
    return told, None, undated(store, asked, values)


@app.command(rich_help_panel="Ask", epilog=examples("kg queries", "kg queries --format json"))
def queries(style: FormatOption = Format.table, spreadsheet_safe: SpreadsheetSafeOption = False) -> None:
    """List the named queries: the question that each answers, and its parameters."""
    from rich.text import Text

    from kg.queries import ABOUT, load, names

    known = [load(name) for name in names()]
    if style is Format.json:
        write_json(known)
    elif style is Format.csv:
        rows = [(one.name, one.question, "\n".join(map(_described, one.parameters))) for one in known]
        show(style, ("name", "question", "parameters"), rows, spreadsheet_safe=spreadsheet_safe)
    else:
        for about in ABOUT:
            put()
            put(Text(f"About {about}", "underline"))
            for one in known:
                if one.about == about:
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


def _typed() -> NamedQuery:
    """Give the query on standard input."""
    from kg.queries import read

    if sys.stdin is None:  # closed
        raise UsageError("there is no standard input; name a file with a query")
    return read(sys.stdin.buffer, "standard input")


def _understood(store: Store, asked: NamedQuery, values: dict[str, Any]) -> dict[str, Any]:
    """Give the values that a query needs; says so where a text was taken for something that is called otherwise."""
    from kg.explore import understood

    meant, taken = understood(store, asked, values)
    for parameter, what in taken.items():
        say(f"kg: note: {values[parameter]!r} taken for {what}")
    return meant


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
