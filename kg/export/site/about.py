"""What the pages of a site tell of topics, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.export.facts import Facts, years
from kg.export.pages import Link
from kg.export.subjects import Name
from kg.export.topics import Topics

TOPICS = "topics"
"""Folder of the pages of topics."""
_SHARED = 60
"""Most things that one page lists."""


@dataclass(frozen=True, slots=True)
class TopicPage:
    """The page of a topic, or what it tells of one of its parts."""

    path: str
    number: int
    name: str
    named: Sequence[Name]
    """Its names, each with how many of its papers have it."""
    papers: Sequence[Link]
    """The most important first."""
    shared: Sequence[tuple[Link, int]]
    """Things that several of its papers mention, and how many do; last those that most papers of the graph mention."""
    years: Sequence[tuple[int, int]]
    parts: Sequence[TopicPage]


def topic_pages(known: Facts, found: Topics | None) -> list[TopicPage]:
    """Give the pages of all topics, the largest first; none where they were not looked for."""
    if found is None:
        return []
    rank = {node: place for place, node in enumerate(found.order)}

    def page(
        number: int, named: Sequence[Name], papers: Iterable[int], parts: Sequence[TopicPage]
    ) -> TopicPage:
        """Give the page of a topic, or of a part of it."""
        ids = [found.order[place] for place in papers]
        links = [known.links[paper] for paper in ids]
        return TopicPage(
            f"{TOPICS}/{number + 1}.html",
            number,
            " · ".join(name for name, _ in named),
            named,
            links,
            _shared(known, ids, rank),
            years(link.year for link in links),
            parts,
        )

    return [
        page(number, one.names, one.papers, [page(number, part.names, part.papers, []) for part in one.parts])
        for number, one in enumerate(found.topics)
    ]


def _shared(known: Facts, papers: Iterable[str], rank: dict[str, int]) -> list[tuple[Link, int]]:
    counts = Counter(row["end"] for paper in papers for row in known.things_of.get(paper, ()))
    all_papers = known.graph.nodes["Paper"].height
    several = [thing for thing, count in counts.items() if count > 1]
    several.sort(
        key=lambda thing: (2 * (known.links[thing].papers or 0) > all_papers, -counts[thing], rank[thing])
    )
    return [(known.links[thing], counts[thing]) for thing in several[:_SHARED]]
