"""
The cheapest path between two nodes, by `kg.graph.path_costs`: search from both ends, a store answering for many nodes at once.

A way is continued by one type of link at a time, so that nobody asks for links too dear to matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias

from kg.graph import label_of
from kg.graph.path_costs import LINKS, PAPER, following, passing
from kg.stores.base import Store

_DEGREE = 20
"""About how many relationships a paper has."""
_ROUND = 400
"""How much dearer than the cheapest ways others may be to be continued together with them."""

_FROM_THING = ("<-[r:MENTIONS]-(m:Paper)", "r.role, r.roles, null AS papers, false AS family")
_PATTERNS = {
    ("MENTIONS", "Paper"): (
        "-[r:MENTIONS]->(m:Dataset|Method|Repo)",
        "r.role, r.roles, m.papers AS papers, m.family AS family",
    ),
    ("MENTIONS", "Dataset"): _FROM_THING,
    ("MENTIONS", "Method"): _FROM_THING,
    ("MENTIONS", "Repo"): _FROM_THING,
    ("BUILDS_ON", "Paper"): (
        "-[r:BUILDS_ON]-(m:Paper)",
        "null AS role, r.roles, null AS papers, false AS family",
    ),
    ("CITES", "Paper"): (
        "-[:CITES]-(m:Paper)",
        "null AS role, null AS roles, null AS papers, false AS family",
    ),
    ("SIMILAR_TO", "Paper"): (
        "-[:SIMILAR_TO]-(m:Paper)",
        "null AS role, null AS roles, null AS papers, false AS family",
    ),
}
"""By type of link and label of a node: the pattern from it, and of each link its roles, and papers and family of the other end."""
_LEAST = {kind: min(costs.values()) for kind, costs in LINKS.items()}

Way: TypeAlias = tuple[int, int, tuple[str, ...]]
"""
Cost, number of links and nodes of a way, which are compared in this order.

The cost is that of the links and of all nodes between the first and the last.
"""


@dataclass
class _Side:
    """What has been reached from one end."""

    forward: bool
    """Whether its ways lead from the end on, or on to it."""
    ways: dict[str, list[Way]] = field(default_factory=dict)
    """For each node the ways to it of which none is both dearer and longer than another."""
    waiting: dict[str, dict[Way, int]] = field(default_factory=lambda: {kind: {} for kind in LINKS})
    """By type of link the ways that are not continued by it yet, and what they cost at least when they are."""

    def least(self, kind: str) -> float:
        """Give what the cheapest way that waits for a type of link will cost at least."""
        return min(self.waiting[kind].values(), default=inf)

    def reached(self, way: Way) -> str:
        """Give the node of a way that is not the end from which it was found."""
        return way[2][-1 if self.forward else 0]

    def longer(self, way: Way, node: str, cost: int) -> Way:
        """Give a way that has one node more, and costs so much more."""
        nodes = (*way[2], node) if self.forward else (node, *way[2])
        return way[0] + cost, way[1] + 1, nodes


class _Search:
    """A search between two nodes."""

    def __init__(self, store: Store, start: str, end: str, max_steps: int, kinds: Sequence[str]) -> None:
        self.store, self.max_steps, self.kinds = store, max_steps, kinds
        self.through = {start: 0, end: 0}
        """What it costs to pass through a node; the ends cost nothing."""
        self.rows = {start: _DEGREE, end: _DEGREE}
        """About how many links a node has."""
        self.links: dict[str, dict[str, list[tuple[str, int]]]] = {kind: {} for kind in kinds}
        """By type and node the other ends of its links, and what it costs to follow them."""
        self.best: Way | None = None
        self.sides = (_Side(True), _Side(False))
        for side, node in zip(self.sides, (start, end), strict=True):
            self._add(side, (0, 0, (node,)))

    def run(self) -> Way | None:
        """Give the cheapest way from start to end, of equally cheap ones the shortest, or None."""
        while found := self._next():
            side, kind, ways = found
            for way in ways:
                del side.waiting[kind][way]
            current = [way for way in ways if way in side.ways[side.reached(way)]]
            self._ask(kind, {side.reached(way) for way in current})
            for way in current:
                node = side.reached(way)
                for other, cost in self.links[kind].get(node, ()):
                    self._add(side, side.longer(way, other, self.through[node] + cost))
        return self.best

    def _add(self, side: _Side, way: Way) -> None:
        """Take note of a way, unless another is better; where it meets the other side, it may make the best path."""
        cost, links, _ = way
        node = side.reached(way)
        known = side.ways.setdefault(node, [])
        if any(one[0] <= cost and one[1] <= links and one <= way for one in known):
            return
        known[:] = [one for one in known if one[0] < cost or one[1] < links]
        known.append(way)
        for kind in self.kinds if links < self.max_steps else ():
            if (kind, label_of(node)) in _PATTERNS:
                side.waiting[kind][way] = cost + self.through[node] + _LEAST[kind]
        other = self.sides[side is self.sides[0]]
        for rest in other.ways.get(node, ()):
            first, last = (way, rest) if side.forward else (rest, way)
            whole = cost + self.through[node] + rest[0], links + rest[1], first[2] + last[2][1:]
            if whole[1] <= self.max_steps and (self.best is None or whole < self.best):
                self.best = whole

    def _next(self) -> tuple[_Side, str, list[Way]] | None:
        """Give what to continue next, of the side that has less to read: the cheapest ways, by one type of link; None at the end."""
        most = inf if self.best is None else self.best[0]
        near, far = ({kind: side.least(kind) for kind in self.kinds} for side in self.sides)
        # A path not yet known has either one link between what both sides have reached, or several.
        single = {kind for kind in self.kinds if near[kind] + far[kind] - _LEAST[kind] <= most}
        if min(near.values()) + min(far.values()) <= most:
            single |= {min(near, key=near.__getitem__), min(far, key=far.__getitem__)}
        rounds = []
        for side, least, others in zip(self.sides, (near, far), (far, near), strict=True):
            kind = min((kind for kind in self.kinds if kind in single), key=least.__getitem__, default=None)
            if kind is None or least[kind] == inf:
                return None
            room = most - min(cost - _LEAST[one] for one, cost in others.items())
            limit = min(least[kind] + _ROUND, room)
            ways = [way for way, cost in side.waiting[kind].items() if cost <= limit]
            rounds.append((side, kind, ways))
        rounds = [one for one in rounds if one[2]]
        return min(rounds, key=self._effort) if rounds else None

    def _effort(self, found: tuple[_Side, str, list[Way]]) -> int:
        side, kind, ways = found
        new = {side.reached(way) for way in ways} - self.links[kind].keys()
        return sum(self.rows[node] for node in new)

    def _ask(self, kind: str, nodes: set[str]) -> None:
        """Ask the store for links of a type."""
        asked = defaultdict(list)
        known = self.links[kind]
        for node in sorted(nodes - known.keys()):
            known[node] = []
            asked[label_of(node)].append(node)
        for label, ids in asked.items():
            for node, other, role, roles, papers, family in _rows(self.store, kind, label, ids):
                known[node].append((other, following(kind, role, roles)))
                if other not in self.through:
                    thing = label_of(other) != "Paper"
                    self.through[other] = passing(papers, family=bool(family)) if thing else PAPER
                    self.rows[other] = papers if thing and papers else _DEGREE


def _rows(
    store: Store, kind: str, label: str, ids: Sequence[str]
) -> Iterator[tuple[str, str, str, list[str], int, bool]]:
    """Give the links of a type of some nodes: the node, the other end, role and roles, papers and family of the other end."""
    pattern, about = _PATTERNS[kind, label]
    # An optional match begins at the nodes; of a plain one the embedded store would read every link.
    cypher = (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) OPTIONAL MATCH (n){pattern} RETURN id, m.id, {about}"
    )
    yield from (row for row in store.query(cypher, {"ids": ids}).rows if row[1] is not None)


def cheapest(store: Store, start: str, end: str, max_steps: int, *, similar: bool = True) -> tuple[str, ...]:
    """
    Give the nodes of the cheapest path of at most so many links between two nodes, or none.

    Of equally cheap paths it is the shortest, and of these the first by the ids of its nodes.
    """
    kinds = [kind for kind in LINKS if similar or kind != "SIMILAR_TO"]
    found = _Search(store, start, end, max_steps, kinds).run()
    return found[2] if found else ()
