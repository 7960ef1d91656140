"""
Notes in Markdown, for Obsidian and programs like it: one for each paper, dataset, method and repository.

A note has its properties as YAML, [[links]] to the others, and the sentences behind them. They are written beside the
target and moved there when all are complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.export.addresses import addresses
from kg.export.facts import Facts, gather, listed, papers, things
from kg.export.obsidian.names import paths
from kg.export.obsidian.text import inline, line, link, outside, scalar
from kg.export.pages import FOLDERS, Inferred, Link, Mentioned, Near, PaperPage, Quote, ThingPage
from kg.export.writing import replacing_folder
from kg.graph import Graph
from kg.names.folding import other_names
from kg.system.files import utf8
from kg.text.wording import INFERRED, counted

MARK = ".kg-notes"
"""File that says that a folder holds notes of ours, which may be replaced."""
OVERVIEW = "Overview"
_TOP = 25
"""How many things of each kind the overview names."""
_PROPERTIES: Mapping[str, str] = {
    "arxivId": "arxiv",
    "doi": "doi",
    "citationKey": "citekey",
    "url": "url",
    "published": "published",
    "year": "year",
    "authors": "authors",
    "venue": "venue",
    "keywords": "keywords",
    "upvotes": "upvotes",
    "family": "family",
    "papers": "papers",
    "listings": "listings",
}
"""Properties of nodes, and what they are called in a note."""


def export(graph: Graph, out: Path) -> list[str]:
    """
    Write the notes into a folder, which must not be there yet, be empty, or hold earlier ones; files of others in it stay.

    Gives notes on what they leave out. Raises UsageError for a folder with other things in it, KgError where the place
    cannot be written.
    """
    left_out = 0
    with replacing_folder(out, MARK) as aside:
        found = paths(graph)
        known = gather(graph, lambda _, node: found[node])
        for folder in FOLDERS.values():
            (aside / folder).mkdir()
        for thing in things(known):
            _write(aside, thing.link, _of_thing(thing))
            left_out += thing.more
        for paper in papers(known, near=None):
            _write(aside, paper.link, _of_paper(paper))
        (aside / f"{OVERVIEW}.md").write_bytes(utf8(_joined(_overview(known))))
    return [f"papers that the note of a thing counts but does not list: {left_out:,}"] if left_out else []


def _write(folder: Path, at: Link, lines: Iterable[str]) -> None:
    (folder / f"{at.path}.md").write_bytes(utf8(_joined(lines)))


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{one}\n" for one in lines)


def _of_paper(page: PaperPage) -> Iterator[str]:
    """Give the note of a paper."""
    yield from _head(page.link, page.node, [])
    if abstract := page.node["abstract"]:
        yield from ("", "## Abstract", "", line(abstract))
    yield from _section("Introduces", map(_mentioned, page.introduces))
    yield from _section("Mentions", map(_mentioned, page.mentions))
    for seen_from, citations in enumerate((page.builds_on, page.built_on_by)):
        for role, words in INFERRED.items():
            found = [one for one in citations if one.role == role]
            yield from _section(words[seen_from].capitalize(), map(_inferred, found))
    yield from _section("Cites", map(_linked, page.cites))
    yield from _section("Cited by", map(_linked, page.cited_by))
    yield from _section("Similar", map(_near, page.nearest))


def _of_thing(page: ThingPage) -> Iterator[str]:
    """Give the note of a dataset, a method or a repository."""
    yield from _head(page.link, page.node, other_names(page.link.name, page.node.get("aliases") or ()))
    yield from _section("Introduced by", map(_mentioned, page.introduced_by))
    yield from _section("Mentioned by", map(_mentioned, page.used_by))
    if page.more:
        yield from ("", f"And by {counted(page.more, 'paper')} more.")
    yield from _section("Code", map(_linked, page.code))
    yield from _section("Versions", map(_counted, page.versions))
    yield from _section("Mentioned together with", map(_near, page.together))


def _head(at: Link, node: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """Give the properties of a note, its heading and the addresses of pages about what it tells of."""
    yield "---"
    yield f"title: {scalar(at.name)}"
    called = at.path.partition("/")[2]
    if others := [name for name in (at.name, *names) if name != called]:
        yield f"aliases: {scalar(others)}"
    yield f"type: {scalar(at.label.lower())}"
    yield f"id: {scalar(node['id'])}"
    for name, shown in _PROPERTIES.items():
        if (value := node.get(name)) not in (None, "", []):
            yield f"{shown}: {scalar(value)}"
    yield from ("---", "", f"# {line(at.name)}")
    if found := addresses(node):
        yield from ("", " · ".join(outside(text, address) for text, address in found))


def _section(heading: str, members: Iterable[list[str]]) -> Iterator[str]:
    """Give a heading and the lines of a list below it; nothing where the list is empty."""
    lines = [one for member in members for one in member]
    if lines:
        yield from ("", f"## {heading}", "", *lines)


def _mentioned(one: Mentioned) -> list[str]:
    does = [*one.does, f"confidence {one.confidence:.2f}"]
    return [_item(one.link, ", ".join(does)), *_quoted(one.quotes)]


def _inferred(one: Inferred) -> list[str]:
    names = ", ".join(inline(via) for via, _, _ in one.reasons)
    quotes = [quote for _, *said in one.reasons for quote in said if quote]
    via = f"by {names}, " if names else ""
    return [_item(one.link, f"{via}confidence {one.confidence:.2f}"), *_quoted(quotes)]


def _near(one: Near) -> list[str]:
    why = [counted(one.papers, "paper")] if one.papers else [inline(term) for term in one.terms]
    return [_item(one.link, ": ".join(filter(None, [f"{one.score:.2f}", ", ".join(why)])))]


def _linked(to: Link) -> list[str]:
    return [_item(to, "")]


def _counted(to: Link) -> list[str]:
    return [_item(to, counted(to.papers, "paper") if to.papers else "")]


def _item(to: Link, told: str) -> str:
    year = f" ({to.year})" if to.year else ""
    return f"- {link(to.path, to.name)}{year}{f', {told}' if told else ''}"


def _quoted(quotes: Iterable[Quote]) -> Iterator[str]:
    """Give sentences as quotations below an item of a list, the names in them bold."""
    separator: list[str] = []
    for before, name, after in quotes:
        yield from separator
        marked = f"**{inline(name.strip())}**" if name.strip() else ""
        said = f"{line(before)}{marked}{inline(after)}" if before.strip() else f"{marked}{inline(after)}"
        yield f"  > {said}"
        separator = ["  >"]


def _overview(known: Facts) -> Iterator[str]:
    """Give the note to begin with: what there is most of."""
    lists = {label: listed(known, label) for label in FOLDERS}
    yield from ("---", f"title: {OVERVIEW}", "type: overview", "id: overview:kg", "---", "")
    yield "# Overview"
    yield ""
    yield ", ".join(f"{len(rows):,} {FOLDERS[label]}" for label, rows in lists.items())
    headings = {
        "Dataset": "Most mentioned datasets",
        "Method": "Most mentioned methods",
        "Repo": "Repositories",
    }
    for label, heading in {**headings, "Paper": "Latest papers"}.items():
        yield from _section(heading, map(_counted, (to for to, _ in lists[label][:_TOP])))
