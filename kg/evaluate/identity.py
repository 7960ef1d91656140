"""Whether names were joined rightly: one node for one thing, as far as one paper can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.evaluate.annotations import Annotated, Named, matching_form


@dataclass(slots=True)
class Identity:
    """How many annotated datasets and methods were found under names of their own, and which were joined wrongly."""

    found: int = 0
    merged: list[tuple[str, str]] = field(default_factory=list)
    """(title, name) of those that share a node with another annotated one."""
    split: list[tuple[str, str]] = field(default_factory=list)
    """(title, name) of those whose names lie in several nodes."""

    @property
    def merged_rate(self) -> float:
        """Share of those found that were merged with something else; 0 where nothing was found."""
        return len(self.merged) / self.found if self.found else 0.0

    @property
    def split_rate(self) -> float:
        """Share of those found that were split; 0 where nothing was found."""
        return len(self.split) / self.found if self.found else 0.0


def identity(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Identity:
    """Tell which annotated entities of a paper share one node, and which have several."""
    by_title = {matching_form(paper.title): paper for paper in predicted}
    result = Identity()
    for wanted in gold:
        found = by_title.get(matching_form(wanted.title))
        if found:
            _compare(wanted.title, wanted.datasets, found.datasets, result)
            _compare(wanted.title, wanted.methods, found.methods, result)
    return result


def _compare(title: str, wanted: Sequence[Named], found: Sequence[Named], result: Identity) -> None:
    # A surface such as "CIFAR-10/100" belongs to two entities and tells nothing of either.
    written = [one.keys() for one in wanted]
    often = Counter(key for keys in written for key in keys)
    own = [{key for key in keys if often[key] == 1} for keys in written]
    nodes = [{number for number, node in enumerate(found) if node.keys() & keys} for keys in own]
    holding = Counter(number for held in nodes for number in held)
    for one, held in zip(wanted, nodes, strict=True):
        result.found += bool(held)
        if any(holding[number] > 1 for number in held):
            result.merged.append((title, one.name))
        if len(held) > 1:
            result.split.append((title, one.name))
