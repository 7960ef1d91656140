"""
What looks like a name and is none: a measure, a team, a number, a size alone, a macro, a database that a review searched.

The network sees few of these, and takes some for datasets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kg.extract.candidates.gathering import Candidate
from kg.extract.document import Text

_GIVEN = frozenset({"title", "short", "long", "named"})
"""Ways of finding a candidate that say that a size is a name as well."""
_MEASURE = re.compile(r"\S@\d")
""" "Pass@1", "R1@0.7"."""
_TEAM = re.compile(r"\S.*@[A-Z][\w-]*[A-Z\d][\w-]*(?: (?:19|20)\d\d)?")
"""A team at a venue, "HEDGE@LREC 2020", which is no RoboCup@Home."""
_COUNT = re.compile(r"[\d.,]+[KMB]\+")
_SIZE = re.compile(
    r"[Xx]{0,3}-?[Ll]arge|[Nn]ano|[Tt]iny|[Ss]mall|[Bb]ase|[Mm]edium|[Mm]ini|[Hh]uge|[Gg]iant|[Ll]ite|[Tt]urbo|[Ff]lash|[Uu]ltra"
)
"""A size, which is no acronym: BASE and LITE may be."""
_MACRO = re.compile(
    r"\\?our(?:approach|bench|benchmark|data|dataset|framework|method|model|name|system)\b"
    r"|\b(?:bench|data|dataset|framework|method|model|system|tool)name\b"
)
"""A command that an author made for a name."""
_NUMBERED = re.compile(
    r"(?:Algorithm|Appendix|Eq|Equation|Fig|Figure|Section|Stage|Tab|Table|Task|Track)\.?~\d+"
)
_GLUED = re.compile(r"(?P<word>[A-Z]?[a-z]{5,}?)(?:and|are|for|from|in|is|of|on|that|the|to|with)")
"""A word to which the next one sticks: "Augmentationto"."""
_SEARCHED = re.compile(
    r"\b(?:ACM Digital Library|CINAHL|CNKI|Cochrane|EMBASE|Embase|Google Scholar|IEEE Xplore|LILACS|MEDLINE|Medline|Ovid|"
    r"ProQuest|PsycINFO|PsycInfo|PubMed|Science ?Direct|Scopus|SpringerLink|Web of Science)\b"
)
"""Databases of literature."""
_FEWEST_SEARCHED = 2
"""How many of them a paper names that only says where it searched."""


def is_no_name(candidate: Candidate, name: str, common: Collection[str]) -> bool:
    """Tell whether a name that the lexicon does not know is none; `common` are the ordinary words of the language."""
    if "@" in name and (_MEASURE.search(name) or _TEAM.fullmatch(name)):
        return True
    if _COUNT.fullmatch(name) or _MACRO.search(name) or _NUMBERED.fullmatch(name):
        return True
    if _SIZE.fullmatch(name) and candidate.sources.isdisjoint(_GIVEN):
        return True
    last = name.rpartition(" ")[2]
    glued = _GLUED.fullmatch(last)
    return bool(glued and last.lower() not in common and glued["word"].lower() in common)


def is_only_searched(text: Text, surfaces: Iterable[str]) -> bool:
    """Tell whether a database of literature is one of several that a paper searched: a source, not a dataset."""
    if not any(map(_SEARCHED.fullmatch, surfaces)):
        return False
    return len(set(_SEARCHED.findall(text.paper.abstract))) >= _FEWEST_SEARCHED
