"""
A site of plain pages: one for each topic, dataset, method, repository and paper, lists of them, and the interactive page.

The pages need no server and no network, and those of single things no script; they are written beside the target and
moved there when all are complete. Text of papers is escaped by the template, and a Content-Security-Policy lets nothing run
but the one small script that filters the lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.export import html
from kg.export.addresses import ways
from kg.export.facts import Facts, gather, listed, papers, things
from kg.export.pages import FOLDERS
from kg.export.part import part
from kg.export.site.about import TOPICS, TopicPage, topic_pages
from kg.export.site.paths import path
from kg.export.topics import Topics, topics
from kg.export.writing import allowed, replacing_folder, templates
from kg.graph import Graph
from kg.names.folding import other_names
from kg.system.files import utf8
from kg.text.display import shown
from kg.text.wording import INFERRED, counted

if TYPE_CHECKING:
    from jinja2 import Environment

_ASSETS = Path(__file__).parent
"""Folder of the templates, the script and the style."""
MARK = ".kg-site"
"""File that says that a folder is a site of ours, which may be replaced."""
PICTURE = "graph.html"
_MOST = 100_000
"""With more nodes than this to find topics takes minutes and gigabytes."""
_TOP = 25
"""How many topics, and things of each kind, the first page names."""
_SURE = 0.8
"""Confidence below which it stands beside a mention; above it shows only where the pointer rests."""
_FEW = 10
"""How many papers of a part of a topic its page lists under its name."""


def export(graph: Graph, out: Path, *, title: str = "Knowledge graph", whole: bool = True) -> list[str]:
    """
    Write the site into a folder, which must not be there yet, be empty, or be an earlier site; files of others in it stay.

    `whole` says that the store holds nothing else (see `kg.export.html`). Gives notes on what the pages leave out.
    Raises UsageError for a folder with other things in it, KgError where the place cannot be written.
    """
    notes: list[str] = []
    with replacing_folder(out, MARK) as aside:
        known = gather(graph, path)
        found = _topics(graph, notes)
        about = topic_pages(known, found)
        for folder in (*FOLDERS.values(), *([TOPICS] if about else [])):
            (aside / folder).mkdir()
        for name, text in _pages(known, about, title, notes):
            (aside / name).write_bytes(utf8(text))
        _picture(graph, found, aside / PICTURE, title, notes, whole=whole)
    return notes


def _topics(graph: Graph, notes: list[str]) -> Topics | None:
    if _size(graph) <= _MOST:
        return topics(graph)
    notes.append(f"no topics, for the graph has more than {_MOST:,} nodes")
    return None


def _picture(
    graph: Graph, found: Topics | None, out: Path, title: str, notes: list[str], *, whole: bool
) -> None:
    """Write the interactive page: of the graph, or of its foremost part where the whole would be slow to open."""
    if _size(graph) <= html.HEAVY:
        html.export(graph, out, title=title, whole=whole, found=found)
        return
    html.export(part(graph, top=html.FIRST), out, title=title, whole=False)
    notes.append(
        f"the interactive page shows the {html.FIRST:,} foremost of {_size(graph):,} nodes; "
        "kg export html writes one of all, or of another part"
    )


def _pages(
    known: Facts, about: Sequence[TopicPage], title: str, notes: list[str]
) -> Iterator[tuple[str, str]]:
    """Give all files of the site but the interactive page: path and text."""
    pages = _environment(title, about, whole=_size(known.graph) <= html.HEAVY)
    yield "style.css", (_ASSETS / "style.css").read_text(encoding="utf-8")
    lists = {label: listed(known, label) for label in FOLDERS}
    methods = lists["Method"]
    dated = any(node["published"] for _, node in lists["Paper"])
    parts = {
        "Most mentioned datasets": ("Dataset", lists["Dataset"]),
        "Most mentioned methods": ("Method", [one for one in methods if not one[1]["family"]]),
        "Repositories": ("Repo", lists["Repo"]),
        "Families of methods": ("Method", [one for one in methods if one[1]["family"]]),
        "Latest papers" if dated else "Papers": ("Paper", lists["Paper"]),
    }
    yield "index.html", pages.get_template("index.html").render(lists=lists, parts_of=parts, top=_TOP)
    for label, folder in FOLDERS.items():
        text = pages.get_template("list.html").render(label=label, rows=lists[label])
        yield f"{folder}.html", text
    if about:
        yield f"{TOPICS}.html", pages.get_template("topics.html").render()
    for topic in about:
        yield topic.path, pages.get_template("topic.html").render(page=topic, root="../")
    left_out = 0
    for thing in things(known):
        left_out += thing.more
        yield thing.link.path, pages.get_template("thing.html").render(page=thing, root="../")
    for paper in papers(known):
        yield paper.link.path, pages.get_template("paper.html").render(page=paper, root="../")
    if left_out:
        notes.append(f"papers that the page of a thing counts but does not quote: {left_out:,}")


def _environment(title: str, about: Sequence[TopicPage], *, whole: bool) -> Environment:
    environment = templates(_ASSETS, trim_blocks=True, lstrip_blocks=True)
    folding = _ASSETS.parent / "html" / "js" / "folding.js"
    script = "".join(path.read_text(encoding="utf-8") for path in (folding, _ASSETS / "filter.js"))
    topic_of = {paper.path: topic for topic in about for paper in topic.papers}
    environment.filters.update(counted=counted, shown=shown)
    environment.globals.update(
        title=title, version=__version__, folders=FOLDERS, ways=ways, other_names=other_names, inferred=INFERRED,
        script=script, script_hash=allowed(script), root="", picture=PICTURE, whole=whole, searchable=False,
        topics=about, topic_of=topic_of, few=_FEW, sure=_SURE,
    )  # fmt: skip
    return environment


def _size(graph: Graph) -> int:
    return sum(map(len, graph.nodes.values()))
