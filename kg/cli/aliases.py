"""`kg aliases`: the names of a thing and why they are its names, and decisions that override them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from kg.cli.meant import tell_meant
from kg.cli.options import (
    MOST,
    FormatOption,
    SpreadsheetSafeOption,
    StoreOption,
    elsewhere,
    examples,
    opened_at,
)
from kg.cli.output import Format, say, show, show_table, warn, working, write_json
from kg.cli.texts import excerpt
from kg.config import DEFAULT_STORE
from kg.names.folding import other_names
from kg.text.wording import counted

if TYPE_CHECKING:
    from kg.curate.aliases import Name as Reason
    from kg.curate.aliases import Names
    from kg.explore import Node
    from kg.model import Decision
    from kg.stores import Store


class _NameOrCommand(TyperGroup):
    """Takes what is no command for a name to show; `kg aliases show NAME` is the long way for a name such as "list"."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments as Typer does, `show` put before a first one that is no command."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


app = typer.Typer()
aliases = typer.Typer(
    cls=_NameOrCommand,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "kg aliases COCO",
        'kg aliases split "MS COCO" "Common Objects"',
        'kg aliases merge ViT "Visual Transformer"',
        "kg aliases kind Loki method",
        "kg aliases forget COCO",
    ),
)
app.add_typer(
    aliases,
    name="aliases",
    rich_help_panel="Ask",
    help="Show the names of a thing and why they are its names; split and merge them, and undo that. Usage: kg aliases NAME",
    short_help="Show the names of a thing and why they are its names; split and merge them.",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, alias or id of a dataset or method.")]
_MOST_NAMES = 12
"""Other names that are told of a thing."""
COLUMNS = ("name", "rule", "of", "score", "papers", "listings", "paper", "sentence")


@aliases.command("show", epilog=examples("kg aliases COCO", "kg aliases ViT --format json"))
def tell(
    name: Name,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    near: Annotated[
        int,
        typer.Option("--near", min=0, max=MOST, help="How many names that were kept apart to give at most."),
    ] = 8,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """Show the names of a dataset or method with the reason for each, and near misses; "show" may be left out."""
    from kg.curate import aliases as find

    with opened_at(store) as opened:
        found = find.names(opened, name, near=near)
        tell_meant(opened, found.node, name, elsewhere(store))
    if style is Format.json:
        write_json(asdict(found))
    elif style is Format.csv:
        rows = [*_rows(found), *_apart_rows(found)]
        show(style, COLUMNS, rows, spreadsheet_safe=spreadsheet_safe)
    else:
        _print(found, store)


@aliases.command(epilog=examples('kg aliases split "MS COCO" "Common Objects"'))
def split(
    name: Name,
    variant: Annotated[str, typer.Argument(metavar="VARIANT", help="The name that means something else.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Decide that one of a thing's names stands for something else."""
    from kg.curate import aliases as find

    _decide(store, lambda opened: find.split(opened, name, variant), name)


@aliases.command(epilog=examples('kg aliases merge ViT "Visual Transformer"'))
def merge(
    one: Annotated[str, typer.Argument(metavar="A", help="As for kg aliases.")],
    other: Annotated[str, typer.Argument(metavar="B", help="As for kg aliases.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Decide that two things are one; the name in most papers becomes that of both."""
    from kg.curate import aliases as find

    _decide(store, lambda opened: find.merge(opened, one, other), one, other)


@aliases.command(epilog=examples("kg aliases kind Loki method", 'kg aliases kind "Table 2" other'))
def kind(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in the graph or not.")],
    what: Annotated[
        Literal["dataset", "method", "other"],
        typer.Argument(metavar="KIND", help="dataset, method, or other: then it leaves the graph."),
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Decide what a name is, also one that was left out of the graph."""
    from kg.curate import aliases as find

    _decide(store, lambda _: find.kind(name, what))


@aliases.command("list", epilog=examples("kg aliases list", "kg aliases list --format csv"))
def listed(
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    spreadsheet_safe: SpreadsheetSafeOption = False,
) -> None:
    """List what was decided about names."""
    with opened_at(store) as opened:
        decisions = opened.decisions()
    # What leaves the graph is of no kind.
    rows = [
        (one.verdict, one.kind if one.verdict != "other" else "", one.name, one.other) for one in decisions
    ]
    show(style, ("decision", "kind", "name", "other"), rows, spreadsheet_safe=spreadsheet_safe)
    if style is Format.table and not rows:
        say("nothing was decided; kg aliases --help says how to")


@aliases.command(epilog=examples("kg aliases forget COCO", 'kg aliases forget "MS COCO" "Common Objects"'))
def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name that something was decided about.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="The second name of that decision.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back what was decided about a name, or about two."""
    from kg.build import decide
    from kg.curate import aliases as find

    with opened_at(store) as opened, working() as progress:
        gone = find.decisions_about(opened, name, other)
        warn(decide(opened, (), forgotten=gone, progress=progress).problems)
    for one in gone:
        say(f"forgotten: {_told(one)}")


def _decide(store: str, about: Callable[[Store], Decision], *things: str) -> None:
    """Store a decision about some things and build the graph; warns where that is not as the decision wants it."""
    from kg.build import decide
    from kg.curate.aliases import bearers, holds, split_off, thing

    with opened_at(store) as opened, working() as progress:
        decision = about(opened)
        for name in things:
            tell_meant(opened, thing(opened, name), name, elsewhere(store))
        before = bearers(opened, decision.name)
        warn(decide(opened, [decision], progress=progress).problems)
        held = holds(opened, decision)
        apart = split_off(opened, decision) if held else {}
        after = bearers(opened, decision.name)
    if not held:
        say(
            "kg: warning: this is stored, yet changes nothing now: no paper has such a name, or another decision "
            "stands against it"
        )
    say(f"stored: {_told(decision)}")
    for other, names in apart.items():
        say(f"apart now: {other}, written {', '.join(names)}")
    for node in before.values() if held and decision.verdict == "other" else ():
        say(f"gone: {node.id}, from {counted(node.papers or 0, 'paper')}")
    for node in after.values() if held and not apart else ():
        say(f"now: {_as_it_is(node)}")
    say(f"kg aliases forget {shlex.quote(decision.name)}{elsewhere(store)} takes it back")


def _as_it_is(node: Node) -> str:
    """Give a thing with the number of its papers and its other names."""
    others = other_names(node.name, node.aliases)[:_MOST_NAMES]
    written = f", also written {', '.join(others)}" if others else ""
    return f"{node.name} ({node.id}), in {counted(node.papers or 0, 'paper')}{written}"


def _told(decision: Decision) -> str:
    return f"{decision.verdict} {decision.name}{f' | {decision.other}' if decision.other else ''}"


def _print(found: Names, store: str) -> None:
    node = found.node
    title = f"{node.name}  {node.id}  in {counted(node.papers or 0, 'paper')}"
    if found.names:
        told = _told_apart(found.names)
        columns, rows = _names_table(found.node, told)
        show_table(columns, rows, title=title)
        if more := len(found.names) - len(told):
            spelt = "spelling differs" if more == 1 else "spellings differ"
            say(f"{more} more {spelt} in case, signs or plural alone; --format csv or json has all")
    else:
        show_table((), (), title=title)
        say("it has no other names")
    if found.apart:
        rows_apart = [(one.name, one.id, one.papers, one.why) for one in found.apart]
        show_table(("kept apart", "id", "papers", "why"), rows_apart)
    at = elsewhere(store)
    say(
        f"kg aliases split {shlex.quote(node.name)} NAME{at} takes a name away, kg aliases merge A B{at} joins two things"
    )


def _told_apart(names: Sequence[Reason]) -> list[Reason]:
    """Give of names that differ in case, signs or plural alone the first."""
    from kg.resolve.spelling import same

    first: dict[str, Reason] = {}
    for one in names:
        first.setdefault(same(one.name), one)
    return list(first.values())


def _names_table(node: Node, names: Sequence[Reason]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows that tell why a thing has some names; what they are names of only where that is another."""
    columns = ("name", "why", "of", "score", "papers", "where")
    rows = [
        (one.name, one.rule, one.of, one.score, one.papers, excerpt(one.sentence or "", one.name))
        for one in names
    ]
    if all(one.of in ("", node.name) for one in names):
        return (*columns[:2], *columns[3:]), [(*row[:2], *row[3:]) for row in rows]
    return columns, rows


def _rows(found: Names) -> list[tuple[Any, ...]]:
    return [
        (one.name, one.rule, one.of, one.score, one.papers, one.listings, one.paper, one.sentence)
        for one in found.names
    ]


def _apart_rows(found: Names) -> list[tuple[Any, ...]]:
    return [
        (one.name, "kept apart", found.node.name, None, one.papers, None, one.id, one.why)
        for one in found.apart
    ]
