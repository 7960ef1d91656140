"""Output of the commands that explore: cards, paths and totals as rows for programs and as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from kg.cli.output import console, is_table, put, say, show_table
from kg.cli.texts import excerpt, plain
from kg.model import SAYINGS, TELLING, strongest
from kg.names.folding import other_names
from kg.text.display import shown
from kg.text.wording import INFERRED, PLURALS, ROLES, counted

if TYPE_CHECKING:
    from rich.text import Text

    from kg.explore import (
        Card,
        Citation,
        EntityCard,
        Mentioned,
        Near,
        Node,
        PaperCard,
        Path,
        Stats,
        Step,
    )
    from kg.graph.evidence import Quote

Row = tuple[object, ...]
CARD = ("relation", "name", "id", "year", "note", "sentence")
NEAR = ("name", "id", "score", "why")
PATH = ("start", "relationship", "direction", "end", "note", "sentence")
STATS = ("part", "name", "count")

_LONGEST_SENTENCE = 240
_MOST_NAMES = 12
_UNDATED = (
    "no paper has a date, so questions about time find nothing; build the same papers once more from a source that "
    "states them (metadata of arXiv, a reference manager): records that share a title become one"
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of a card: a node, what there is to say about the link to it, and the sentence behind it."""

    node: Node
    note: str = ""
    quote: Quote | None = None


def card_rows(card: Card) -> list[Row]:
    """Give all lines of a card with the columns `CARD`."""
    return [
        (title, item.node.name, item.node.id, item.node.year, item.note, _sentence(item.quote))
        for title, items in (*_sections(card), ("versions", [_Item(node) for node in _versions(card)]))
        for item in items
    ]


def print_card(card: Card, limit: int) -> None:
    """Print a card for people; where a list is as long as was asked for, say that there may be more."""
    _print_node(card.node, indent=0)
    for fact in _facts(card):
        _print(fact)
    for title, items in _sections(card):
        put()
        _print(title, style="bold")
        for item in items:
            _print_node(item.node, item.note, indent=2)
            _print_quote(item.quote)
    if any(len(items) == limit for items in _limited(card)):
        say(f"\nat most {limit} of each; --limit {2 * limit} may show more")


def near_rows(near: Sequence[Near]) -> list[Row]:
    """Give the neighbours with the columns `NEAR`."""
    return [(one.node.name, one.node.id, round(one.score, 3), _why_near(one)) for one in near]


def path_rows(path: Path) -> list[Row]:
    """Give the steps of a path with the columns `PATH`."""
    return [
        (
            step.start.id,
            step.type,
            "->" if step.forward else "<-",
            step.end.id,
            _why_step(step),
            _sentence(step.quote),
        )
        for step in path.steps
    ]


def print_path(path: Path) -> None:
    """Print a path for people: the nodes, and the links between them."""
    _print_node(path.start, indent=0)
    for step in path.steps:
        why = _why_step(step)
        _print(f"{'↓' if step.forward else '↑'} {step.type}{f': {why}' if why else ''}", indent=2)
        _print_quote(step.quote)
        _print_node(step.end, indent=0)
    if alike := sum(step.type == "SIMILAR_TO" for step in path.steps):
        steps = "1 step joins papers" if alike == 1 else f"{alike} steps join papers"
        say(f"\n{steps} whose texts are similar; --without-similar leaves these out")


def stats_rows(stats: Stats) -> list[Row]:
    """Give all totals with the columns `STATS`."""
    return [
        *(("node", label, number) for label, number in stats.nodes.items()),
        *(("relationship", kind, number) for kind, number in stats.relationships.items()),
        *((role, label, number) for label, role, number in stats.roles),
        *((f"top {label}", one.name, one.papers) for label, nodes in stats.top.items() for one in nodes),
        *(("top family", one.name, one.papers) for one in stats.families),
        *(("papers with", name, number) for name, number in asdict(stats.coverage).items()),
        *(("papers in listing", name, number) for name, number in stats.listings),
    ]


def print_stats(stats: Stats) -> None:
    """Print the totals for people."""
    from kg.explore import left_out

    counts = [*stats.nodes.items(), *stats.relationships.items()]
    show_table(("in the graph", "count"), counts)
    columns = {**{PLURALS[label]: nodes for label, nodes in stats.top.items()}, "families": stats.families}
    named = {kind: [f"{one.name} ({one.papers})" for one in nodes] for kind, nodes in columns.items()}
    _print_most_mentioned({kind: names for kind, names in named.items() if names})
    show_table(("papers", "count", "share"), _coverage(stats))
    show_table(("listing", "papers"), stats.listings)
    papers, dated = stats.coverage.papers, stats.coverage.dated
    if papers and not dated:
        say(_UNDATED)
    elif left := left_out(papers, dated):
        say(f"{left} by questions about time")


def _print_most_mentioned(named: Mapping[str, Sequence[str]]) -> None:
    """Print what is mentioned most: kinds side by side, or one list after another where the terminal is too narrow."""
    title = "Most mentioned (by how many papers)"
    rows = list(zip_longest(*named.values(), fillvalue=""))
    if rows and is_table(tuple(named), rows):
        show_table(tuple(named), rows, title=title)
    elif rows:
        _print(title, style="italic")
        for kind, names in named.items():
            put()
            _print(kind, style="bold")
            for name in names:
                _print(name, indent=2)
        put()


def _coverage(stats: Stats) -> list[Row]:
    cover = stats.coverage
    counts = {
        "that mention a dataset": cover.dataset,
        "that mention a method": cover.method,
        "that name a repository": cover.repo,
        "that introduce something": cover.introduces,
        "whose date is known": cover.dated,
        "without any link": cover.isolated,
    }
    return [(name, number, f"{number / (cover.papers or 1):.0%}") for name, number in counts.items()]


def _sections(card: Card) -> list[tuple[str, list[_Item]]]:
    """Give the sections of a card, without empty ones."""
    from kg.explore import PaperCard

    found = _of_paper(card) if isinstance(card, PaperCard) else _of_entity(card)
    return [(title, items) for title, items in found.items() if items]


def _of_paper(card: PaperCard) -> dict[str, list[_Item]]:
    # A thing with several roles stands in the list of the first of them.
    lists: dict[str, list[Mentioned]] = {role: [] for role in TELLING}
    for one in card.mentions:
        lists[strongest(one.roles)].append(one)
    titles = {role: said.active for role, said in SAYINGS.items()} | {"mentions": "mentions"}
    return {
        "introduces": _mentioned(one for one in card.introduces if one.node.label != "Repo"),
        "code": _mentioned(one for one in card.introduces if one.node.label == "Repo"),
        **{titles[role]: _mentioned(found, told=role) for role, found in lists.items()},
        "similar papers": _near(card.nearest),
        **_cited(card.builds_on),
        **_cited(card.built_on_by, seen_from=1),
        "cites": [_Item(node) for node in card.cites],
        "cited by": [_Item(node) for node in card.cited_by],
    }


def _of_entity(card: EntityCard) -> dict[str, list[_Item]]:
    return {
        "code of" if card.node.label == "Repo" else "introduced by": _mentioned(card.introduced_by),
        "mentioned by": _mentioned(card.used_by),
        **_cited(card.built_on_by, seen_from=1, told=False),  # their sentences stand above
        "mentioned together with": _near(card.together),
        "code": [_Item(node) for node in card.code],
    }


def _versions(card: Card) -> list[Node]:
    """Give the versions of a thing that a card names."""
    from kg.explore import PaperCard

    return [] if isinstance(card, PaperCard) else list(card.versions[:_MOST_NAMES])


def _mentioned(mentions: Iterable[Mentioned], told: str = "") -> list[_Item]:
    from kg.graph.evidence import first_quote

    return [_Item(one.node, _how(one, told), first_quote(one.quotes)) for one in mentions]


def _how(mention: Mentioned, told: str) -> str:
    """Give what the paper does with the thing, apart from the role that is told already, and the confidence."""
    does = [ROLES.get(role, role) for role in mention.roles if role != told]
    return ", ".join((*does, f"confidence {mention.confidence:.2f}"))


def _near(near: Iterable[Near]) -> list[_Item]:
    return [_Item(one.node, f"{one.score:.2f}, {_why_near(one)}") for one in near]


def _cited(
    citations: Iterable[Citation], *, seen_from: Literal[0, 1] = 0, told: bool = True
) -> dict[str, list[_Item]]:
    """Give inferred citations by what each is called, seen from its start (0) or end (1), the strongest first."""
    from kg.graph.evidence import first_quote

    titles = {role: words[seen_from] for role, words in INFERRED.items()}
    if not seen_from:  # apart from the lists of things
        titles |= {role: f"{title} papers" for role, title in titles.items() if role != "mentions"}
    found: dict[str, list[_Item]] = {title: [] for title in titles.values()}
    for one in citations:
        via, quote = f"via {', '.join(one.via)}", first_quote(reason.mentioned for reason in one.reasons)
        item = _Item(one.node, via, quote) if told else _Item(one.node)
        found[titles[strongest(one.roles)]].append(item)
    return found


def _limited(card: Card) -> tuple[Sequence[object], ...]:
    """Give the lists of a card that are cut to what was asked for."""
    from kg.explore import PaperCard

    if isinstance(card, PaperCard):
        return card.nearest, card.builds_on, card.built_on_by, card.cites, card.cited_by
    return card.introduced_by, card.used_by, card.built_on_by, card.together, card.code


def _why_near(near: Near) -> str:
    if near.node.label == "Paper":
        return ", ".join(near.terms) or "no telling word in common"
    family = ", a family" if near.node.family else ""
    return f"{counted(near.papers, 'paper')} mention{'s' if near.papers == 1 else ''} both{family}"


def _why_step(step: Step) -> str:
    role = "" if step.role in (None, "mentions") else INFERRED.get(step.role, (step.role,))[0]
    score = "" if step.score is None else f"{step.score:.2f}"
    return " ".join(filter(None, (score, role, ", ".join(step.terms))))


def _sentence(quote: Quote | None) -> str:
    return quote.sentence if quote else ""


def _facts(card: Card) -> list[str]:
    """Give the lines under a card's heading."""
    from kg.explore import PaperCard

    known = card.properties
    people = known.get("authors", [])
    authors = ", ".join(people[:_MOST_NAMES]) + (" and others" if len(people) > _MOST_NAMES else "")
    about = (authors, known.get("venue"), known.get("published"), known.get("url"))
    aliases = ", ".join(other_names(str(known.get("name", "")), known.get("aliases", ()))[:_MOST_NAMES])
    papers = known.get("papers")
    others = [f"{one.name} ({one.papers})" if one.papers else one.name for one in _versions(card)]
    total = 0 if isinstance(card, PaperCard) else card.any_version
    facts = [
        " · ".join(str(fact) for fact in about if fact),
        f"cited as {known['citationKey']}" if known.get("citationKey") else "",
        str(known.get("abstract", "")),
        f"also written {aliases}" if aliases else "",
        "an established family of methods" if known.get("family") else "",
        f"mentioned by {counted(papers, 'paper')}{_stated(card)}" if papers else "",
        f"versions: {', '.join(others)}" if others else "",
        f"{counted(total, 'paper')} mention{'s' if total == 1 else ''} any version" if total else "",
    ]
    return [fact for fact in facts if fact]


def _stated(card: Card) -> str:
    """Say how many papers do more with a thing than mention it."""
    from kg.explore import PaperCard

    roles = {} if isinstance(card, PaperCard) else card.roles
    told = ", ".join(f"{INFERRED[role][1]} {number:,}" for role, number in roles.items())
    return f": {told}" if told else ""


def _print_node(node: Node, note: str = "", *, indent: int) -> None:
    from rich.padding import Padding

    year = f" ({node.year})" if node.year else ""
    pieces = [(node.name + year, "" if indent else "bold"), (node.id, "dim"), (note, "dim")]
    put(Padding(_flowed(pieces, console().width - indent), (0, 0, 0, indent)))


def _flowed(pieces: Iterable[tuple[str, str]], room: int) -> Text:
    """Give pieces with their styles as lines, of which none begins with the rest of a piece that fits on a line."""
    from rich.text import Text

    flowed, used = Text(), 0
    for text, style in pieces:
        piece = Text(plain(shown(text)), style)
        if not piece:
            continue
        if used:
            fits = used + 2 + piece.cell_len <= room
            flowed.append("  " if fits else "\n")
            used = used + 2 if fits else 0
        flowed.append_text(piece)
        used += piece.wrap(console(), room)[-1].cell_len
    return flowed


def _print_quote(quote: Quote | None) -> None:
    if quote and quote.sentence:
        _print(
            f"“{excerpt(shown(quote.sentence), shown(quote.surface), _LONGEST_SENTENCE)}”",
            indent=4,
            style="italic",
        )


def _print(text: str, *, indent: int = 0, style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    put(Padding(Text(plain(shown(text)), style), (0, 0, 0, indent)))
