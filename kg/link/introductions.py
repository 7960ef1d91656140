"""
Introductions: whether a paper that is said to introduce a thing is the first to have it, by its wording.

Extraction says that a paper introduces what is part of its own contribution, which may be a new use of an older thing.
"""

from __future__ import annotations

import re

from kg.model import KNOWN_NAME, Mention
from kg.text.titles import PLAIN, begins_title

_EXPLAINED = re.compile(
    r"[\"'”’»]?(?: \([^()]*\))?[\"'”’»]?(?: and [\w-]+(?=:))?"
    r"(?: (?:benchmark|challenge|corpus|data ?set|database|library|shared task|technical report|toolkit)s?)?"
    r"[\"'”’»]?(?:\s*[:–—]|\s?--|\s-|[.?!]?$)",
    re.IGNORECASE,
)
"""What follows the name at the beginning of a title that is the name, or explains it after a colon or dash."""
_STUDIED = re.compile(
    r"[^:–—-]*[:–—-]+ (?:An? |The )?(?:[\w-]+ ){0,3}(?:SWOT analysis|survey|review|case study|critique|reproducibility study) of\b",
    re.IGNORECASE,
)
"""What follows the name of a thing that a paper only studies."""
_PLAINLY = re.compile(
    r"(?:(?<!\bthe )\b(?:introduc|propos|present|develop|releas|provid)\w*|\b(?:called|named|dubbed|termed|coined))"
    r"(?: (?!(?:using|to|with|by|for|on|how|of|into|from|via)\b|in (?!this\b)|\w+-based\b)[^\s.;:]+){0,3} \W*$"
    r"|\bour (?:new|novel) \W*$"
    r"|\bour (?:\w+ )?(?:algorithm|approach|benchmark|dataset|framework|method|model|network|system|technique), \W*$"
)
"""How a sentence that introduces a thing explicitly reads up to the name of it."""
_RELATIVE = re.compile(r"(?: \([^()]*\))?(?:[ -](?:like|based|style|inspired)\b| with\b)")
"""What follows the name of a thing that the new one is a relative of: "a GraphSLAM-like algorithm"."""
_ONE_OF = re.compile(r"\b(?:an?|(?<!our )new|(?<!our )novel) (?:[\w-]+ )?\W*$", re.IGNORECASE)
"""How a sentence reads up to a name that stands for a kind of things."""
_ONE_SPELLED_OUT = re.compile(
    r"\b(?:an?|new|novel) (?:(?!(?:called|named|dubbed|termed|coined)\b)[\w-]+ ){0,2}\W*$", re.IGNORECASE
)
"""The same up to a name of several words, such as "a very fast variational autoencoder"."""
_USED = re.compile(r"\b(?:using|uses?|used) (?:(?!novel |new )[^\s.;:,]+ ){1,5}(?:called|named|termed) \W*$")
"""How a sentence that uses a thing under its name ("using a technique called X") reads up to the name."""
_OF_OTHERS = re.compile(
    r"\b(?<!for )(?<!of )(?:well-known|existing|classical|popular|recently|newly|previously|originally) "
    r"(?:(?!\b(?:we|our|us|it|paper|work|study|article)\b)[^.;:])*$"
)
"""How a sentence reads up to the name of a thing of others, up to a word for the paper itself."""


def is_new(place: Mention, *, own: bool) -> bool:
    """
    Tell whether a paper that is said to introduce a thing is the first to have it, by its best place.

    Such a paper mostly has the name at the beginning of its title, and explains it there after a colon. A title that
    goes on otherwise ("Conditional Random Fields for Object Recognition") may be of a new use; then `own` must say that
    a place of the paper is one of `is_its_own`. Without the title, explicit words do not count for names in the lexicon
    or plain ones, of which papers say so for a new use as well.
    """
    if place.kind == "repo" or is_title_of(place):
        return True
    if begins_title(place):
        return own
    if place.rule == KNOWN_NAME or place.field != "abstract" or PLAIN.fullmatch(place.surface):
        return False
    before, _, _ = place.sentence.partition(place.surface)
    return is_said_plainly(place) and not (" " in place.surface and _ONE_SPELLED_OUT.search(before))


def is_title_of(place: Mention) -> bool:
    """Tell whether a title is a name, or begins with it and then explains it, other than as the object of a study."""
    _, _, after = place.sentence.partition(place.surface)
    return begins_title(place) and bool(_EXPLAINED.match(after)) and not _STUDIED.match(after)


def is_said_plainly(place: Mention) -> bool:
    """Tell whether the sentence of a name says explicitly that the paper introduces it."""
    before, _, after = place.sentence.partition(place.surface)
    before = before.lower()
    if not _PLAINLY.search(before) or _RELATIVE.match(after):
        return False
    return not _USED.search(before) and not _OF_OTHERS.search(before)


def is_its_own(place: Mention) -> bool:
    """Tell whether a sentence says explicitly that the paper introduces a thing, not one of its kind ("a novel X model")."""
    before, _, after = place.sentence.partition(place.surface)
    return is_said_plainly(place) and (not _ONE_OF.search(before) or after.startswith(" ("))
