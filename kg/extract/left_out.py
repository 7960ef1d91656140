"""Names that extraction considered and took for neither dataset nor method."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import candidates
from kg.extract.document import read
from kg.extract.lexicon import Lexicon
from kg.model import Paper

_AS_NAMES = frozenset({"shape", "short", "title", "named", "cued"})
"""Sources of candidates that make it likely that something is a name; capitals alone do not."""


def names(paper: Paper, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """
    Give the names in a paper that the lexicon does not know, each as it is first written, with the sentence.

    They include those that extraction took for something: only the caller knows what the graph holds.
    """
    text = read(paper, lexicon)
    for candidate in candidates(text, lexicon):
        if not candidate.known and candidate.sources & _AS_NAMES:
            place = candidate.places[0]
            sentence = text.fields[place.field].sentences[place.sentence].text
            yield paper.text(place.field)[place.start : place.end], sentence
