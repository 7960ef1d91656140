"""`kg export`: the graph, or a part of it, as a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.meant import doubt
from kg.cli.options import MOST, StoreOption, elsewhere, examples, opened_at
from kg.cli.output import say, working, write_bytes
from kg.config import DEFAULT_STORE
from kg.errors import UsageError
from kg.wording import counted

if TYPE_CHECKING:
    from kg.export import Exporter
    from kg.graph import Graph
    from kg.stores.base import Store

app = typer.Typer()

_STDOUT = Path("-")
_NAMES = {
    "bibtex": "kg-graph.bib",
    "csv": "kg-graph.zip",
    "obsidian": "kg-notes",
    "parquet": "kg-parquet",
    "site": "kg-site",
}
"""Default targets that are not called kg-graph.FORMAT."""
_ENDINGS = {
    "bibtex": (".bib", ".bibtex"),
    "csv": (".zip",),
    "cypher": (".cypher", ".cql", ".cyp"),
    "gexf": (".gexf", ".xml"),
    "graphml": (".graphml", ".xml"),
    "html": (".html", ".htm"),
    "json": (".json",),
    "jsonld": (".jsonld", ".json"),
}
"""What the names of files in a format end with; an existing file that ends otherwise is not replaced."""
_PIECE = 1 << 20
"""Bytes of a file that are copied to standard output at a time."""
_PAGES = ("html", "site")
"""Formats that people view in a browser."""
_PROGRAMS = {
    "neo4j": "csv (for neo4j-admin database import), or kg load",
    "gephi": "gexf",
    **dict.fromkeys(("yed", "igraph", "cytoscape"), "graphml"),
    **dict.fromkeys(("networkx", "d3"), "json"),
    **dict.fromkeys(("duckdb", "polars", "pandas"), "parquet"),
    **dict.fromkeys(("rdf", "json-ld"), "jsonld"),
    **dict.fromkeys(("bib", "latex", "zotero", "jabref", "mendeley"), "bibtex"),
    **dict.fromkeys(("markdown", "md", "notes", "logseq", "foam"), "obsidian"),
    **dict.fromkeys(("excel", "xlsx"), "kg query ... --format csv --spreadsheet-safe"),
}
"""The format for each program whose name is given in place of one."""


def _begun(incomplete: str) -> list[str]:
    """Give the formats that complete what was typed, for the shell."""
    from kg.export import EXPORTERS

    return [name for name in EXPORTERS if name.startswith(incomplete)]


Form = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help="html (a page to look at), site (a folder of pages), obsidian (a folder of notes); graphml (yEd, igraph, networkx), gexf (Gephi), "
        "json (d3, networkx); parquet (a folder of tables for DuckDB, polars, pandas), jsonld (linked data); "
        "cypher, csv (for Neo4j's import); bibtex (the papers alone).",
        autocompletion=_begun,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "--out",
        "-o",
        metavar="FILE",
        help="File or folder to write, - for stdout. Default: kg-graph.FORMAT, kg-graph.zip for csv, "
        "a folder kg-site, kg-notes or kg-parquet.",
    ),
]
Around = Annotated[
    str | None, typer.Option("--around", metavar="NAME", help="Only what is near this paper or thing.")
]
Depth = Annotated[
    int | None,
    typer.Option("--depth", min=0, max=MOST, help="How many links away, with --around. Default: 1."),
]
Top = Annotated[
    int | None,
    typer.Option(
        "--top", min=1, max=MOST, help="Only this many nodes: the most mentioned things, and papers on them."
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="KIND,...", help="Only papers, datasets, methods or repos."),
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="Heading of the page or the site.")
]


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
        "kg export obsidian -o paper-notes",
        "kg export bibtex -o on-coco.bib --around COCO",
        "kg export csv -o for-neo4j-admin.zip",
    ),
)
def export(
    form: Form,
    out: Out = None,
    store: StoreOption = DEFAULT_STORE,
    around: Around = None,
    depth: Depth = None,
    top: Top = None,
    only: Only = None,
    title: Title = None,
) -> None:
    """Write the graph, or the part that is worth looking at, in a format for people or other programs."""
    from kg.explore import find
    from kg.export import part

    exporter = _exporter(form)
    target = _target(form, out)
    _check_fit(form, title, depth, around)
    with working() as progress:
        progress("Reading the store")
        with opened_at(store) as opened:
            centre = find(opened, around) if around else None
            told = doubt(opened, centre, around, elsewhere(store)) if centre and around else None
            if target.is_file():
                _check_no_listing(target, opened)
            graph = opened.graph()
        progress(f"Writing {form}")
        steps = 1 if depth is None else depth
        shown = part(graph, around=centre.id if centre else None, depth=steps, top=top, only=_kinds(only))
        heading = title or (f"Around {centre.name}" if centre else "Knowledge graph")
        options = {"title": heading, "whole": shown is graph} if form in _PAGES else {}
        with _tidy_end():
            notes = _write(exporter, shown, target, options)
    if told:
        say(told)
    for note in (*notes, *_without_links(graph, shown)):
        say(f"kg: note: {note}")
    if target != _STDOUT:
        _tell(form, shown, target)


def _exporter(form: str) -> Exporter:
    from kg.export import EXPORTERS

    if form not in EXPORTERS:
        meant = _PROGRAMS.get(form.lower())
        hint = f"{meant} is for that; " if meant else ""
        raise UsageError(f"there is no format {form!r}; {hint}choose one of {', '.join(EXPORTERS)}")
    return EXPORTERS[form]


def _check_fit(form: str, title: str | None, depth: int | None, around: str | None) -> None:
    """Raise UsageError for an option that means nothing without another one, or in this format."""
    if title and form not in _PAGES:
        raise UsageError(f"{form} has no heading; --title is for {' and '.join(_PAGES)}")
    if depth is not None and not around:
        raise UsageError("--depth says how far to go from a node; name it with --around NAME")


def _target(form: str, out: Path | None) -> Path:
    """Give where to write; raises UsageError where a folder stands in the place of a file, or the other way round."""
    from kg.export import FOLDERS

    target = out or Path(_NAMES.get(form, f"kg-graph.{form}"))
    if form in FOLDERS and target == _STDOUT:
        raise UsageError(f"{form} is a folder of files; name one with -o")
    if form not in FOLDERS and target.is_dir():
        raise UsageError(f"{target} is a folder; name a file to write, such as {target / f'graph.{form}'}")
    if form == "csv" and target.suffix.lower() not in (".zip", "") and target != _STDOUT:
        raise UsageError(
            f"csv is a zip archive of several CSV files; name one with -o, such as {target.with_suffix('.zip')}"
        )
    usual = _ENDINGS.get(form)
    if usual and target.is_file() and target.suffix.lower() not in (*usual, ""):
        raise UsageError(
            f"{target} is there already, and {form} goes into files that end in {usual[0]}; "
            f"choose another name, such as {target.with_suffix(usual[0])}"
        )
    return target


def _check_no_listing(target: Path, store: Store) -> None:
    """Raise UsageError where the file is one that the graph was made from."""
    if os.path.realpath(target) in map(os.path.realpath, store.sources()):
        raise UsageError(f"{target} is a listing that the graph was made from; choose another name")


def _kinds(only: Sequence[str] | None) -> list[str] | None:
    """Give the kinds of nodes in the singular: "papers,datasets" means "paper" and "dataset"."""
    if not only:
        return None
    return [kind.strip().lower().removesuffix("s") for text in only for kind in text.split(",")]


@contextmanager
def _tidy_end() -> Iterator[None]:
    """Make SIGTERM end the program like Ctrl-C, so that no half-written file stays behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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


def _without_links(graph: Graph, shown: Graph) -> Iterator[str]:
    """Give a note where a part has no relationships although the graph does."""
    whole, left = (sum(map(len, one.relationships.values())) for one in (graph, shown))
    if whole and not left:
        nodes = counted(sum(map(len, shown.nodes.values())), "node")
        yield (
            f"the graph has {counted(whole, 'relationship')}, but none between the {nodes} left; "
            "a higher --top or --depth, or more kinds with --only, may keep some"
        )


def _tell(form: str, shown: Graph, target: Path) -> None:
    """Say what was written, and how to go on."""
    if form == "bibtex":
        say(f"wrote {counted(len(shown.nodes['Paper']), 'paper')} to {target}")
        return
    nodes, links = (sum(map(len, tables.values())) for tables in (shown.nodes, shown.relationships))
    say(f"wrote {counted(nodes, 'node')} and {counted(links, 'relationship')} to {target}")
    if form in _PAGES:
        page = target / "index.html" if target.is_dir() else target
        say(f"open it in a browser: {page.absolute().as_uri()}")
