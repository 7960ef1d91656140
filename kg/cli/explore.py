"""`kg show`, `search`, `similar`, `path` and `stats`: a look at the graph in the terminal."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.cli import cards
from kg.cli.meant import tell_meant
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
from kg.cli.output import Format, say, show, show_table, write_json
from kg.config import DEFAULT_STORE
from kg.errors import UsageError
from kg.ids import arxiv_id, doi
from kg.names.folding import fold_title
from kg.text.wording import shortened

if TYPE_CHECKING:
    from kg.stores import Store
    from kg.stores.base import Hit

app = typer.Typer()

_LONGEST_SNIPPET = 120
_MOST_WORDS = 8
"""Words of which it is told whether anything has them."""
_LONGEST_ASKED = 200
"""Most characters of words that a suggestion repeats."""
_Found = TypeVar("_Found")

Name = Annotated[
    list[str], typer.Argument(metavar="NAME", help="A name, alias, title, arXiv id, DOI, address or id.")
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many to show at most.")]


@app.command(
    "show",
    rich_help_panel="Ask",
    epilog=examples('kg show "MS COCO"', "kg show 1512.03385", "kg show tkipf/gcn --format json"),
)
def card(
    name: Name,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    limit: Limit = 10,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """Show one paper, dataset, method or repository: who introduces it, who uses it, with the sentences."""
    from kg.explore import show as find

    asked = " ".join(name)
    with opened_at(store) as opened:
        found = find(opened, asked, nearest=limit, users=limit)
        tell_meant(opened, found.node, asked, elsewhere(store))
    _give(style, found, cards.CARD, cards.card_rows, partial(cards.print_card, limit=limit), spreadsheet_safe)


@app.command(
    rich_help_panel="Ask",
    epilog=examples("kg search graph neural networks", "kg search ImageNet --limit 5 --format json"),
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words to look for.")],
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    limit: Limit = 20,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """
    Find papers, datasets, methods and repositories by words in titles, abstracts, names and aliases.

    To find nothing is no error: the exit code is 0.
    """
    asked = " ".join(words)
    if not asked.strip():
        raise UsageError("there are no words to look for; give some, such as: kg search graph attention")
    with opened_at(store) as opened:
        hits = opened.search(asked, limit=limit)
        told = _told(opened, asked, hits, store) if style is Format.table else ""
    if style is Format.table:
        # Without the score: its scale depends on the store and on the words, and the order says the same.
        rows = [(hit.name, hit.id, shortened(hit.snippet, _LONGEST_SNIPPET)) for hit in hits]
        show_table(("name", "id", "where"), rows)
        say(told)
    else:
        scored = [(hit.name, hit.id, round(hit.score, 3), hit.snippet) for hit in hits]
        columns = ("name", "id", "score", "where")
        show(style, columns, scored, spreadsheet_safe=spreadsheet_safe)


def _told(opened: Store, asked: str, hits: Sequence[Hit], store: str) -> str:
    """Give what to say of what was found: that an author is called so, what it lacks, or what to look for instead."""
    from kg.explore import corrected, is_author, person, writes

    who = person(asked)
    words, people = (list(dict.fromkeys(one.split()))[:_MOST_WORDS] for one in (asked, who))
    named = any(_holds(hit.name, asked) for hit in hits)
    if not named and is_author(opened, who, whole=bool(hits) and who == asked):
        return placed(writes(who), store)
    if not hits and all(is_author(opened, one, whole=False) for one in people):
        return placed(writes(people[0]), store)
    if not hits:
        return _nothing_found(asked, corrected(opened, asked), store)
    more = f"kg show NAME{elsewhere(store)} tells more about one of these"
    if hits[0].whole:
        return more
    unknown = [word for word in words if not opened.search(word, limit=1)]
    lacking = f"; nothing has {' or '.join(map(repr, unknown))}" if unknown else ""
    return f"these have only some of the words, or longer ones{lacking}; {more}"


def _holds(name: str, asked: str) -> bool:
    """Tell whether a name holds all words that were asked for."""
    return all(word in fold_title(name) for word in fold_title(asked).split())


def _nothing_found(asked: str, meant: str | None, store: str) -> str:
    """Suggest what else to search for: similarly spelled words, a title, or an author of that name."""
    at = elsewhere(store)
    if len(asked) > _LONGEST_ASKED:
        return "nothing found; try fewer or other words"
    if meant:
        return f"nothing found; did you mean: kg search {shlex.join(meant.split())}{at}"
    if number := arxiv_id(asked) or doi(asked):
        return f"no paper in the graph has the identifier {number}; listings of copied text state none, so search for its title"
    author = shlex.quote(f"author={asked}")
    return f"nothing found; try fewer or other words; authors: kg query papers-by-author -p {author}{at}"


@app.command(
    rich_help_panel="Ask", epilog=examples("kg similar 1706.03762", 'kg similar "CIFAR-10" --limit 5')
)
def similar(
    name: Name,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    limit: Limit = 10,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """Show the nearest papers of a paper, or what the same papers mention, and why."""
    from kg.explore import similar as nearest

    asked = " ".join(name)
    with opened_at(store) as opened:
        node, near = nearest(opened, asked, limit)
        tell_meant(opened, node, asked, elsewhere(store))
    title = f"Near {node.name}"
    show(style, cards.NEAR, cards.near_rows(near), title=title, spreadsheet_safe=spreadsheet_safe)
    if style is Format.table and not near:
        say("nothing is near it")


@app.command(
    rich_help_panel="Ask",
    epilog=examples(
        "kg path ResNet BERT", "kg path 1706.03762 ImageNet --steps 3", "kg path LoRA U-Net --without-similar"
    ),
)
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="As for kg show.")],
    end: Annotated[str, typer.Argument(metavar="B", help="As for kg show.")],
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    steps: Annotated[int, typer.Option("--steps", min=1, max=MOST, help="Most steps of the path.")] = 6,
    without_similar: Annotated[
        bool, typer.Option("--without-similar", help="Only links that a text or a source states.")
    ] = False,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """
    Show how two things are connected: the path from one to the other that says most, with the sentences.

    It prefers few steps, papers that do something with a thing, and things that few papers mention; it goes through
    families of methods, or papers whose texts are only similar, where other paths are far longer.
    """
    from kg.explore import find
    from kg.explore import path as way

    with opened_at(store) as opened:
        ends = [find(opened, asked) for asked in (start, end)]
        for node, asked in zip(ends, (start, end), strict=True):
            tell_meant(opened, node, asked, elsewhere(store))
        found = way(opened, ends[0].id, ends[1].id, steps, similar=not without_similar)
    _give(style, found, cards.PATH, cards.path_rows, cards.print_path, spreadsheet_safe)


@app.command(
    rich_help_panel="Ask", epilog=examples("kg stats", "kg stats --top 20", "kg stats --format json")
)
def stats(
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    top: Annotated[
        int, typer.Option("--top", min=1, max=MOST, help="How many of the most mentioned to name.")
    ] = 10,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """Show how much is in the graph, what is mentioned most, and how well the papers are covered."""
    from kg.explore import stats as totals

    with opened_at(store) as opened:
        found = totals(opened, top=top)
    _give(style, found, cards.STATS, cards.stats_rows, cards.print_stats, spreadsheet_safe)


def _give(
    style: Format,
    found: _Found,
    columns: Sequence[str],
    rows: Callable[[_Found], Sequence[cards.Row]],
    tell: Callable[[_Found], None],
    spreadsheet_safe: bool,
) -> None:
    """Give what was found: for people as `tell` prints it, else all that it holds."""
    if style is Format.table:
        tell(found)
    elif style is Format.csv:
        show(style, columns, rows(found), spreadsheet_safe=spreadsheet_safe)
    else:
        write_json(found)
