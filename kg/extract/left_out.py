"""Names that extraction considered and took for neither dataset nor method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.models.linear import shares
from kg.extract.models.network import CLASSES
from kg.extract.paper import Tools, judged_all
from kg.model import Paper

_AS_NAMES = frozenset({"shape", "short", "title", "named", "cued"})
"""Sources of candidates that make it likely that something is a name; capitals alone do not."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A name in a paper that the lexicon does not know, as it is first written."""

    name: str
    sentence: str
    chance: float
    """The probability that it is a dataset, a method or a family, by the network."""


def names(papers: Sequence[Paper], tools: Tools) -> Iterator[list[LeftOut]]:
    """
    Give for each paper the names that the lexicon does not know.

    They include those that extraction took for something: only the caller knows what the graph holds.
    """
    for one, answers in judged_all(papers, tools):
        found = []
        for candidate, logits in zip(one.found, list(answers), strict=True):
            if not candidate.known and candidate.sources & _AS_NAMES:
                place = candidate.places[0]
                name = one.text.paper.text(place.field)[place.start : place.end]
                sentence = one.text.fields[place.field].sentences[place.sentence].text
                found.append(LeftOut(name, sentence, 1 - shares(CLASSES, logits)["none"]))
        yield found
