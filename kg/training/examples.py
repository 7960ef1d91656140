"""Training examples: the candidates of annotated papers, each labelled as annotated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.extract.candidates.gathering import Candidate, Place
from kg.extract.document import Text
from kg.extract.features.kinds import surface
from kg.extract.lexicon.tables import Lexicon
from kg.extract.paper import described
from kg.extract.roles import introducing
from kg.model import Paper
from kg.names.folding import fold_name, fold_title

Annotation = tuple[Paper, dict[str, Any]]
"""A paper and its record in the annotations."""


MARKED = "marked"
"""
The group of papers whose candidates were annotated one by one, without a look for what is no candidate.

Of families this gave twice as many as elsewhere, so these papers are no examples of what is one.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: a candidate with its active features and its label, and for its kind the words around its places."""

    paper: str
    features: frozenset[str]
    label: str
    windows: Sequence[int] = ()
    """See `kg.extract.models.network.windows`."""


def annotated(files: Sequence[Path], papers: Iterable[Paper]) -> list[Annotation]:
    """
    Give the annotated papers with their records, joined by folded title, in the order of the files.

    Links to code that a source states beside the text are removed: the annotators saw title and abstract alone.
    Raises OSError for a file that cannot be opened and ValueError for one that is not JSON.
    """
    gold = {fold_title(one["title"]): one for file in files for one in json.loads(file.read_text("utf-8"))}
    texts = {fold_title(paper.title): paper for paper in papers if fold_title(paper.title) in gold}
    return [(replace(texts[title], code=()), record) for title, record in gold.items() if title in texts]


def examples(gold: Sequence[Annotation], lexicon: Lexicon) -> tuple[list[Example], list[Example]]:
    """Give the training examples of annotated papers, for kinds and for roles."""
    kinds, spoken = [], []
    for paper, record in gold:
        [(text, found, said_of, around)] = described([paper], lexicon)
        labels = [_label(text, candidate, record) for candidate in found]
        named = [
            place
            for one, (label, _) in zip(found, labels, strict=True)
            if label != "none"
            for place in one.places
        ]
        for candidate, said, words, (label, role) in zip(found, said_of, around, labels, strict=True):
            if record.get("group") == MARKED and (label == "family" or _may_be_family(candidate)):
                continue
            if label == "none" and all(_is_part(place, named) for place in candidate.places):
                continue  # part of an annotated name, which extraction drops: no negative example
            kinds.append(Example(paper.id, said.names(), label, words))
            if role:
                spoken.append(
                    Example(paper.id, introducing.features(text, candidate.places, said, label).names(), role)
                )
    return kinds, spoken


def fold(text: str) -> str:
    """Give the normalised form in which names of annotations and of candidates are compared."""
    return fold_name(text).replace(".", "").removesuffix("s")


def _may_be_family(candidate: Candidate) -> bool:
    return any(one.kind == "family" for one in candidate.known)


def _is_part(place: Place, names: Iterable[Place]) -> bool:
    """Tell whether a place is within that of one of the names."""
    return any(
        place.field == name.field and name.first <= place.first and place.last <= name.last for name in names
    )


def _label(text: Text, candidate: Candidate, gold: dict[str, Any]) -> tuple[str, str | None]:
    """Give the annotated kind and role of a candidate; the role is None for a family and for "none"."""
    written = {fold(surface(text, place)) for place in candidate.places}
    for kind, field in (("dataset", "datasets"), ("method", "methods")):
        for entity in gold[field]:
            if written & {fold(entity["name"]), *map(fold, entity["surfaces"])}:
                return kind, entity["role"]
    families = {fold(name) for name in gold["generic_methods"]}
    if (written | {fold(one.name) for one in candidate.known}) & families:
        return "family", None
    return "none", None
