"""What went wrong, by class, each with the sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.evaluate.annotations import Annotated, Measure, Named, matching_form
from kg.evaluate.compare import families, pairs
from kg.extract.text.sentences import sentences

Class = Literal[
    "invented",
    "only part of a name",
    "of another kind",
    "a second node for one thing",
    "not found",
    "found in part",
    "found as another kind",
    "merged with something else",
    "said to be introduced",
    "not said to be introduced",
]
_SHORTEST = 3
"""Letters from which on one name may be a part of another."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One prediction that is wrong, or one annotated entity that is missed."""

    measure: Measure
    reason: Class
    name: str
    paper: str
    """Title of the paper."""
    sentence: str
    """The first one that has the name; empty where the graph lacks the paper, or the name stands nowhere in it."""


def mistakes(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> list[Mistake]:
    """Give all mistakes by measure, class, paper and name."""
    by_title = {matching_form(paper.title): paper for paper in predicted}
    found = [
        one
        for wanted in gold
        for one in _of_paper(wanted, by_title.get(matching_form(wanted.title)) or Annotated(wanted.title))
    ]
    return sorted(found, key=lambda one: (one.measure, one.reason, one.paper, one.name))


def _of_paper(wanted: Annotated, found: Annotated) -> Iterator[Mistake]:
    def told(measure: Measure, reason: Class, named: Named) -> Mistake:
        """Give the mistake about a name, with the first sentence of the paper that has it."""
        sentence = _sentence(found.text, (*named.surfaces, named.name))
        return Mistake(measure, reason, named.name, wanted.title, sentence)

    kinds: tuple[tuple[Measure, Sequence[Named], Sequence[Named], Sequence[Named], Sequence[Named]], ...] = (
        ("datasets", wanted.datasets, found.datasets, wanted.methods, found.methods),
        ("methods", wanted.methods, found.methods, wanted.datasets, found.datasets),
    )
    neutral = families(wanted).keys()
    for measure, right, said, other_right, other_said in kinds:
        matches = pairs(right, said)
        matched = set(matches.values())
        for number, one in enumerate(said):
            if number not in matched and not (measure == "methods" and one.keys() & neutral):
                yield told(measure, _wrong(one, right, other_right), one)
        for number, one in enumerate(right):
            if number not in matches:
                yield told(measure, _missed(one, said, other_said), one)
        for i, j in matches.items():
            real, claimed = right[i].role == "introduces", said[j].role == "introduces"
            if real != claimed:
                yield told(
                    "introduces", "said to be introduced" if claimed else "not said to be introduced", said[j]
                )
    yield from _repos(wanted, found)


def _repos(wanted: Annotated, found: Annotated) -> Iterator[Mistake]:
    right, said = ({name.lower() for name in paper.repos} for paper in (wanted, found))
    for name in said ^ right:
        reason: Class = "invented" if name in said else "not found"
        sentence = _sentence(found.text, (name, name.partition("/")[2]))
        yield Mistake("repos", reason, name, wanted.title, sentence)


def _wrong(one: Named, right: Sequence[Named], others: Sequence[Named]) -> Class:
    if _meets(one, right):
        return "a second node for one thing"
    if _meets(one, others):
        return "of another kind"
    return "only part of a name" if _touches(one, (*right, *others)) else "invented"


def _missed(one: Named, said: Sequence[Named], others: Sequence[Named]) -> Class:
    if _meets(one, said):
        return "merged with something else"
    if _meets(one, others):
        return "found as another kind"
    return "found in part" if _touches(one, said) else "not found"


def _meets(one: Named, others: Iterable[Named]) -> bool:
    return any(one.keys() & other.keys() for other in others)


def _touches(one: Named, others: Iterable[Named]) -> bool:
    """Tell whether one name is a part of another."""
    mine, theirs = one.keys(), set[str]().union(*(other.keys() for other in others))
    return any(min(len(a), len(b)) >= _SHORTEST and (a in b or b in a) for a in mine for b in theirs)


def _place(text: str, name: str) -> int:
    """Give where a name stands in a text, rather as a word of its own and as it is written; -1 where it does not."""
    whole = rf"(?<!\w){re.escape(name)}(?!\w)"
    found = re.search(whole, text) or re.search(whole, text, re.IGNORECASE)
    return found.start() if found else text.lower().find(name.lower())


def _sentence(text: str, names: Sequence[str]) -> str:
    places = [place for name in names if name and (place := _place(text, name)) >= 0]
    if not places:
        return ""
    start, _, body = text.partition("\n")
    offset = len(start) + 1
    place = min(places)
    if place < offset:
        return start
    return next((one.text for one in sentences(body) if one.start <= place - offset < one.end), "")
