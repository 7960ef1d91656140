"""`kg show`, `search`, `similar`, `path` and `stats`: a look at the graph in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import FormatOption, StoreOption, examples
from kg.cli.output import Format, say, show
from kg.config import DEFAULT_STORE

app = typer.Typer()

Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to give at most.")]


@app.command(
    rich_help_panel="Ask",
    epilog=examples("kg search graph neural networks", "kg search ImageNet --limit 5 --format json"),
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words to look for.")],
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    limit: Limit = 20,
) -> None:
    """Find papers, datasets, methods and repositories by words in titles, abstracts, names and aliases."""
    from kg.stores import open_store

    with open_store(store) as opened:
        hits = opened.search(" ".join(words), limit=limit)
    rows = [(hit.name, hit.id, round(hit.score, 3), hit.snippet) for hit in hits]
    show(style, ("name", "id", "score", "where"), rows)
    if style is Format.table:
        say("nothing found" if not hits else "kg show ID tells more about one of these")
