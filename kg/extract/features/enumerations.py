"""Features from enumerations ("MNIST, SVHN and X datasets"), whose members tend to be of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.candidates.gathering import Candidate, Place
from kg.extract.document import Text
from kg.model import Field

Spot = tuple[Field, int]
"""The field and start of a place."""

_NEAR = 3
"""Words before and after an enumeration that are searched for a word with a sense."""
_MOST_WORDS = 4
"""Most words between two members of an enumeration: as many as "as well as the" has."""
_LISTING = re.compile(
    r"\s*(?:,|and|or|,\s*and|,\s*or|/|&|;|as well as|\+|vs\.?|,\s*as well as)\s*(?:the\s+)?"
)


def enumerations(text: Text, found: Sequence[Candidate]) -> Mapping[Spot, frozenset[str]]:
    """Give the features of each place in an enumeration: senses of words around it, known kinds of other members."""
    spots = [(place, candidate) for candidate in found for place in candidate.places]
    spots.sort(key=lambda spot: (spot[0].field, spot[0].start))
    joined = [_joined(text, last, place) for (last, _), (place, _) in pairwise(spots)]
    said: dict[Spot, frozenset[str]] = {}
    first = 0
    for behind, goes_on in enumerate([*joined, False], 1):
        if not goes_on:
            if behind - first > 1:
                said.update(_said(text, spots[first:behind]))
            first = behind
    return said


def _joined(text: Text, last: Place, place: Place) -> bool:
    if place.sentence != last.sentence or place.field != last.field or place.first > last.last + _MOST_WORDS:
        return False
    return bool(_LISTING.fullmatch(text.paper.text(last.field), last.end, place.start))


def _said(text: Text, chain: Sequence[tuple[Place, Candidate]]) -> Iterator[tuple[Spot, frozenset[str]]]:
    first, last = chain[0][0], chain[-1][0]
    words = text.fields[first.field].words
    sentence = text.fields[first.field].sentences[first.sentence]
    behind = [word.sense for word in words[last.last : min(last.last + _NEAR, sentence.last)] if word.sense]
    before = [
        word.sense for word in words[max(first.first - _NEAR, sentence.first) : first.first] if word.sense
    ]
    around = {
        "list",
        *[f"list+:{sense}" for sense in behind[:1]],
        *[f"list-:{sense}" for sense in before[-1:]],
    }
    kinds = [{one.kind for one in candidate.known} for _, candidate in chain]
    sure = [kind for found in kinds if len(found) == 1 for kind in found]
    for (place, _), own in zip(chain, kinds, strict=True):
        others = [kind for kind in sure if own != {kind} or sure.count(kind) > 1]
        yield (place.field, place.start), frozenset(around.union([f"list:{kind}" for kind in others]))
