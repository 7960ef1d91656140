"""
Names of others that a paper seems to introduce: signs against it where neither title nor explicit words say so.

The classifier of roles hears the words around a name. What it does not see is where in the abstract the paper begins to
speak of itself, that "X-based" is no X, and that GPT-5-high is a release of GPT-5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from kg.extract.candidates.gathering import Place
from kg.extract.document import Text
from kg.extract.features.kinds import Features
from kg.text.titles import begins_title

_ITSELF = re.compile(
    r"\b(?:we|our|ours|us to|I (?:present|propose|describe|introduce|show|argue)|in this|here|propos\w+|introduc\w+|"
    r"(?:this|the present|the current) (?:\w+ )?(?:paper|work|study|article|report|thesis|dissertation|research|letter|survey|"
    r"manuscript|document|chapter|project|contribution|note|submission|tutorial|demo))\b",
    re.IGNORECASE,
)
"""Words with which a paper begins to speak of itself."""
_WHOLE_TITLE = 25
"""Most characters before the colon of a title that are taken for a name."""
_MODIFIES = re.compile(
    r"\)?(?: ?\([^()]{0,40}\))?(?:(?:-{1,3}|[–—])(?:aided|assisted|augmented|aware|based|conditioned|driven|enabled|enhanced|equipped|guided|"
    r"informed|inspired|like|oriented|powered|style)| based)\b(?! (?:up)?on\b)"
)
"""What follows a name that says of what kind something else is."""
_OF_OTHERS = re.compile(
    r"(?<![\w-])(?:(?:recently|previously|widely|commonly)[ -](?:proposed|introduced|developed|released|published|used|adopted)|existing|"
    r"well-known|popular|standard|classical|conventional|traditional)[ \n][\"“'‘`]*$",
    re.IGNORECASE,
)
"""What precedes a name that others know already."""
_LONGEST_OF_OTHERS = 40
_RELEASE = re.compile(
    r"(?:[- ](?:v?\d[\d.]*[a-z]?|\d+x\d+b|base|chat|flash|haiku|high|instruct|it|large|lite|low|max|medium|mini|nano|opus|plus|preview|"
    r"pro|small|sonnet|thinking|tiny|turbo|ultra|xl|[lmnsx]))+$",
    re.IGNORECASE,
)
"""What follows the name of a family of models in that of one of them: a version, a size, what it is trained for."""
_OURS = frozenset(
    {"r:ours", "r:verb-directly", "r:we-introduce-directly", "r:we-introduce-near", "r:we-introduce-far"}
)
"""Features of phrases that tell of a paper's own model."""
_PART = re.compile(r"[^- ]+")


def is_borrowed(text: Text, places: Sequence[Place], found: Features, spoken: Set[str]) -> bool:
    """
    Tell whether a name that the lexicon does not know is that of others; `spoken` are the features of its role.

    Its places are in the order of the text. What a title begins with, or names alone, is never taken for borrowed.
    """
    first = next((place for place in places if place.field == "abstract"), None)
    if first is None or begins_title(places[0]):
        return False
    if _MODIFIES.match(text.paper.abstract, first.end) or _is_background(text, first):
        return True
    if any(_is_of_others(text, place) for place in places):
        return True
    return spoken.isdisjoint(_OURS) and _is_release(text.paper.title, found)


def _is_of_others(text: Text, place: Place) -> bool:
    """Tell whether a place says that others have the thing already: "existing X", "the recently proposed X"."""
    body = text.paper.text(place.field)
    return bool(_OF_OTHERS.search(body[max(0, place.start - _LONGEST_OF_OTHERS) : place.start]))


def _is_background(text: Text, first: Place) -> bool:
    """
    Tell whether an abstract names something before it speaks of the paper itself, or of what its title coins.

    Of 36 such names that were taken for a paper's own in 9,000 papers on which nothing was tried, 34 were not.
    """
    abstract, title = text.paper.abstract, text.paper.title
    end = text.fields["abstract"].sentences[first.sentence].end
    if _ITSELF.search(abstract, 0, end) or not _ITSELF.search(abstract, end):
        return False
    coined, colon, _ = title.partition(":")
    return not (colon and len(coined) <= _WHOLE_TITLE and abstract.find(coined, 0, end) >= 0)


def _is_release(title: str, found: Features) -> bool:
    """Tell whether a name is that of a known method with a version or size, and not of a family that the title begins with."""
    name = found.written.name
    if "starts:method" not in found.said or not any(map(str.isdigit, name)) or not _RELEASE.search(name):
        return False
    family = _PART.match(name)
    return not (family and title.startswith(family.group()))
