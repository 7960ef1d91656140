"""`kg export`: the graph, or a part of it, as a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.meant import doubt
from kg.cli.options import MOST, StoreOption, elsewhere, examples, opened_at
from kg.cli.output import say, working, write_bytes
from kg.cli.signals import handled
from kg.config import DEFAULT_STORE
from kg.errors import UsageError
from kg.text.wording import counted

if TYPE_CHECKING:
    from kg.explore import Node
    from kg.export import Format
    from kg.graph import Graph
    from kg.stores.base import Store

app = typer.Typer()

_STDOUT = Path("-")
_PIECE = 1 << 20
"""Bytes of a file that are copied to standard output at a time."""
_NOT_EXPORTED = {
    "neo4j": "csv (for neo4j-admin database import), or kg load",
    **dict.fromkeys(("excel", "xlsx"), "kg query literature --format csv --spreadsheet-safe"),
}
"""What to do for programs that no format is for alone, when their name is given in place of one."""


def _begun(incomplete: str) -> list[str]:
    """Give the formats that complete what was typed, for the shell."""
    from kg.export import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


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
        "kg-graph.bib for bibtex, a folder kg-site, kg-notes or kg-parquet.",
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
Listing = Annotated[
    str | None,
    typer.Option("--listing", metavar="NAME", help="Only the papers of this listing, and what they mention."),
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
        "kg export html -o mine.html --listing library.bib",
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
    listing: Listing = None,
    title: Title = None,
) -> None:
    """Write the graph, or the part that is worth looking at, in a format for people or other programs."""
    from kg.explore import find, listing_named
    from kg.export import part

    chosen = _format(form)
    target = _target(form, chosen, out)
    _check_fit(form, title, depth, around)
    with working() as progress:
        progress("Reading the store")
        with opened_at(store) as opened:
            centre = find(opened, around) if around else None
            whose = listing_named(opened, listing) if listing else None
            told = doubt(opened, centre, around, elsewhere(store)) if centre and around else None
            if target.is_file():
                _check_no_listing(target, opened)
            graph = opened.graph()
        progress(f"Writing {form}")
        steps, near = 1 if depth is None else depth, centre.id if centre else None
        shown = part(graph, around=near, depth=steps, top=top, only=_kinds(only), listing=whose)
        heading = title or _heading(centre, whose)
        with handled(signal.SIGTERM, signal.default_int_handler):  # no half-written file stays behind
            notes = _write(chosen, shown, target, heading, whole=shown is graph)
    if told:
        say(told)
    for note in (*notes, *_without_links(graph, shown)):
        say(f"kg: note: {note}")
    if target != _STDOUT:
        _tell(chosen, shown, target)


def _heading(centre: Node | None, listing: str | None) -> str:
    """Give the heading of a page for a part of the graph, or for all of it."""
    if centre:
        return f"Around {centre.name}"
    return f"Papers of {listing}" if listing else "Knowledge graph"


def _format(form: str) -> Format:
    from kg.export import FORMATS

    if form not in FORMATS:
        meant = _NOT_EXPORTED | {program: name for name, one in FORMATS.items() for program in one.programs}
        hint = f"{meant[form.lower()]} is for that; " if form.lower() in meant else ""
        raise UsageError(f"there is no format {form!r}; {hint}choose one of {', '.join(FORMATS)}")
    return FORMATS[form]


def _check_fit(form: str, title: str | None, depth: int | None, around: str | None) -> None:
    """Raise UsageError for an option that means nothing without another one, or in this format."""
    from kg.export import FORMATS

    if title and not FORMATS[form].pages:
        pages = " and ".join(name for name, one in FORMATS.items() if one.pages)
        raise UsageError(f"{form} has no heading; --title is for {pages}")
    if depth is not None and not around:
        raise UsageError("--depth says how far to go from a node; name it with --around NAME")


def _target(form: str, chosen: Format, out: Path | None) -> Path:
    """Give where to write; raises UsageError where a folder stands in the place of a file, or the other way round."""
    target = out or Path(chosen.target)
    if chosen.is_folder:
        if target == _STDOUT:
            raise UsageError(f"{form} is a folder of files; name one with -o")
        return target
    usual = chosen.endings[0]
    if target.is_dir():
        raise UsageError(f"{target} is a folder; name a file to write, such as {target / f'graph{usual}'}")
    if target == _STDOUT or target.suffix.lower() in (*chosen.endings, ""):
        return target
    if chosen.archive:
        raise UsageError(f"{form} is {chosen.archive}; name one with -o, such as {target.with_suffix(usual)}")
    if target.is_file():
        raise UsageError(
            f"{target} is there already, and {form} goes into files that end in {usual}; "
            f"choose another name, such as {target.with_suffix(usual)}"
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


def _write(form: Format, graph: Graph, target: Path, title: str, *, whole: bool) -> list[str]:
    """Write the file, or standard output where the target is "-"; gives notes on what the format lacks."""
    if target == _STDOUT:
        with TemporaryDirectory() as folder:
            aside = Path(folder, "graph")
            notes = _write(form, graph, aside, title, whole=whole)
            with aside.open("rb") as written:
                while piece := written.read(_PIECE):
                    write_bytes(piece)
        return notes
    return form.pages(graph, target, title=title, whole=whole) if form.pages else form.export(graph, target)


def _without_links(graph: Graph, shown: Graph) -> Iterator[str]:
    """Give a note where a part has no relationships although the graph does."""
    whole, left = (sum(map(len, one.relationships.values())) for one in (graph, shown))
    if whole and not left:
        nodes = counted(sum(map(len, shown.nodes.values())), "node")
        yield (
            f"the graph has {counted(whole, 'relationship')}, but none between the {nodes} left; "
            "a higher --top or --depth, or more kinds with --only, may keep some"
        )


def _tell(form: Format, shown: Graph, target: Path) -> None:
    """Say what was written, and how to go on."""
    if form.papers_alone:
        say(f"wrote {counted(len(shown.nodes['Paper']), 'paper')} to {target}")
        return
    nodes, links = (sum(map(len, tables.values())) for tables in (shown.nodes, shown.relationships))
    say(f"wrote {counted(nodes, 'node')} and {counted(links, 'relationship')} to {target}")
    if form.pages:
        page = target / "index.html" if target.is_dir() else target
        say(f"open it in a browser: {page.absolute().as_uri()}")
