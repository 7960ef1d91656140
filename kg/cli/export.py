"""`kg export`: the graph, or a part of it, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import StoreOption, examples
from kg.cli.output import say, working, write_bytes
from kg.config import DEFAULT_STORE
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.export import Exporter
    from kg.model import Graph

app = typer.Typer()

_STDOUT = Path("-")
_NAMES = {"csv": "kg-graph.zip", "parquet": "kg-parquet", "site": "kg-site"}
"""What is written, where it is not called by its format."""
_PIECE = 1 << 20
"""Bytes that are read at once of a file on its way to standard output."""
_PAGES = ("html", "site")
"""Formats that people look at."""


def _begun(incomplete: str) -> list[str]:
    """Give the formats that a shell completes what was typed to."""
    from kg.export import EXPORTERS

    return [name for name in EXPORTERS if name.startswith(incomplete)]


@app.command(
    rich_help_panel="Look",
    epilog=examples(
        "kg export html -o graph.html",
        'kg export html -o imagenet.html --around "ImageNet" --depth 2',
        'kg export html -o june.html --title "Reading list, June"',
        "kg export html -o datasets.html --only papers,datasets --top 500",
        "kg export json -o - | jq '.nodes | length'",
        "kg export graphml -o around-bert.graphml --around BERT --depth 2",
        "kg export parquet -o tables",
        "kg export site -o papers-site",
        "kg export csv -o for-neo4j-admin.zip",
    ),
)
def export(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="html (a page to look at), site (a folder of pages); graphml (yEd, igraph, networkx), gexf (Gephi), "
            "json (d3, networkx); parquet (a folder of tables for DuckDB, polars, pandas), jsonld (linked data); "
            "cypher, csv (for Neo4j's import).",
            autocompletion=_begun,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="File or folder to write, - for stdout. Default: kg-graph.FORMAT, kg-graph.zip for csv, "
            "a folder kg-site or kg-parquet.",
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    around: Annotated[
        str | None, typer.Option("--around", metavar="NAME", help="Only what is near this paper or thing.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", min=0, help="How many links away, with --around.")] = 1,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="Only this many nodes, the most mentioned first.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KIND,...", help="Only papers, datasets, methods or repos."),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Heading of the page or the site.")
    ] = None,
) -> None:
    """Write the graph, or the part that is worth looking at, in a format for people or other programs."""
    from kg.explore import find
    from kg.export import FOLDERS, part
    from kg.stores import open_store

    exporter = _exporter(form)
    target = out or Path(_NAMES.get(form, f"kg-graph.{form}"))
    if form in FOLDERS and target == _STDOUT:
        raise UsageError(f"{form} is a folder of files; name one with -o")
    if form not in FOLDERS and target.is_dir():
        raise UsageError(f"{target} is a folder; name a file to write, such as {target / f'graph.{form}'}")
    if title and form not in _PAGES:
        raise UsageError(f"{form} has no heading; --title is for {' and '.join(_PAGES)}")
    with working() as progress:
        progress("Reading the store")
        with open_store(store) as opened:
            centre = find(opened, around) if around else None
            graph = opened.graph()
        progress(f"Writing {form}")
        shown = part(graph, around=centre.id if centre else None, depth=depth, top=top, only=_kinds(only))
        heading = title or (f"Around {centre.name}" if centre else "Knowledge graph")
        options = {"title": heading, "whole": shown is graph} if form in _PAGES else {}
        notes = _write(exporter, shown, target, options)
    for note in notes:
        say(f"kg: note: {note}")
    if form == "csv" and target.suffix not in (".zip", "") and target != _STDOUT:
        say(
            f"kg: note: {target} is a zip archive of CSV files; programs open it more readily as {target.with_suffix('.zip')}"
        )
    if target != _STDOUT:
        nodes, links = (sum(map(len, tables.values())) for tables in (shown.nodes, shown.relationships))
        say(f"wrote {nodes:,} nodes and {links:,} relationships to {target}")
    if form in _PAGES and target != _STDOUT:
        page = target / "index.html" if form in FOLDERS else target
        say(f"open it in a browser: {page.absolute().as_uri()}")


def _exporter(form: str) -> Exporter:
    from kg.export import EXPORTERS

    if form not in EXPORTERS:
        raise UsageError(f"there is no format {form!r}; choose one of {', '.join(EXPORTERS)}")
    return EXPORTERS[form]


def _kinds(only: Sequence[str] | None) -> list[str] | None:
    """Give the kinds of nodes in the singular: "papers,datasets" means "paper" and "dataset"."""
    if not only:
        return None
    return [kind.strip().lower().removesuffix("s") for text in only for kind in text.split(",")]


def _write(exporter: Exporter, graph: Graph, target: Path, options: dict[str, Any]) -> list[str]:
    """Write the file, or standard output where the target is "-"; gives notes on what the format lacks."""
    if target != _STDOUT:
        return exporter(graph, target, **options)
    with TemporaryDirectory() as folder:
        aside = Path(folder, "graph")
        notes = exporter(graph, aside, **options)
        with aside.open("rb") as whole:
            while piece := whole.read(_PIECE):
                write_bytes(piece)
    return notes
