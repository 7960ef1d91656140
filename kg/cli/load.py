"""`kg load`: the graph on a Neo4j server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Annotated

import typer

from kg.cli.options import FormatOption, StoreOption, examples, placed
from kg.cli.output import Format, say, show_counts, working
from kg.config import DEFAULT_STORE
from kg.errors import NotFoundError, UsageError
from kg.text.wording import counted

app = typer.Typer()

Target = Annotated[
    str, typer.Argument(metavar="NEO4J_URI", help="Address of the server, such as neo4j://localhost:7687.")
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace",
        help="Load even if the server has listings, decisions or lexicons that the graph lacks, which removes them.",
    ),
]


@app.command(
    rich_help_panel="Build",
    epilog=examples(
        "kg load neo4j://localhost:7687",
        "kg load neo4j+s://0123abcd.databases.neo4j.io --store reading-list",
        "kg query most-used-datasets --store neo4j://localhost:7687",
    ),
)
def load(
    target: Target,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    replace: Replace = False,
) -> None:
    """
    Copy the graph into Neo4j, replacing what kg stored there before.

    User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    After an interruption, the same command completes the load.
    """
    from kg.stores import open_store

    if "://" not in target:
        raise UsageError(f"{target!r} is no address of a server; write neo4j://HOST:PORT")
    started = perf_counter()
    with working() as progress, open_store(store) as source, open_store(target, create=True) as server:
        progress("Reading the store")
        corpus, graph = source.corpus(), source.graph()
        if not corpus.listings and graph.nodes["Paper"].height:
            raise UsageError(
                f"{store} was filled by a script or an import, which bring no listings; "
                "load the store that these came from"
            )
        if not corpus.listings:
            raise NotFoundError(
                placed(f"{store}: the store holds nothing yet; fill it with `kg build`", store)
            )
        if not replace:
            _refuse_loss(server.corpus().missing_from(corpus), target, store)
        progress("Loading into Neo4j")
        server.write(corpus, graph, made_by=source.made_by())
    seconds = round(perf_counter() - started, 2)
    summary = {**{name: rows.height for name, rows in graph.tables.items()}, "seconds": seconds}
    show_counts(style, summary)
    say(f"\nNext: kg query most-used-datasets --store {target}")


def _refuse_loss(lost: Mapping[str, Sequence[str]], target: str, store: str) -> None:
    """Raise UsageError where a load would remove what was added or decided on the server."""
    for what, names in lost.items():
        if names:
            raise UsageError(
                f"{target} holds {counted(len(names), what)} that {store} does not, such as {names[0]!r}; "
                "load with --replace to remove them there, or add yours with kg build --store"
            )
